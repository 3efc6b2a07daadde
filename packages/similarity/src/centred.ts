import { ArgumentError, type Matrix, type MatrixInput, NonFiniteError, viewMatrix } from '@lrsim/core';
import { columnMeans, frobeniusNorm, minusRow } from '@lrsim/linalg';

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
  const raw = viewMatrix(where, argument, input);
  if (raw.rows < 2) throw new ArgumentError(`${where}: ${argument} has 1 sample; expected at least 2`);
  const means = columnMeans(raw);
  const { matrix, norm } = minusMeans(raw, means);
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
  const raw = viewMatrix(where, argument, input);
  if (raw.columns !== trained.matrix.columns)
    throw new ArgumentError(
      `${where}: ${argument} has ${raw.columns} units, the samples it was fitted on have ${trained.matrix.columns}; expected the same`,
    );
  return minusRow(raw, trained.means);
}

/** Sums of squares between these lost nothing to underflow and did not overflow. */
const [TINY, HUGE] = [1e-280, 1e300];

/** The matrix minus one number for each column, and its norm: in one pass, since each over large data costs as much as a product. */
function minusMeans({ rows, columns, data }: Matrix, means: Float64Array): Pick<Centred, 'matrix' | 'norm'> {
  const matrix = { rows, columns, data: new Float64Array(data.length) };
  const centre = matrix.data;
  let total = 0;
  for (let i = 0, at = 0; i < rows; i++) {
    let squares = 0;
    for (let j = 0; j < columns; j++, at++) {
      const value = data[at] - means[j];
      centre[at] = value;
      squares += value * value;
    }
    total += squares;
  }
  return { matrix, norm: total > TINY && total < HUGE ? Math.sqrt(total) : frobeniusNorm(matrix) };
}

/** The data scaled to Frobenius norm 1. */
export const unitNorm = ({ matrix, norm }: Pick<Centred, 'matrix' | 'norm'>): Matrix =>
  unitNormInPlace({ matrix: { ...matrix, data: new Float64Array(matrix.data) }, norm });

/** The same of a matrix that belongs to the caller, in place. */
export function unitNormInPlace({ matrix, norm }: Pick<Centred, 'matrix' | 'norm'>): Matrix {
  const { data } = matrix;
  for (let i = 0; i < data.length; i++) data[i] /= norm;
  return matrix;
}
