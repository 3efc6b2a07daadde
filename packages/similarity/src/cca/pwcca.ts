import { lookUp } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { defineMeasure } from '../define-measure.js';
import { type Basis, basisOf } from './basis.js';
import { type CanonicalPairs, canonicalPairs } from './canonical-analysis.js';
import { fitCanonical } from './held-out.js';
import type { PwccaOptions } from './types.js';

/** What value a set of weights gives, for each choice of whose they are. */
const choices: Readonly<
  Record<NonNullable<PwccaOptions['weights']>, (pairs: CanonicalPairs, x: Basis, y: Basis, rho: Float64Array) => number>
> = {
  x: ({ left }, x, _, rho) => weightedMean(projectionWeights(x, left), rho),
  y: ({ right }, _, y, rho) => weightedMean(projectionWeights(y, right), rho),
  mean: (pairs, x, y, rho) => (choices.x(pairs, x, y, rho) + choices.y(pairs, x, y, rho)) / 2,
};

const choiceOf = (weights: PwccaOptions['weights'] = 'x') => lookUp('source of PWCCA weights', choices, weights);

/** w_i = sum over units j of |h_i' x_j|, h_i the canonical variate of a direction within the basis. */
function projectionWeights({ loadings, values }: Basis, directions: CanonicalPairs['left']) {
  const scaled = { ...loadings, data: loadings.data.map((value, at) => value * values[at % loadings.columns]) };
  // Directions x units.
  const { rows, columns, data } = transposeMultiply(directions, transposed(scaled));
  return Float64Array.from({ length: rows }, (_, i) =>
    data.subarray(i * columns, (i + 1) * columns).reduce((sum, value) => sum + Math.abs(value), 0),
  );
}

const transposed = ({ rows, columns, data }: Basis['loadings']) => ({
  rows: columns,
  columns: rows,
  data: Float64Array.from({ length: data.length }, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)]),
});

const weightedMean = (weights: Float64Array, rho: Float64Array) =>
  rho.reduce((sum, value, i) => sum + weights[i] * value, 0) / rho.reduce((sum, _, i) => sum + weights[i], 0);

/**
 * Projection-weighted CCA: the mean canonical correlation weighted by how much of the first argument's activity each
 * canonical variate accounts for, w_i = sum_j |h_i' x_j| over its units x_j.
 *
 * Only the min(rank) variates that have a correlation count, so that widths may differ either way. Not symmetric, unless
 * `weights` is `mean`.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or options out of range;
 *   NonFiniteError for NaN.
 */
export const pwcca = /* @__PURE__ */ defineMeasure<Basis, PwccaOptions>({
  name: 'pwcca',
  range: [0, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'permutation'],
  symmetric: false,
  isMetric: false,
  source: 'Morcos, Raghu & Bengio 2018 (arXiv 1806.05759), eq. 2',
  prepare: basisOf,
  compare(x, y, { weights }) {
    const pairs = canonicalPairs('pwcca', x, y);
    return choiceOf(weights)(pairs, x, y, pairs.correlations);
  },
  fit(x, y, { weights }) {
    const pairs = canonicalPairs('pwcca', x, y);
    const value = choiceOf(weights);
    const { correlations } = fitCanonical('pwcca', x, y);
    return { score: (newX, newY) => value(pairs, x, y, correlations(newX, newY)) };
  },
});
