import { defineMeasure } from '../define-measure.js';
import type { Measure } from '../types.js';
import { alignment } from './alignment.js';
import { type KernelData, kernelData } from './kernel-data.js';
import type { CkaOptions } from './types.js';

/** A CKA similarity under a name of its own, with other defaults. */
const variant = (
  name: string,
  defaults: CkaOptions,
  range: readonly [number, number],
  source: string,
): Measure<CkaOptions, KernelData> =>
  defineMeasure<KernelData, CkaOptions>({
    name,
    range,
    higherIsCloser: true,
    invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
    isMetric: false,
    source,
    prepare: (input, options, where, argument, lasting) =>
      kernelData(input, { ...defaults, ...options }, where, argument, lasting),
    compare: (x, y) => alignment(name, x, y),
  });

/**
 * Linear CKA by the unbiased estimator: about 0 for independent representations however few the samples, and so sometimes
 * negative. Needs 4 samples. `linearCka` with `estimator: 'unbiased'`.
 */
export const unbiasedCka = /* @__PURE__ */ variant(
  'unbiased-cka',
  { estimator: 'unbiased' },
  [-1, 1],
  'Song, Smola, Gretton, Bedo & Borgwardt 2012 (JMLR 13, 1393), eq. 5; Kornblith et al. 2019',
);

/** Linear CKA of the centred kernel matrices without their diagonals. `linearCka` with `estimator: 'lange'`. */
export const langeCka = /* @__PURE__ */ variant(
  'lange-cka',
  { estimator: 'lange' },
  [-1, 1],
  'Lange, Kwok, Matelsky, Wang, Rolnick & Kording 2022 (arXiv 2206.10999)',
);

/**
 * CKA of the Gaussian kernel exp(-d^2 / (2 sigma^2)), sigma^2 the median of the squared distances that are not 0 unless
 * `kernel` gives another rule. `linearCka` with `kernel: 'rbf'`.
 */
export const rbfCka = /* @__PURE__ */ variant(
  'rbf-cka',
  { kernel: 'rbf' },
  [0, 1],
  'Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414), RBF kernel',
);

/** CKA of the kernel exp(-d / sigma), by the same rule. `linearCka` with `kernel: 'laplace'`. */
export const laplaceCka = /* @__PURE__ */ variant(
  'laplace-cka',
  { kernel: 'laplace' },
  [0, 1],
  'Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414), with the Laplace kernel',
);
