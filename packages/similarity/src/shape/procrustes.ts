import { lookUp } from '@lrsim/core';
import { singularValues, transposeMultiply } from '@lrsim/linalg';
import { angleOf, inRightAngles } from '../angles.js';
import { type Centred, centred, checkSameSamples, unitNorm } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import type { ProcrustesOptions, ProcrustesScore } from './types.js';

const scores: Readonly<Record<ProcrustesScore, (x: Centred, y: Centred) => number>> = {
  angular: (x, y) => inRightAngles(angleOf(shapeCosine(x, y))),
  radians: (x, y) => angleOf(shapeCosine(x, y)),
  'unit-euclidean': (x, y) => Math.sqrt(2 - 2 * shapeCosine(x, y)),
  euclidean: (x, y) => {
    // |X|^2 + |Y|^2 - 2 |X| |Y| cos, over the larger norm squared so that nothing overflows.
    const larger = Math.max(x.norm, y.norm);
    const [a, b] = [x.norm / larger, y.norm / larger];
    return larger * Math.sqrt((a - b) ** 2 + 2 * a * b * (1 - shapeCosine(x, y)));
  },
};

/** cos = |X'Y|_* / (|X| |Y|), the nuclear norm over the Frobenius norms, clipped to at most 1. */
function shapeCosine(x: Centred, y: Centred): number {
  const nuclearNorm = singularValues(transposeMultiply(unitNorm(x), unitNorm(y))).reduce((sum, s) => sum + s, 0);
  return Math.min(1, nuclearNorm);
}

/**
 * Procrustes distance between two representations of the same samples, after the best rotation (or reflection).
 *
 * With X and Y centred per unit, cos = |X'Y|_* / (|X| |Y|); the default is arccos(cos) / (pi/2), from 0 to 1. The formula
 * implies padding the narrower dataset with silent units.
 *
 * The stated range and invariances are those of the default score; `euclidean` is not invariant to scaling.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an unknown score.
 */
export const procrustes = /* @__PURE__ */ defineMeasure<Centred, ProcrustesOptions>({
  name: 'procrustes',
  range: [0, 1],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), alpha = 1, over pi/2',
  prepare: (input, _, where, argument) => centred(input, where, argument),
  compare(x, y, { score = 'angular' }) {
    checkSameSamples('procrustes', x, y);
    return lookUp('Procrustes score', scores, score)(x, y);
  },
});

/**
 * Procrustes distance in the units of the data: the norm of X - YQ for the best rotation Q, X and Y centred per unit.
 *
 * The `euclidean` score of `procrustes` as a metric of its own, for tables and settings. Size counts.
 */
export const procrustesEuclidean = /* @__PURE__ */ defineMeasure<Centred>({
  name: 'procrustes-euclidean',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), alpha = 1, Euclidean',
  prepare: (input, _, where, argument) => centred(input, where, argument),
  compare(x, y) {
    checkSameSamples('procrustes-euclidean', x, y);
    return scores.euclidean(x, y);
  },
});
