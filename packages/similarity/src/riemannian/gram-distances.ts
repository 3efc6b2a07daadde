import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, orthonormalBasis, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import type { MeasureDefinition } from '../types.js';
import { distanceBetween, logarithmOf, rootOf, shrunk, squaredLogRatios } from './positive-definite.js';
import { type RegularisedGram, regularisedGram } from './regularised-gram.js';
import type { RiemannianOptions } from './types.js';

const shared: Pick<
  MeasureDefinition<RegularisedGram, RiemannianOptions>,
  'range' | 'higherIsCloser' | 'invariance' | 'isMetric' | 'prepare'
> = {
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: true,
  prepare: regularisedGram,
};

/**
 * Affine-invariant Riemannian distance between the Gram matrices K, L of two representations: sqrt(sum log^2 l_i), l the
 * generalised eigenvalues of L and K.
 *
 * The linear Gram matrix of centred data is always singular, so K is first shrunk towards a multiple of the identity (by 0.1)
 * or given a ridge. Size counts: a factor c between two representations alone gives sqrt(n) log c^2. For n samples and p + q
 * units in all, fewer than n, the work is done in the p + q dimensions the data span.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, options out of range, or a matrix
 *   that is not positive definite.
 */
export const affineInvariant = /* @__PURE__ */ defineMeasure<RegularisedGram, RiemannianOptions>({
  ...shared,
  name: 'affine-invariant',
  source:
    'Pennec, Fillard & Ayache 2006 (doi 10.1007/s11263-005-3222-z); Shahbazi et al. 2021 (doi 10.1016/j.neuroimage.2021.118271)',
  compare(x, y) {
    const where = 'affine-invariant';
    checkSameSamples(where, x, y);
    return Math.sqrt(acrossSpan(where, x, y) ?? acrossSamples(where, x, y));
  },
});

function acrossSamples(where: string, x: RegularisedGram, y: RegularisedGram): number {
  const [a, b] = [x, y].map((one) => one.cached('root', () => rootOf(where, one.argument, one.gram())));
  return squaredLogRatios(a, b);
}

/** In a basis of what both factors span: outside it both matrices are multiples of the identity. */
function acrossSpan(where: string, x: RegularisedGram, y: RegularisedGram): number | undefined {
  const [a, b, samples] = [x.lowRank, y.lowRank, x.matrix.rows];
  if (!a || !b || a.factor.columns + b.factor.columns >= samples) return undefined;
  // At unit norm each, so that the smaller dataset is not lost to the cut of the larger.
  const { basis } = orthonormalBasis(sideBySide(unit(a.factor), unit(b.factor)));
  const [k, l] = [a, b].map(({ factor, ridge }, at) => {
    const within = transposeMultiply(factor, basis);
    return rootOf(where, [x, y][at].argument, shrunk(transposeMultiply(within, within), 0, ridge));
  });
  return squaredLogRatios(k, l) + (samples - basis.columns) * Math.log(b.ridge / a.ridge) ** 2;
}

function unit(matrix: Matrix): Matrix {
  const norm = frobeniusNorm(matrix);
  return { ...matrix, data: matrix.data.map((value) => (norm > 0 ? value / norm : 0)) };
}

function sideBySide(a: Matrix, b: Matrix): Matrix {
  const columns = a.columns + b.columns;
  const data = new Float64Array(a.rows * columns);
  for (let i = 0; i < a.rows; i++) {
    data.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * columns);
    data.set(b.data.subarray(i * b.columns, (i + 1) * b.columns), i * columns + a.columns);
  }
  return { rows: a.rows, columns, data };
}

/**
 * Log-Euclidean distance between the Gram matrices K, L of two representations: |log K - log L|.
 *
 * The matrices are made positive definite as for `affineInvariant`. The logarithm is taken once per representation, so that many
 * comparisons cost little. Size counts.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, options out of range, or a matrix
 *   that is not positive definite.
 */
export const logEuclidean = /* @__PURE__ */ defineMeasure<RegularisedGram, RiemannianOptions>({
  ...shared,
  name: 'log-euclidean',
  source: 'Arsigny, Fillard, Pennec & Ayache 2007 (doi 10.1137/050637996)',
  compare(x, y) {
    const where = 'log-euclidean';
    checkSameSamples(where, x, y);
    const [a, b] = [x, y].map((one) => one.cached('log', () => logarithmOf(where, one.argument, one.gram())));
    return distanceBetween(a, b);
  },
});
