import { lookUp } from '@lrsim/core';
import { singularValues, transposeMultiply } from '@lrsim/linalg';
import { defineMetric } from './define-metric.js';
import { type Centred, readPair, unitNorm } from './read-pair.js';
import { rightAngles } from './right-angles.js';
import type { ProcrustesOptions, ProcrustesScore } from './types.js';

const scores: Readonly<Record<ProcrustesScore, (x: Centred, y: Centred) => number>> = {
  angular: (x, y) => rightAngles(shapeCosine(x, y)),
  radians: (x, y) => rightAngles(shapeCosine(x, y)) * (Math.PI / 2),
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
 * implies padding the narrower dataset with silent units. Equivalent shapes come out within about 1e-7 of 0, not at 0:
 * arccos, like the root in the Euclidean forms, amplifies rounding near its end.
 *
 * The stated range and invariances are those of the default score; `euclidean` is not invariant to scaling.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an unknown score.
 */
export const procrustes = /* @__PURE__ */ defineMetric<ProcrustesOptions>(
  'procrustes',
  (x, y, { score = 'angular' } = {}) => lookUp('Procrustes score', scores, score)(...readPair('procrustes', x, y)),
  {
    range: [0, 1],
    higherIsCloser: false,
    invariance: ['translation', 'isotropic-scaling', 'rotation', 'permutation'],
    isMetric: true,
    source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), alpha = 1, over pi/2',
  },
);

/**
 * Procrustes distance in the units of the data: the norm of X - YQ for the best rotation Q, X and Y centred per unit.
 *
 * The `euclidean` score of `procrustes` as a metric of its own, for tables and settings. Size counts.
 */
export const procrustesEuclidean = /* @__PURE__ */ defineMetric<never>(
  'procrustes-euclidean',
  (x, y) => scores.euclidean(...readPair('procrustes-euclidean', x, y)),
  {
    range: [0, Infinity],
    higherIsCloser: false,
    invariance: ['translation', 'rotation', 'permutation'],
    isMetric: true,
    source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), alpha = 1, Euclidean',
  },
);
