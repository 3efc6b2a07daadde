import { ArgumentError, type Matrix, type MatrixInput, NonFiniteError, toMatrix } from '@lrsim/core';
import { columnMeans, frobeniusNorm } from '@lrsim/linalg';

/** A dataset with each unit's mean over samples removed, as most measures use it. */
export interface Centred {
  /** The argument's name, for messages. */
  readonly argument: string;
  /** Samples x units, centred. */
  readonly matrix: Matrix;
  /** What was removed of each unit. */
  readonly means: Float64Array;
  /** Frobenius norm of the centred matrix; positive. */
  readonly norm: number;
}

/**
 * Reads and centres a dataset.
 *
 * @param where - the calling measure, for messages.
 * @throws ArgumentError for fewer than two samples, or data in which no unit varies.
 * @throws NonFiniteError for NaN, infinity, or values whose norm is beyond float64.
 */
export function centred(input: MatrixInput, where: string, argument: string): Centred {
  const raw = toMatrix(where, argument, input);
  if (raw.rows < 2) throw new ArgumentError(`${where}: ${argument} has 1 sample; expected at least 2`);
  const means = columnMeans(raw);
  const matrix = subtractInPlace(raw, means);
  const norm = frobeniusNorm(matrix);
  if (norm === 0)
    throw new ArgumentError(
      `${where}: ${argument} is constant: none of its ${raw.columns} units varies over the ${raw.rows} samples; expected one that does`,
    );
  if (!Number.isFinite(norm))
    throw new NonFiniteError(`${where}: ${argument} is too large: its norm is beyond float64; scale it down`);
  return { argument, matrix, means, norm };
}

/** Throws where two datasets have different numbers of samples. */
export function checkSameSamples(where: string, x: NamedRows, y: NamedRows): void {
  if (x.matrix.rows !== y.matrix.rows)
    throw new ArgumentError(
      `${where}: ${x.argument} has ${x.matrix.rows} samples, ${y.argument} has ${y.matrix.rows}; both need one row per sample`,
    );
}

type NamedRows = Pick<Centred, 'argument' | 'matrix'>;

/**
 * Reads held-out samples of the units a measure was fitted on.
 *
 * @throws ArgumentError for another number of units.
 */
export function heldOut(input: MatrixInput, trained: Centred, where: string, argument: string): Matrix {
  const raw = toMatrix(where, argument, input);
  if (raw.columns !== trained.matrix.columns)
    throw new ArgumentError(
      `${where}: ${argument} has ${raw.columns} units, the samples it was fitted on have ${trained.matrix.columns}; expected the same`,
    );
  return subtractInPlace(raw, trained.means);
}

/** The matrix, which belongs to the caller, minus one number for each column: in place, since a copy costs as much as a product. */
function subtractInPlace(a: Matrix, row: Float64Array): Matrix {
  const { rows, columns, data } = a;
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) data[at] -= row[j];
  return a;
}

/** The centred data scaled to Frobenius norm 1. */
export function unitNorm({ matrix, norm }: Pick<Centred, 'matrix' | 'norm'>): Matrix {
  const data = new Float64Array(matrix.data);
  for (let i = 0; i < data.length; i++) data[i] /= norm;
  return { ...matrix, data };
}
