import { defineMeasure } from '../define-measure.js';
import type { MeasureDefinition } from '../types.js';
import { cosineOf, type Factor, gramFactor } from './factor.js';
import type { BuresOptions } from './types.js';

const shared: Pick<
  MeasureDefinition<Factor, BuresOptions>,
  'range' | 'higherIsCloser' | 'invariance' | 'isMetric' | 'prepare'
> = {
  range: [0, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  prepare: gramFactor,
};
const source = 'Tang, Maddox, Dickens, Diethe & Damianou 2020 (arXiv 2003.11498)';

/**
 * Normalised Bures similarity of two representations of the same samples: 1 for equivalent shapes, 0 for uncorrelated ones.
 *
 * With the Gram matrices K, L of data centred per unit it is tr (K^1/2 L K^1/2)^1/2 / sqrt(tr K tr L), found as
 * |X'Y|_* / (|X| |Y|): the cosine of the angle that `procrustes` measures. With `centre: false` the invariance to translation
 * is lost.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const nbs = /* @__PURE__ */ defineMeasure<Factor, BuresOptions>({
  ...shared,
  name: 'nbs',
  source: `${source}, normalised Bures similarity`,
  compare: (x, y) => cosineOf('nbs', x, y),
});

/** The square of `nbs`, the normalised fidelity of the Gram matrices. */
export const nbsSquared = /* @__PURE__ */ defineMeasure<Factor, BuresOptions>({
  ...shared,
  name: 'nbs-squared',
  source: `${source}, normalised Bures similarity, squared`,
  compare: (x, y) => cosineOf('nbs-squared', x, y) ** 2,
});
