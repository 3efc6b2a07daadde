import type { Matrix, MatrixInput } from '@lrsim/core';
import { leadingColumns, multiply, singularValues, svd, symmetricEigen, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { type Basis, basisOf } from './basis.js';
import type { CanonicalOptions } from './types.js';

/** Canonical correlations and the directions they belong to. */
export interface CanonicalAnalysis {
  /** Descending, from 0 to 1; as many as the smaller rank. */
  readonly correlations: Float64Array;
  /** Units x correlations: the weights whose products with the centred data are the variates, of unit norm. */
  readonly xWeights: Matrix;
  readonly yWeights: Matrix;
  /** Samples x correlations; column i of both correlate by `correlations[i]`. */
  readonly xVariates: Matrix;
  readonly yVariates: Matrix;
  /** Dimensions of each dataset that were compared. */
  readonly xRank: number;
  readonly yRank: number;
  /**
   * Whether one of them spans all that samples allow (as where units are as many as samples): its correlations with anything
   * are then 1 and tell nothing. Reduce, add a ridge, or score held-out samples.
   */
  readonly saturated: boolean;
}

/**
 * Canonical correlation analysis, aware of rank: the correlations are the singular values of Qx'Qy for orthonormal bases of
 * the centred data, found by SVD with a relative cut, so that data which lack rank get no invented directions.
 *
 * Directions of several correlations of 1 are those that explain most variance, in order.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or options out of range;
 *   NonFiniteError for NaN.
 * @source Bjorck & Golub 1973 (doi 10.1090/S0025-5718-1973-0348991-3).
 */
export function canonicalAnalysis(x: MatrixInput, y: MatrixInput, options: CanonicalOptions = {}): CanonicalAnalysis {
  const where = 'canonicalAnalysis';
  const [a, b] = [basisOf(x, options, where, 'x'), basisOf(y, options, where, 'y')];
  const { correlations, left, right } = canonicalPairs(where, a, b);
  const [xWeights, yWeights] = [weightsOf(a, left), weightsOf(b, right)];
  return {
    correlations,
    xWeights,
    yWeights,
    xVariates: multiply(a.matrix, xWeights),
    yVariates: multiply(b.matrix, yWeights),
    xRank: a.values.length,
    yRank: b.values.length,
    saturated: a.saturated || b.saturated,
  };
}

/** The canonical correlations alone. */
export function correlationsBetween(where: string, x: Basis, y: Basis): Float64Array {
  checkSameSamples(where, x, y);
  return singularValues(crossOf(x, y)).map(clipped);
}

/** Correlations with the directions within each basis, as columns. */
export interface CanonicalPairs {
  readonly correlations: Float64Array;
  readonly left: Matrix;
  readonly right: Matrix;
}

/** The correlations with the directions they belong to. */
export function canonicalPairs(where: string, x: Basis, y: Basis): CanonicalPairs {
  checkSameSamples(where, x, y);
  const { u: left, values, v: right } = svd(crossOf(x, y));
  return settled(x, y, { correlations: values.map(clipped), left, right });
}

/** Correlations this near to 1 count as 1. */
const ONE = 1 - 1e-12;

/**
 * Where several correlations are 1, as many are by necessity with many units for the samples, their directions are any of a
 * subspace. They are made those that explain most of the variance of both datasets, one after another, so that what follows from
 * them does not depend on rounding.
 */
function settled(x: Basis, y: Basis, { correlations, left, right }: CanonicalPairs): CanonicalPairs {
  const tied = correlations.filter((rho) => rho > ONE).length;
  if (tied < 2) return { correlations, left, right };
  const sides = [explained(x, leadingColumns(left, tied)), explained(y, leadingColumns(right, tied))];
  const both = { ...sides[0], data: sides[0].data.map((value, at) => value + sides[1].data[at]) };
  const { vectors } = symmetricEigen(both);
  const turned = (m: Matrix) => withLeading(m, multiply(leadingColumns(m, tied), vectors));
  return { correlations, left: turned(left), right: turned(right) };
}

/** The share of a dataset's variance along directions within its basis, as a matrix of them. */
function explained({ values }: Basis, directions: Matrix): Matrix {
  const relative = values.map((value) => value / values[0]);
  const total = Math.sqrt(relative.reduce((sum, value) => sum + value * value, 0));
  const data = directions.data.map((value, at) => (value * relative[Math.floor(at / directions.columns)]) / total);
  const scaled = { ...directions, data };
  return transposeMultiply(scaled, scaled);
}

/** A matrix with its first columns replaced. */
function withLeading(a: Matrix, first: Matrix): Matrix {
  const data = Float64Array.from(a.data);
  for (let i = 0; i < a.rows; i++)
    data.set(first.data.subarray(i * first.columns, (i + 1) * first.columns), i * a.columns);
  return { ...a, data };
}

/** The weights of the units that give the variates of directions within a basis. */
export function weightsOf({ loadings, values, shrinkage }: Basis, directions: Matrix): Matrix {
  const { columns } = directions;
  const scaled = directions.data.map((value, at) => {
    const row = Math.floor(at / columns);
    return (value * shrinkage[row]) / values[row];
  });
  return multiply(loadings, { ...directions, data: scaled });
}

function crossOf(x: Basis, y: Basis): Matrix {
  const cross = transposeMultiply(x.basis, y.basis);
  const { columns } = cross;
  const data = cross.data.map((value, at) => value * x.shrinkage[Math.floor(at / columns)] * y.shrinkage[at % columns]);
  return { ...cross, data };
}

const clipped = (value: number) => Math.min(1, value);
