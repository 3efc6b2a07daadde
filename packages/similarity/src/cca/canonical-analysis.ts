import type { Matrix, MatrixInput } from '@lrsim/core';
import { multiply, singularValues, svd, transposeMultiply } from '@lrsim/linalg';
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

/** The correlations with the directions within each basis, as columns. */
export function canonicalPairs(where: string, x: Basis, y: Basis) {
  checkSameSamples(where, x, y);
  const { u: left, values, v: right } = svd(crossOf(x, y));
  return { correlations: values.map(clipped), left, right };
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
