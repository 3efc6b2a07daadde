import { checkNumber, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { multiply, multiplyTranspose, symmetricEigen, transposeMultiply } from '@lrsim/linalg';
import type { WhiteningOptions } from './types.js';

/** A whitening map in its eigenbasis: Z = V diag(factors) V'. */
export interface Whitening {
  /** Eigenvectors of X'X in columns. */
  readonly vectors: Matrix;
  readonly factors: Float64Array;
}

/**
 * The partial whitening of samples x units that are centred already: Z = V diag(alpha + (1 - alpha) l^-1/2) V' with X'X =
 * V diag(l) V', then, to preserve the variance, scaled so that tr(Z X'X Z) = tr(X'X).
 *
 * A direction without variance (see `relativeCut`) is left as it is, with the factor alpha.
 *
 * @source Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739).
 */
export function whiteningOf(
  x: Matrix,
  where: string,
  { alpha = 1, preserveVariance = true, relativeCut, floor = 0, ridge = 0, width = x.columns }: WhiteningOptions,
): Whitening {
  checkNumber(where, 'alpha', alpha, 0, 1);
  checkNumber(where, 'floor', floor, 0);
  checkNumber(where, 'ridge', ridge, 0);
  const { values, vectors } = symmetricEigen(transposeMultiply(x, x));
  const cut = (relativeCut ?? x.columns * Number.EPSILON) * values[0];
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const added = (ridge * total) / values.length;
  const raised = values.map((value) => Math.max(value, floor));
  const factors = raised.map(
    (value) => alpha + (value > cut && value > 0 ? (1 - alpha) / Math.sqrt(value + added) : 0),
  );
  if (preserveVariance) {
    const silent = Math.max(0, width - x.columns);
    const silentFactor = floor > 0 ? alpha + (1 - alpha) / Math.sqrt(floor) : 0;
    const kept = factors.reduce((sum, factor, i) => sum + factor ** 2 * raised[i], silent * silentFactor ** 2 * floor);
    const before = raised.reduce((sum, value) => sum + value, silent * floor);
    const scale = Math.sqrt(before / kept);
    for (let i = 0; i < factors.length; i++) factors[i] *= scale;
  }
  return { vectors, factors };
}

/** V diag(factors): the whitened data are X times this, up to the rotation V' that shape distances do not see. */
export const whiteningMap = ({ vectors, factors }: Whitening): Matrix => ({
  ...vectors,
  data: vectors.data.map((value, at) => value * factors[at % vectors.columns]),
});

/**
 * The symmetric partial whitening matrix Z, [units, units], of samples x units, which are used as they are (centre them
 * first).
 *
 * @param options - `alpha` (default 1: nothing to whiten), `preserveVariance`, and what to do about small variances.
 * @throws ArgumentError for alpha outside 0 to 1, or NaN.
 */
export function partialWhitening(x: MatrixInput, options: WhiteningOptions = {}): Matrix {
  const whitening = whiteningOf(toMatrix('partialWhitening', 'x', x), 'partialWhitening', options);
  return multiplyTranspose(whiteningMap(whitening), whitening.vectors);
}

/** Samples x units whitened, in the eigenbasis. */
export const whitened = (x: Matrix, whitening: Whitening): Matrix => multiply(x, whiteningMap(whitening));
