import type { Matrix, MatrixInput } from '@lrsim/core';
import { frobeniusNorm, multiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import type { Fitted, MeasureDefinition } from '../types.js';
import { bestRotation, rotatedPair } from './rotate.js';
import { readLike, readShape, type Shape, withCompact } from './shape.js';
import { type AlignedPair, pairOfCosine, shapeScore } from './shape-distance.js';
import type { ProcrustesOptions, ProcrustesScore } from './types.js';

/** The parts of a Procrustes distance whose score, unless asked otherwise, is `score`. */
export const procrustesParts = (
  name: string,
  byDefault: ProcrustesScore,
): Pick<MeasureDefinition<Shape, ProcrustesOptions>, 'name' | 'prepare' | 'compare' | 'fit'> => ({
  name,
  prepare: (input, { centre = true }, where, argument, lasting) =>
    withCompact(readShape(input, centre, where, argument, lasting)),
  compare(x, y, { score = byDefault, reflection = true, scale = false }) {
    checkSameSamples(name, x, y);
    return shapeScore(score, rotatedPair(x, y, reflection), scale);
  },
  fit(x, y, { score = byDefault, reflection = true, scale = false }) {
    checkSameSamples(name, x, y);
    const { rotation } = bestRotation(x, y, reflection);
    return heldOutScore(name, [x, y], rotation, score, scale);
  },
});

/**
 * Scores new samples with the training samples' means and rotation.
 *
 * @param map - what else was learnt of each dataset alone, such as whitening.
 */
export function heldOutScore(
  name: string,
  [x, y]: readonly [Shape, Shape],
  rotation: Matrix,
  score: ProcrustesScore,
  scale: boolean,
  map: (samples: Matrix, trained: Shape) => Matrix = (samples) => samples,
): Fitted {
  return {
    score(newX: MatrixInput, newY: MatrixInput) {
      const [a, b] = [map(readLike(newX, x, name, 'x'), x), map(readLike(newY, y, name, 'y'), y)];
      checkSameSamples(name, { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
      const norms = [frobeniusNorm(a), frobeniusNorm(b)] as const;
      return shapeScore(score, alignedPair(a, multiply(b, rotation), norms, b.columns <= a.columns), scale);
    },
  };
}

/**
 * Two matrices of the same units as they stand, which need not be aligned: their cosine can be negative.
 *
 * @param whole - false where dimensions of the second were dropped, so that the chord must come from the cosine.
 */
export function alignedPair(
  { data: a }: Matrix,
  { data: b }: Matrix,
  [xNorm, yNorm]: readonly [number, number],
  whole = true,
): AlignedPair {
  let [inner, squares] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [u, v] = [a[i] / xNorm, b[i] / yNorm];
    inner += u * v;
    squares += (u - v) * (u - v);
  }
  const cosine = Math.max(-1, Math.min(1, inner));
  return whole ? { xNorm, yNorm, cosine, chord: Math.sqrt(squares) } : pairOfCosine(xNorm, yNorm, cosine);
}

/**
 * Procrustes distance between two representations of the same samples, after the best rotation (or reflection).
 *
 * With X and Y centred per unit, cos = |X'Y|_* / (|X| |Y|); the default is arccos(cos) / (pi/2), from 0 to 1. The formula
 * implies padding the narrower dataset with silent units. Near 0 it is computed from the rotated data and exact.
 *
 * The stated range and invariances are those of the default score; `euclidean` is not invariant to scaling. Held-out samples
 * (`fit`) are scored with the training samples' means and rotation.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an unknown score.
 */
export const procrustes = /* @__PURE__ */ defineMeasure<Shape, ProcrustesOptions>({
  .../* @__PURE__ */ procrustesParts('procrustes', 'angular'),
  range: [0, 1],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), alpha = 1, over pi/2',
});

/**
 * Procrustes distance in the units of the data: the norm of X - YQ for the best rotation Q, X and Y centred per unit.
 *
 * `procrustes` whose default score is `euclidean`, as a metric of its own, for tables and settings. Size counts.
 */
export const procrustesEuclidean = /* @__PURE__ */ defineMeasure<Shape, ProcrustesOptions>({
  .../* @__PURE__ */ procrustesParts('procrustes-euclidean', 'euclidean'),
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), alpha = 1, Euclidean',
});
