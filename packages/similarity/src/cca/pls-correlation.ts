import { ArgumentError, checkInteger, type Matrix, type MatrixInput } from '@lrsim/core';
import { leadingColumns, multiply, singularValues, svd, transposeMultiply } from '@lrsim/linalg';
import { type Centred, centred, checkSameSamples, heldOut, unitNorm } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { columnCorrelations } from './held-out.js';
import type { PlsCorrelationOptions } from './types.js';

/** A representation with its data at norm 1. */
export interface UnitNormed extends Centred {
  readonly unit: Matrix;
}

function unitNormed(input: MatrixInput, where: string, argument: string): UnitNormed {
  const read = centred(input, where, argument);
  return { ...read, unit: unitNorm(read) };
}

/** Pairs of latent variables of largest covariance. */
export interface PlsAnalysis {
  /** Covariances (over samples - 1) of the pairs, descending: the singular values of X'Y / (n - 1). */
  readonly covariances: Float64Array;
  /** Pearson correlations of the same pairs. */
  readonly correlations: Float64Array;
  /** Units x pairs, orthonormal columns. */
  readonly xWeights: Matrix;
  readonly yWeights: Matrix;
}

/**
 * Partial least squares correlation: the singular value decomposition of the cross-covariance of two datasets.
 *
 * Pairs whose covariance is rounding are left out.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance; NonFiniteError for NaN.
 * @source McIntosh, Bookstein, Haxby & Grady 1996 (doi 10.1006/nimg.1996.0016).
 */
export function plsAnalysis(x: MatrixInput, y: MatrixInput, options: PlsCorrelationOptions = {}): PlsAnalysis {
  const where = 'plsAnalysis';
  return analysisOf(where, unitNormed(x, where, 'x'), unitNormed(y, where, 'y'), options);
}

function analysisOf(where: string, x: UnitNormed, y: UnitNormed, { components }: PlsCorrelationOptions): PlsAnalysis {
  checkSameSamples(where, x, y);
  if (components !== undefined) checkInteger(where, 'components', components);
  const { u, values, v } = svd(transposeMultiply(x.unit, y.unit));
  // The data have norm 1: what rounding leaves of no covariance is near machine precision, not near the largest.
  const count = values.filter((value) => value > x.matrix.rows * Number.EPSILON).length;
  const kept = Math.min(count, components ?? count);
  const [xWeights, yWeights] = [leadingColumns(u, kept), leadingColumns(v, kept)];
  const scale = (x.norm / (x.matrix.rows - 1)) * y.norm;
  return {
    covariances: values.slice(0, kept).map((value) => value * scale),
    correlations: columnCorrelations(multiply(x.unit, xWeights), multiply(y.unit, yWeights)),
    xWeights,
    yWeights,
  };
}

const mean = (values: Float64Array) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Mean correlation of the pairs of latent variables that partial least squares finds, from the exact SVD of X'Y: 1 for
 * equivalent shapes, 0 where nothing covaries.
 *
 * `fit` learns the weights; held-out samples are valued by the mean correlation along them.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or `components` below 1;
 *   NonFiniteError for NaN.
 */
export const plsCorrelation = /* @__PURE__ */ defineMeasure<UnitNormed, PlsCorrelationOptions>({
  name: 'pls-correlation',
  range: [0, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  source: 'McIntosh, Bookstein, Haxby & Grady 1996 (doi 10.1006/nimg.1996.0016)',
  prepare: (input, _, where, argument) => unitNormed(input, where, argument),
  compare: (x, y, options) => mean(analysisOf('pls-correlation', x, y, options).correlations),
  fit(x, y, options) {
    const where = 'pls-correlation';
    const { xWeights, yWeights } = analysisOf(where, x, y, options);
    return {
      score(newX, newY) {
        const [a, b] = [heldOut(newX, x, where, 'x'), heldOut(newY, y, where, 'y')];
        checkSameSamples(where, { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
        if (a.rows < 2) throw new ArgumentError(`${where}: x has ${a.rows} held-out sample; expected at least 2`);
        return mean(columnCorrelations(multiply(a, xWeights), multiply(b, yWeights)));
      },
    };
  },
});

/**
 * Mean singular value of the cross-covariance X'Y / (n - 1), over min(p, q) units: the covariance that two datasets share,
 * in their units, so that size counts.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, or no variance; NonFiniteError for NaN.
 */
export const plsCovariance = /* @__PURE__ */ defineMeasure<UnitNormed>({
  name: 'pls-covariance',
  range: [0, Infinity],
  higherIsCloser: true,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Raghu et al. 2017 (arXiv 1706.05806), numpy_pls of google/svcca',
  prepare: (input, _, where, argument) => unitNormed(input, where, argument),
  compare(x, y) {
    checkSameSamples('pls-covariance', x, y);
    const values = singularValues(transposeMultiply(x.unit, y.unit));
    return ((mean(values) * x.norm) / (x.matrix.rows - 1)) * y.norm;
  },
});
