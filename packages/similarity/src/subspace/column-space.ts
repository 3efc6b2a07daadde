import { type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { frobeniusNorm, orthonormalBasis } from '@lrsim/linalg';
import { centred } from '../centred.js';
import type { Samples } from '../statistics/samples.js';

/** A dataset with an orthonormal basis of the space that its units span. */
export interface ColumnSpace extends Samples {
  /** Samples x rank. */
  readonly basis: Matrix;
  /** The positive singular values of the data, descending; as many as the rank. */
  readonly values: Float64Array;
}

/**
 * Reads a dataset and finds its column space. Directions below rounding of the data as they came do not count: removing large
 * means leaves noise that looks like more rank.
 */
export function columnSpace(input: MatrixInput, centre: boolean, where: string, argument: string): ColumnSpace {
  const one = centred(input, where, argument);
  const raw = toMatrix(where, argument, input);
  const matrix = centre ? one.matrix : raw;
  const removed = centre ? Math.max(1, frobeniusNorm(raw) / one.norm) : 1;
  const cut = Math.max(matrix.rows, matrix.columns) * Number.EPSILON * removed;
  return { argument, matrix, ...orthonormalBasis(matrix, cut) };
}
