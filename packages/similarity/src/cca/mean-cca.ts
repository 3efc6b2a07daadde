import { lookUp } from '@lrsim/core';
import { defineMeasure } from '../define-measure.js';
import type { Measure } from '../types.js';
import { type CanonicalData, canonicalData, canonicalValues } from './canonical-data.js';
import { fitCanonical } from './held-out.js';
import type { CcaDivisor, MeanCcaOptions } from './types.js';

const divisors: Readonly<Record<CcaDivisor, (x: CanonicalData, y: CanonicalData) => number>> = {
  rank: (x, y) => Math.min(x.rank(), y.rank()),
  units: (x, y) => Math.min(x.matrix.columns, y.matrix.columns),
  root: (x, y) => Math.sqrt(x.matrix.columns * y.matrix.columns),
};

/** The sum of a function of the correlations over the divisor asked for. */
function meanOf(
  correlations: Float64Array,
  of: (rho: number) => number,
  [x, y]: readonly [CanonicalData, CanonicalData],
  divisor: CcaDivisor = 'rank',
): number {
  const divide = lookUp('divisor of canonical correlations', divisors, divisor);
  return correlations.reduce((sum, rho) => sum + of(rho), 0) / divide(x, y);
}

interface Variant {
  readonly name: string;
  readonly of: (rho: number) => number;
  readonly defaults: MeanCcaOptions;
  readonly invariance: Measure['invariance'];
  readonly source: string;
}

const meanMeasure = ({ name, of, defaults, invariance, source }: Variant): Measure<MeanCcaOptions, CanonicalData> =>
  defineMeasure<CanonicalData, MeanCcaOptions>({
    name,
    range: [0, 1],
    higherIsCloser: true,
    invariance,
    isMetric: false,
    source,
    prepare: (input, options, where, argument) => canonicalData(input, { ...defaults, ...options }, where, argument),
    compare: (x, y, { divisor }) => meanOf(canonicalValues(name, x, y), of, [x, y], divisor),
    fit(x, y, { divisor }) {
      const { correlations } = fitCanonical(name, x.basis(), y.basis());
      return { score: (newX, newY) => meanOf(correlations(newX, newY), of, [x, y], divisor) };
    },
  });

const anyMixing = [
  'translation',
  'isotropic-scaling',
  'unit-scaling',
  'permutation',
  'rotation',
  'invertible-linear',
] as const;
const itself = (rho: number) => rho;

/**
 * Mean canonical correlation, aware of rank: 1 where one dataset is a linear function of the other, 0 where nothing
 * correlates.
 *
 * `fit` learns the canonical directions; held-out samples are valued by the mean Pearson correlation along them, which can
 * be negative. Where units are as many as samples the value is 1 whatever the data: see `canonicalAnalysis().saturated`.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or options out of range;
 *   NonFiniteError for NaN.
 */
export const meanCca = /* @__PURE__ */ meanMeasure({
  name: 'cca-mean',
  of: itself,
  defaults: {},
  invariance: anyMixing,
  source: 'Hotelling 1936 (doi 10.1093/biomet/28.3-4.321); the mean: Raghu et al. 2017 (arXiv 1706.05806)',
});

/** Mean squared canonical correlation. Options and errors of `meanCca`; held-out correlations keep their sign. */
export const meanSquaredCca = /* @__PURE__ */ meanMeasure({
  name: 'cca-mean-squared',
  of: (rho) => rho * Math.abs(rho),
  defaults: {},
  invariance: anyMixing,
  source: 'Yanai 1974; Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414), eq. 7',
});

/**
 * Singular vector canonical correlation analysis: the mean canonical correlation of the leading principal components that
 * hold 99 % of the variance of each dataset, unless `reduction` says otherwise. Options and errors of `meanCca`.
 */
export const svcca = /* @__PURE__ */ meanMeasure({
  name: 'svcca',
  of: itself,
  defaults: { reduction: { variance: 0.99 } },
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  source: 'Raghu, Gilmer, Yosinski & Sohl-Dickstein 2017 (arXiv 1706.05806)',
});
