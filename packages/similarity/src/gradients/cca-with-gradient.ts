import { checkNumber, lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import { leadingColumns, multiply, multiplyTranspose, scaleColumns, svd, transposeMultiply } from '@lrsim/linalg';
import { centredPair, combination, rankOf, scaled } from './centred-pair.js';
import type { CcaGradientOptions, ValueWithGradient } from './types.js';

/** Centred data as U diag(s) V' over the directions in which they vary, and what whitens them: 1 / sqrt(s^2 + ridge). */
interface Whitened {
  readonly matrix: Matrix;
  readonly u: Matrix;
  readonly v: Matrix;
  readonly values: Float64Array;
  readonly whitening: Float64Array;
}

function whiten(matrix: Matrix, ridge: number): Whitened {
  const { u, values, v } = svd(matrix);
  const rank = rankOf(values, matrix.rows, matrix.columns);
  const kept = values.slice(0, rank);
  const whitening = kept.map((value) => 1 / Math.hypot(value, Math.sqrt(ridge)));
  return { matrix, u: leadingColumns(u, rank), v: leadingColumns(v, rank), values: kept, whitening };
}

/**
 * The mean canonical correlation and its derivatives with respect to every number of x and y.
 *
 * The correlations are the singular values of (X'X + r)^-1/2 X'Y (Y'Y + r)^-1/2, r the regularisation; their mean is over the
 * smaller of the ranks of X and Y, as `canonicalCorrelations` counts them where it keeps all components; without
 * regularisation it is theirs. (With it, `canonicalCorrelations` divides by the variances of the variates without the ridge.)
 *
 * The sum of singular values has the derivative AB' with respect to X'Y and -A diag(rho) A' / 2 with respect to X'X, where the
 * columns of A and B are the canonical directions: no differences of singular values, so equal ones do no harm. Directions
 * without correlation, where there is a kink, and those in which the data do not vary, where without regularisation there is
 * a jump, count for nothing: the gradient is finite everywhere. Without regularisation and with no more samples than units
 * every correlation is 1 and the gradient is zero but for rounding: regularise there.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or options out of range.
 */
export function ccaWithGradient(
  x: MatrixInput,
  y: MatrixInput,
  { score = 'similarity', regularisation = 0 }: CcaGradientOptions = {},
): ValueWithGradient {
  const where = 'ccaWithGradient';
  const distance = lookUp('CCA score', { similarity: false, distance: true }, score);
  checkNumber(where, 'regularisation', regularisation, 0);
  const pair = centredPair(where, x, y);
  const [a, b] = [pair.x, pair.y].map(({ matrix }) => whiten(matrix, regularisation));
  // U diag(s) whitened, whose singular values are at most 1.
  const [aShare, bShare] = [a, b].map(({ values, whitening }) => values.map((value, i) => value * whitening[i]));
  const cross = scaleColumns(transposeMultiply(scaleColumns(a.u, aShare), b.u), bShare);
  const { u, values, v } = svd(cross);
  const count = Math.min(a.values.length, b.values.length);
  const zero = Math.max(a.matrix.rows, cross.rows, cross.columns) * Number.EPSILON;
  const correlated = values.filter((value) => value > zero).length;
  const mean = values.reduce((sum, value) => sum + Math.min(1, value), 0) / count;

  // Variates X A and Y B, and the directions A and B themselves.
  const directions = ({ v: basis, whitening }: Whitened, sides: Matrix) =>
    multiply(scaleColumns(basis, whitening), leadingColumns(sides, correlated));
  const [xDirections, yDirections] = [directions(a, u), directions(b, v)];
  const [xVariates, yVariates] = [multiply(a.matrix, xDirections), multiply(b.matrix, yDirections)];
  const sign = (distance ? -1 : 1) / count;
  const gradient = (own: Matrix, other: Matrix, ownDirections: Matrix) =>
    scaled(sign, multiplyTranspose(combination(1, other, -1, scaleColumns(own, values)), ownDirections));
  return {
    value: distance ? 1 - mean : mean,
    dX: pair.asX(gradient(xVariates, yVariates, xDirections)),
    dY: pair.asY(gradient(yVariates, xVariates, yDirections)),
  };
}
