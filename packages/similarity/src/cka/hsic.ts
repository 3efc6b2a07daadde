import { lookUp } from '@lrsim/core';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type KernelData, kernelData, kernelInner } from './kernel-data.js';
import type { HsicOptions } from './types.js';

const divisors: Readonly<Record<NonNullable<HsicOptions['scaling']>, (x: KernelData) => number>> = {
  standard: ({ matrix: { rows: n }, estimator }) => (estimator === 'unbiased' ? n * (n - 3) : (n - 1) ** 2),
  samples: ({ matrix: { rows: n } }) => n * n,
  none: () => 1,
};

/** HSIC of two prepared representations. */
export function hsicOf(x: KernelData, y: KernelData, scaling: HsicOptions['scaling'] = 'standard'): number {
  const divisor = lookUp('HSIC scaling', divisors, scaling)(x);
  return (kernelInner(x, y) / divisor) * x.scale * y.scale;
}

/**
 * The Hilbert-Schmidt independence criterion: the dependence of two representations, 0 for independence, in units of both
 * kernels. CKA is it over the root of the product of each representation's with itself.
 *
 * By default the biased estimator of the linear kernel, tr(KHLH) / (n - 1)^2; the unbiased estimator can be negative.
 * Range and invariances are stated of the defaults.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two (four for `unbiased`), no variance, or NaN.
 */
export const hsic = /* @__PURE__ */ defineMeasure<KernelData, HsicOptions>({
  name: 'hsic',
  range: [0, Infinity],
  higherIsCloser: true,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Gretton, Bousquet, Smola & Scholkopf 2005 (doi 10.1007/11564089_7), eq. 9; Song et al. 2012 (JMLR 13, 1393)',
  prepare: kernelData,
  compare(x, y, { scaling }) {
    checkSameSamples('hsic', x, y);
    return hsicOf(x, y, scaling);
  },
});
