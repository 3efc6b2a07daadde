import { lookUp, type Matrix } from '@lrsim/core';
import { symmetricEigenvalues } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import type { Measure } from '../types.js';
import { cosineDistances } from './cosine-distances.js';
import { euclideanDistances } from './euclidean-distances.js';
import { lowerMedianOfPairs, medianOfPairs } from './median-of-pairs.js';
import { type Samples, samplesOf } from './samples.js';
import type { RsmNormOptions, StressOptions } from './types.js';

/** A dataset and the distances between its samples, samples x samples. */
export interface SamplesWithDistances extends Samples {
  readonly distances: Matrix;
}

const kinds = { euclidean: euclideanDistances, cosine: cosineDistances } as const;

const defineRsmNorm = (
  name: string,
  norm: (difference: Matrix) => number,
): Measure<RsmNormOptions, SamplesWithDistances> =>
  defineMeasure<SamplesWithDistances, RsmNormOptions>({
    name,
    range: [0, Infinity],
    higherIsCloser: false,
    invariance: ['translation', 'permutation', 'rotation'],
    isMetric: true,
    source:
      'Shahbazi, Shirali, Aghajan & Nili 2021 (doi 10.1016/j.neuroimage.2021.118271); Klabunde et al. 2023 (arXiv 2305.06329)',
    prepare(input, { distance = 'euclidean' }, where, argument) {
      const distances = lookUp('distance between samples', kinds, distance);
      const samples = samplesOf(input, distance === 'euclidean', where, argument);
      return { ...samples, distances: distances(samples.matrix) };
    },
    compare(x, y) {
      checkSameSamples(name, x, y);
      const other = y.distances.data;
      return norm({ ...x.distances, data: x.distances.data.map((value, at) => value - other[at]) });
    },
  });

/**
 * Spectral norm of the difference of the two matrices of distances between samples: its largest eigenvalue by magnitude
 * (resi's RSM norm difference).
 *
 * The stated invariances are those of Euclidean distances; cosine ones ignore size instead of translation.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an unknown distance.
 */
export const rsmSpectralNorm = /* @__PURE__ */ defineRsmNorm('rsm-spectral-norm', (difference) => {
  const values = symmetricEigenvalues(difference);
  return Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
});

/**
 * Euclidean norm of the difference of the two vectors of distances, one for each pair of samples (the RSM norm difference
 * of llm_repsim, and of most papers over sqrt 2).
 *
 * The stated invariances are those of Euclidean distances; cosine ones ignore size instead of translation.
 *
 * @throws ArgumentError as `rsmSpectralNorm` does.
 */
export const rsmVectorNorm = /* @__PURE__ */ defineRsmNorm('rsm-vector-norm', ({ data }) => pairNorm(data));

const rescalings = { none: () => 1, median: medianOfPairs, 'lower-median': lowerMedianOfPairs } as const;

/** Norm over the pairs i < j of a symmetric matrix with a zero diagonal; no square overflows. */
function pairNorm(data: Float64Array): number {
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return 0;
  return largest * Math.sqrt(data.reduce((sum, value) => sum + (value / largest) ** 2, 0) / 2);
}

/**
 * Stress: the root mean squared difference of the Euclidean distances between samples, over all pairs.
 *
 * With `rescale` each representation's distances are divided by their median first. The stated invariances are those of the default; rescaled it also ignores size.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, an unknown rescaling, or a
 * median of 0, as where more than half of the pairs coincide.
 */
export const stress = /* @__PURE__ */ defineMeasure<SamplesWithDistances, StressOptions>({
  name: 'stress',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Kruskal 1964 (doi 10.1007/BF02289565), raw and unweighted, over the number of pairs',
  prepare(input, { rescale = 'none' }, where, argument) {
    const divide = lookUp('rescaling of distances', rescalings, rescale);
    const samples = samplesOf(input, true, where, argument);
    const distances = euclideanDistances(samples.matrix);
    const divisor = divide(distances, where, argument);
    return { ...samples, distances: { ...distances, data: distances.data.map((value) => value / divisor) } };
  },
  compare(x, y) {
    checkSameSamples('stress', x, y);
    const other = y.distances.data;
    const n = x.matrix.rows;
    return pairNorm(x.distances.data.map((value, at) => value - other[at])) / Math.sqrt((n * (n - 1)) / 2);
  },
});
