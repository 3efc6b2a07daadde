import type { Matrix, MatrixInput } from '@lrsim/core';
import { multiply, multiplyTranspose, singularValues, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { lazily } from '../lazily.js';
import { type Basis, basisOfRead, readSpanning, roundingOf } from './basis.js';
import { correlationsBetween } from './canonical-analysis.js';
import type { CanonicalOptions } from './types.js';
import { whiteningOf } from './whitening.js';

/** What canonical correlations keep of one representation; each part is made when first needed, once. */
export interface CanonicalData {
  readonly argument: string;
  /** Samples x units, centred unless told otherwise. */
  readonly matrix: Matrix;
  /** Dimensions that are compared. */
  readonly rank: () => number;
  /** The W for which the columns of XW' are orthonormal, where that is accurate and no reduction or ridge is asked for. */
  readonly whitening: () => Matrix | undefined;
  readonly basis: () => Basis;
}

/** Reads one representation for canonical correlations; errors of `basisOf`. */
export function canonicalData(
  input: MatrixInput,
  options: CanonicalOptions,
  where: string,
  argument: string,
): CanonicalData {
  const { centre = true, reduction = {}, ridge = 0 } = options;
  const data = readSpanning(input, centre, where, argument);
  const make = () => basisOfRead(data, options, where, argument);
  const plain = ridge === 0 && Object.keys(reduction).length === 0;
  // What is asked for of a basis is checked here, not when it is first needed.
  const basis = plain ? lazily(make) : always(make());
  const whitening = plain ? lazily(() => whiteningOf(data.matrix, roundingOf(data, 0))) : always(undefined);
  const rank = () => (whitening() ? data.matrix.columns : basis().values.length);
  return { argument, matrix: data.matrix, rank, whitening, basis };
}

const always =
  <T>(value: T) =>
  () =>
    value;

/** The canonical correlations, descending: the singular values of WX'YV' for whitenings W and V, or of a product of bases. */
export function canonicalValues(where: string, x: CanonicalData, y: CanonicalData): Float64Array {
  checkSameSamples(where, x, y);
  const [left, right] = [x.whitening(), y.whitening()];
  if (!left || !right) return correlationsBetween(where, x.basis(), y.basis());
  const whitened = multiplyTranspose(multiply(left, transposeMultiply(x.matrix, y.matrix)), right);
  return singularValues(whitened).map((value) => Math.min(1, value));
}
