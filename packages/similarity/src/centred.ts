import {
  ArgumentError,
  type Matrix,
  type MatrixInput,
  NonFiniteError,
  viewMatrix,
  viewMatrixUnchecked,
} from '@lrsim/core';
import { columnMeansAndNorm, minusRow } from '@lrsim/linalg';
import { CentredMatrix } from './centred-matrix.js';

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

/** A dataset just read, whose centred data are made when they are asked for. */
export interface JustCentred extends Centred {
  readonly matrix: CentredMatrix;
}

/**
 * Reads and centres a dataset.
 *
 * @param where - the calling measure, for messages.
 * @param lasting - false where the result does not outlive the caller's hold on the input, which is then not copied.
 * @throws ArgumentError for fewer than two samples, or data in which no unit varies.
 * @throws NonFiniteError for NaN, infinity, or values whose norm is beyond float64.
 */
export function centred(input: MatrixInput, where: string, argument: string, lasting = true): JustCentred {
  const seen = viewMatrixUnchecked(where, argument, input);
  const raw = lasting ? { ...seen, data: seen.data.slice() } : seen;
  if (raw.rows < 2) throw new ArgumentError(`${where}: ${argument} has 1 sample; expected at least 2`);
  const { means, norm } = columnMeansAndNorm(raw);
  // NaN and infinity make the norm what it is not of finite numbers; which one it was is then looked for.
  if (!(norm > 0 && norm < Infinity)) viewMatrix(where, argument, input);
  if (norm === 0)
    throw new ArgumentError(
      `${where}: ${argument} is constant: none of its ${raw.columns} units varies over the ${raw.rows} samples; expected one that does`,
    );
  if (!Number.isFinite(norm))
    throw new NonFiniteError(`${where}: ${argument} is too large: its norm is beyond float64; scale it down`);
  return { argument, matrix: new CentredMatrix(raw, means, norm), means, norm };
}

/** X'Y of centred data; X'X, with the same twice, takes half the time. */
export const crossProduct = CentredMatrix.transposeMultiply;

/** What `read` makes of X'Y of centred data, which it must not keep. */
export const readCrossProduct = CentredMatrix.readTransposeProduct;

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
export const heldOut = (input: MatrixInput, trained: Centred, where: string, argument: string): Matrix =>
  minusRow(rawHeldOut(input, trained, where, argument), trained.means);

/** The same with their means, perhaps in the caller's own memory. */
export function rawHeldOut(input: MatrixInput, trained: Centred, where: string, argument: string): Matrix {
  const raw = viewMatrix(where, argument, input);
  if (raw.columns !== trained.matrix.columns)
    throw new ArgumentError(
      `${where}: ${argument} has ${raw.columns} units, the samples it was fitted on have ${trained.matrix.columns}; expected the same`,
    );
  return raw;
}

/** The data scaled to Frobenius norm 1. */
export const unitNorm = ({ matrix, norm }: Pick<Centred, 'matrix' | 'norm'>): Matrix =>
  matrix instanceof CentredMatrix
    ? matrix.over(new Float64Array(matrix.columns).fill(norm))
    : unitNormInPlace({ matrix: { ...matrix, data: new Float64Array(matrix.data) }, norm });

/** The same of a matrix that belongs to the caller, in place. */
export function unitNormInPlace({ matrix, norm }: Pick<Centred, 'matrix' | 'norm'>): Matrix {
  const { rows, columns, data } = matrix;
  for (let i = 0; i < data.length; i++) data[i] /= norm;
  return { rows, columns, data };
}
