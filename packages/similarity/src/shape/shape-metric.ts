import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, multiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { whitened, whiteningMap, whiteningOf } from './partial-whitening.js';
import { heldOutScore } from './procrustes.js';
import { bestRotation, rotatedPair } from './rotate.js';
import { readShape, type Shape, withCompact } from './shape.js';
import { shapeScore } from './shape-distance.js';
import type { ShapeMetricOptions } from './types.js';

/** A shape, and the map that whitened it: X times it. */
export interface WhitenedShape extends Shape {
  readonly map: Matrix | undefined;
}

const NAME = 'shape';

/**
 * The shape metric with partial whitening: Procrustes after XZ and YZ, Z from `alpha` 1 (nothing: `procrustes`) to 0
 * (whitened: the angle whose cosine is the sum of the canonical correlations over sqrt(p q), p and q the ranks, which are the
 * numbers of units unless data are rank-deficient).
 *
 * Everything else is as in `procrustes`. The stated invariances are those of any alpha. Between 0 and 1 the size of the data
 * decides how much is whitened; at 1 it does not matter, and at 0 no invertible mixing of the units does.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or options out of range.
 */
export const shapeMetric = /* @__PURE__ */ defineMeasure<WhitenedShape, ShapeMetricOptions>({
  name: NAME,
  range: [0, 1],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), angle over pi/2, alpha 0.5 by default',
  prepare(input, { centre = true, alpha = 0.5, relativeCut, floor, ridge, width }, where, argument) {
    const raw = readShape(input, centre, where, argument);
    if (alpha === 1) return { ...withCompact(raw), map: undefined };
    const whitening = whiteningOf(raw.matrix, where, { alpha, relativeCut, floor, ridge, width });
    const matrix = whitened(raw.matrix, whitening);
    const shape = { ...raw, matrix, norm: frobeniusNorm(matrix) };
    return { ...withCompact(shape), map: whiteningMap(whitening) };
  },
  compare(x, y, { score = 'angular', reflection = true, scale = false }) {
    checkSameSamples(NAME, x, y);
    return shapeScore(score, rotatedPair(x, y, reflection), scale);
  },
  fit(x, y, { score = 'angular', reflection = true, scale = false }) {
    checkSameSamples(NAME, x, y);
    const { rotation } = bestRotation(x, y, reflection);
    const maps = new Map<Shape, Matrix | undefined>([
      [x, x.map],
      [y, y.map],
    ]);
    return heldOutScore(NAME, [x, y], rotation, score, scale, (samples, trained) => {
      const map = maps.get(trained);
      return map ? multiply(samples, map) : samples;
    });
  },
});
