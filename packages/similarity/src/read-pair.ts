import { ArgumentError, type Matrix, type MatrixInput, NonFiniteError, toMatrix } from '@lrsim/core';
import { centreColumns, frobeniusNorm } from '@lrsim/linalg';

/** A dataset as every metric here uses it: each unit's mean over samples removed. */
export interface Centred {
  /** Samples x units. */
  readonly matrix: Matrix;
  /** Its Frobenius norm; positive. */
  readonly norm: number;
}

/**
 * Reads and centres two datasets of the same samples.
 *
 * @param where - the calling metric, for messages.
 * @throws ArgumentError for different numbers of samples, fewer than two, or data in which no unit varies.
 * @throws NonFiniteError for NaN, infinity, or values whose norm is beyond float64.
 */
export function readPair(where: string, x: MatrixInput, y: MatrixInput): [x: Centred, y: Centred] {
  const [xMatrix, yMatrix] = [toMatrix(where, 'x', x), toMatrix(where, 'y', y)];
  if (xMatrix.rows !== yMatrix.rows)
    throw new ArgumentError(
      `${where}: x has ${xMatrix.rows} samples, y has ${yMatrix.rows}; both need one row per sample`,
    );
  if (xMatrix.rows < 2) throw new ArgumentError(`${where}: x and y have 1 sample; expected at least 2`);
  return [centre(where, 'x', xMatrix), centre(where, 'y', yMatrix)];
}

function centre(where: string, argument: string, input: Matrix): Centred {
  const matrix = centreColumns(input);
  const norm = frobeniusNorm(matrix);
  if (norm === 0)
    throw new ArgumentError(
      `${where}: ${argument} is constant: none of its ${matrix.columns} units varies over the ${matrix.rows} samples; expected one that does`,
    );
  if (!Number.isFinite(norm))
    throw new NonFiniteError(`${where}: ${argument} is too large: its norm is beyond float64; scale it down`);
  return { matrix, norm };
}

/** The centred data scaled to Frobenius norm 1. */
export const unitNorm = ({ matrix, norm }: Centred): Matrix => ({
  ...matrix,
  data: matrix.data.map((value) => value / norm),
});
