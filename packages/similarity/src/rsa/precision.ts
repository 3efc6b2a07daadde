import { ArgumentError, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { solvePositiveDefinite } from '@lrsim/linalg';
import type { RunPrecision } from './types.js';

/** Reads a precision matrix of so many channels, symmetrised. */
export function toPrecision(where: string, argument: string, input: MatrixInput, channels: number): Matrix {
  const matrix = toMatrix(where, argument, input);
  if (matrix.rows !== channels || matrix.columns !== channels)
    throw new ArgumentError(
      `${where}: ${argument} is ${matrix.rows} x ${matrix.columns}; expected ${channels} x ${channels}, channels by channels`,
    );
  return matrix;
}

export const identity = (n: number): Matrix => ({
  rows: n,
  columns: n,
  data: Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0)),
});

/**
 * The inverse of a symmetric positive definite matrix: a precision of a covariance, or the other way round.
 *
 * @throws ArgumentError where it is not positive definite.
 */
export function inverseOf(where: string, argument: string, matrix: Matrix): Matrix {
  try {
    return solvePositiveDefinite(matrix, identity(matrix.rows));
  } catch (cause) {
    throw new ArgumentError(
      `${where}: ${argument} (${matrix.rows} x ${matrix.columns}) is not positive definite; a covariance needs more trials than channels, or shrinkage`,
      { cause },
    );
  }
}

/** The precision to use between two runs; undefined for the identity. */
export type PrecisionBetween = (runA: number, runB: number) => Matrix | undefined;

/**
 * The precisions of a design: the one given for all runs; or, with one a run, the inverse of the mean of the two runs'
 * covariances.
 */
export function precisionBetweenRuns(
  where: string,
  precision: RunPrecision | undefined,
  runs: number,
  channels: number,
): PrecisionBetween & { readonly perRun: boolean } {
  if (precision === undefined || !isPerRun(precision)) {
    const shared = precision && toPrecision(where, 'precision', precision, channels);
    return Object.assign(() => shared, { perRun: false });
  }
  if (precision.perRun.length !== runs)
    throw new ArgumentError(
      `${where}: precision.perRun has ${precision.perRun.length} matrices; expected ${runs}, one for each run`,
    );
  const own = precision.perRun.map((one, at) => toPrecision(where, `precision.perRun[${at}]`, one, channels));
  const covariances = own.map((one, at) => inverseOf(where, `precision.perRun[${at}]`, one));
  const known = new Map<number, Matrix>();
  const between = (a: number, b: number) => {
    if (a === b) return own[a];
    const key = Math.min(a, b) * runs + Math.max(a, b);
    const found = known.get(key);
    if (found) return found;
    const mean = covariances[a].data.map((value, at) => (value + covariances[b].data[at]) / 2);
    const made = inverseOf(where, 'the mean covariance of two runs', { ...covariances[a], data: mean });
    known.set(key, made);
    return made;
  };
  return Object.assign(between, { perRun: true });
}

const isPerRun = (precision: RunPrecision): precision is { readonly perRun: readonly MatrixInput[] } =>
  typeof precision === 'object' && precision !== null && 'perRun' in precision;
