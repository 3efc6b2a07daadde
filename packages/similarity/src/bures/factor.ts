import { ArgumentError, type Matrix, type MatrixInput, NonFiniteError, toMatrix } from '@lrsim/core';
import {
  frobeniusNorm,
  multiply,
  multiplyTranspose,
  qr,
  singularValues,
  svd,
  transpose,
  transposeMultiply,
} from '@lrsim/linalg';
import { centred, checkSameSamples, unitNormInPlace } from '../centred.js';
import type { BuresOptions } from './types.js';

/** A factor F of a positive semidefinite kernel K = FF', scaled to norm 1. */
export interface Factor {
  /** The argument's name, for messages. */
  readonly argument: string;
  /** Samples x dimensions, of Frobenius norm 1. */
  readonly matrix: Matrix;
  /** What it was scaled by: the square root of the trace of K. */
  readonly norm: number;
}

/** Above this the distance is found from the aligned difference rather than from 1 - cosine. */
const NEAR = 0.999;

/** A factor of the Gram matrix of samples, with no more dimensions than there are samples. */
export function gramFactor(
  input: MatrixInput,
  { centre = true }: BuresOptions,
  where: string,
  argument: string,
): Factor {
  const { matrix, norm } = centre ? centred(input, where, argument) : uncentred(input, where, argument);
  return unitFactor(argument, matrix.columns > matrix.rows ? transpose(qr(transpose(matrix)).r) : matrix, norm);
}

function uncentred(input: MatrixInput, where: string, argument: string) {
  const matrix = toMatrix(where, argument, input);
  const norm = frobeniusNorm(matrix);
  if (norm === 0) throw new ArgumentError(`${where}: ${argument} is zero everywhere; expected some activity`);
  if (!Number.isFinite(norm))
    throw new NonFiniteError(`${where}: ${argument} is too large: its norm is beyond float64; scale it down`);
  return { matrix, norm };
}

/** A factor of which the norm is known; its memory becomes that of the scaled one. */
export const unitFactor = (argument: string, matrix: Matrix, norm: number): Factor => ({
  argument,
  norm,
  matrix: unitNormInPlace({ matrix, norm }),
});

/** tr (K^1/2 L K^1/2)^1/2 over the square root of the traces: the nuclear norm |F'G|_* at unit norms, at most 1. */
export function cosineOf(where: string, x: Factor, y: Factor): number {
  checkSameSamples(where, x, y);
  const sum = singularValues(transposeMultiply(x.matrix, y.matrix)).reduce((total, value) => total + value, 0);
  return Math.min(1, sum);
}

/** |FQ - G| for the best orthogonal Q at unit norms, without cancellation: exact at 0. */
export function chordOf(where: string, x: Factor, y: Factor): number {
  const cosine = cosineOf(where, x, y);
  if (cosine < NEAR) return Math.sqrt(2 - 2 * cosine);
  const [wide, narrow] = x.matrix.columns >= y.matrix.columns ? [y.matrix, x.matrix] : [x.matrix, y.matrix];
  const { u, v } = svd(transposeMultiply(wide, narrow));
  const turned = multiplyTranspose(multiply(wide, u), v);
  return frobeniusNorm({ ...turned, data: turned.data.map((value, at) => value - narrow.data[at]) });
}

/** |F - GQ| for the best orthogonal Q, of the factors in their own sizes. */
export function distanceOf(where: string, x: Factor, y: Factor): number {
  const larger = Math.max(x.norm, y.norm);
  const [a, b] = [x.norm / larger, y.norm / larger];
  return larger * Math.sqrt((a - b) ** 2 + a * b * chordOf(where, x, y) ** 2);
}
