import { ArgumentError, checkInteger, checkNumber, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { frobeniusNorm, leadingColumns, svd } from '@lrsim/linalg';
import { type Centred, centred } from '../centred.js';
import type { CanonicalOptions, Reduction } from './types.js';

/** The space that a representation spans over the samples: X = basis diag(values) loadings'. */
export interface Basis {
  readonly argument: string;
  /** Samples x units, centred unless told otherwise. */
  readonly matrix: Matrix;
  /** What was subtracted of each unit. */
  readonly means: Float64Array;
  /** Samples x rank, orthonormal columns. */
  readonly basis: Matrix;
  /** Singular values, descending, none of them rounding. */
  readonly values: Float64Array;
  /** Units x rank, orthonormal columns. */
  readonly loadings: Matrix;
  /** What a ridge leaves of each direction: s / sqrt(s^2 + ridge); 1 without. */
  readonly shrinkage: Float64Array;
  /** Whether the centred data span every direction there is, and no ridge is added: each correlation with them is then 1. */
  readonly saturated: boolean;
}

/**
 * Reads one representation as the space it spans, from an SVD with a cut relative to the largest value and to what was
 * subtracted, so that no direction is rounding.
 *
 * @throws ArgumentError for fewer than two samples, no variance, or options out of range; NonFiniteError for NaN.
 */
export const basisOf = (input: MatrixInput, options: CanonicalOptions, where: string, argument: string): Basis =>
  basisOfRead(readSpanning(input, options.centre ?? true, where, argument), options, where, argument);

/** `basisOf` data that are read, and centred where asked. */
export function basisOfRead(
  data: Pick<Basis, 'matrix' | 'means'>,
  { centre = true, reduction = {}, ridge = 0 }: CanonicalOptions,
  where: string,
  argument: string,
): Basis {
  checkNumber(where, 'ridge', ridge, 0);
  const { matrix, means } = data;
  const { u, values, v } = svd(matrix);
  const cut = roundingOf(data, values[0]);
  const rank = values.filter((value) => value > cut).length;
  // Over the largest, so that no square overflows.
  const relative = values.map((value) => value / values[0]);
  const added = (ridge * relative.reduce((sum, value) => sum + value * value, 0)) / matrix.columns;
  const kept = keptOf(reductionOf(reduction, argument), relative.subarray(0, rank), where);
  return {
    argument,
    matrix,
    means,
    basis: leadingColumns(u, kept),
    values: values.slice(0, kept),
    loadings: leadingColumns(v, kept),
    shrinkage: relative.slice(0, kept).map((value) => value / Math.sqrt(value * value + added)),
    saturated: ridge === 0 && kept >= matrix.rows - (centre ? 1 : 0),
  };
}

/** Reads a representation, centred where asked. */
export const readSpanning = (
  input: MatrixInput,
  centre: boolean,
  where: string,
  argument: string,
): Pick<Centred, 'matrix' | 'means'> => (centre ? centred(input, where, argument) : raw(input, where, argument));

/** Singular values up to this are rounding, of the largest or of what was subtracted. */
export function roundingOf({ matrix, means }: Pick<Basis, 'matrix' | 'means'>, largest: number): number {
  const subtracted = Math.sqrt(matrix.rows) * frobeniusNorm({ rows: 1, columns: means.length, data: means });
  return Math.max(matrix.rows, matrix.columns) * Number.EPSILON * Math.max(largest, subtracted);
}

function raw(input: MatrixInput, where: string, argument: string) {
  const matrix = toMatrix(where, argument, input);
  if (frobeniusNorm(matrix) === 0) throw new ArgumentError(`${where}: ${argument} is all zero; expected activity`);
  return { matrix, means: new Float64Array(matrix.columns) };
}

const reductionOf = (reduction: NonNullable<CanonicalOptions['reduction']>, argument: string): Reduction =>
  'x' in reduction ? reduction[argument === 'y' ? 'y' : 'x'] : reduction;

function keptOf({ variance, dimensions }: Reduction, values: Float64Array, where: string): number {
  let kept = values.length;
  if (variance !== undefined) {
    checkNumber(where, 'variance', variance, 0, 1);
    const total = values.reduce((sum, value) => sum + value * value, 0);
    let held = 0;
    const enough = values.findIndex((value) => {
      held += value * value;
      return held >= variance * total;
    });
    if (enough >= 0) kept = enough + 1;
  }
  if (dimensions !== undefined) {
    checkInteger(where, 'dimensions', dimensions);
    kept = Math.min(kept, dimensions);
  }
  return kept;
}
