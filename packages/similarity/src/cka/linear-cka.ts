import { inRightAngles } from '../angles.js';
import { defineMeasure } from '../define-measure.js';
import type { MeasureDefinition } from '../types.js';
import { alignment, alignmentAngle, misalignment } from './alignment.js';
import { type KernelData, kernelData } from './kernel-data.js';
import type { CkaOptions } from './types.js';

const source = 'Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414), linear, biased';
const shared: Pick<MeasureDefinition<KernelData, CkaOptions>, 'range' | 'invariance' | 'prepare'> = {
  range: [0, 1],
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  prepare: kernelData,
};

/**
 * Centred kernel alignment, a similarity: 1 for equivalent shapes, 0 for uncorrelated ones.
 *
 * The cosine between the two centred kernel matrices; by default linear and biased (Gretton), which is
 * |X'Y|^2 / (|X'X| |Y'Y|) of data centred per unit, from units or samples, whichever is cheaper. `kernel` and `estimator`
 * choose others; the unbiased estimator can be negative. Range and invariances are stated of the defaults.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two (four for `unbiased`), no variance, or NaN.
 */
export const linearCka = /* @__PURE__ */ defineMeasure<KernelData, CkaOptions>({
  ...shared,
  name: 'cka-similarity',
  higherIsCloser: true,
  isMetric: false,
  source,
  compare: (x, y) => alignment('cka-similarity', x, y),
});

/**
 * 1 - CKA: 0 for equivalent shapes, 1 for uncorrelated ones. Small values have full relative precision. Does not obey the
 * triangle inequality. Options and errors of `linearCka`.
 */
export const ckaDistance = /* @__PURE__ */ defineMeasure<KernelData, CkaOptions>({
  ...shared,
  name: 'cka',
  higherIsCloser: false,
  isMetric: false,
  source,
  compare: (x, y) => misalignment('cka', x, y),
});

/**
 * arccos(CKA) / (pi/2): 0 for equivalent shapes, 1 for uncorrelated ones (or a negative unbiased CKA); a metric. Small
 * angles are computed from the chord, to full precision. Options and errors of `linearCka`.
 */
export const angularCka = /* @__PURE__ */ defineMeasure<KernelData, CkaOptions>({
  ...shared,
  name: 'angular-cka',
  higherIsCloser: false,
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), the angle of linear CKA',
  compare: (x, y) => inRightAngles(alignmentAngle('angular-cka', x, y)),
});
