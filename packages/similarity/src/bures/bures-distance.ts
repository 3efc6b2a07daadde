import { defineMeasure } from '../define-measure.js';
import type { MeasureDefinition } from '../types.js';
import { distanceOf, type Factor, gramFactor } from './factor.js';
import type { BuresOptions } from './types.js';

const shared: Pick<MeasureDefinition<Factor, BuresOptions>, 'range' | 'higherIsCloser' | 'invariance' | 'prepare'> = {
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  prepare: gramFactor,
};
const source = 'Bhatia, Jain & Lim 2019 (doi 10.1016/j.exmath.2018.01.002)';

/**
 * Bures distance between the Gram matrices K, L of two representations: sqrt(tr K + tr L - 2 tr (K^1/2 L K^1/2)^1/2).
 *
 * It equals the Euclidean Procrustes distance of the data centred per unit, and is found from them by singular values; where it
 * is small, from the aligned difference, so that equal data give 0 to machine precision. Size counts. With `centre: false` the
 * invariance to translation is lost.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const buresDistance = /* @__PURE__ */ defineMeasure<Factor, BuresOptions>({
  ...shared,
  name: 'bures',
  isMetric: true,
  source,
  compare: (x, y) => distanceOf('bures', x, y),
});

/** The square of `buresDistance`; no metric. */
export const buresDistanceSquared = /* @__PURE__ */ defineMeasure<Factor, BuresOptions>({
  ...shared,
  name: 'bures-squared',
  isMetric: false,
  source: `${source}, squared`,
  compare: (x, y) => distanceOf('bures-squared', x, y) ** 2,
});
