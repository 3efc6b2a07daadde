import { defineMeasure } from '../define-measure.js';
import { correlationsOf, type LeadingScores, leadingScores } from './canonical-correlations.js';
import type { CcaOptions } from './types.js';

/**
 * 1 - mean canonical correlation of the leading principal components: 0 where every variate of one dataset is a variate
 * of the other, 1 where nothing correlates. See `canonicalCorrelations` for how, and for data of few dimensions.
 *
 * Not invariant to scaling, since the regularisation is absolute, and no metric.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or options out of range.
 */
export const ccaDistance = /* @__PURE__ */ defineMeasure<LeadingScores, CcaOptions>({
  name: 'cca',
  range: [0, 1],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Bilenko & Gallant 2016 (pyrcca, doi 10.3389/fninf.2016.00049), linear, after PCA to 20 components',
  prepare: leadingScores,
  compare(x, y, options) {
    const correlations = correlationsOf('cca', x, y, options);
    if (correlations.length === 0) return 1;
    return 1 - correlations.reduce((sum, value) => sum + value, 0) / correlations.length;
  },
});
