import { ArgumentError, checkNumber, type Matrix } from '@lrsim/core';
import { columnMeans, frobeniusNorm } from '@lrsim/linalg';
import { defineMeasure } from '../define-measure.js';
import type { Measure, MeasureDefinition } from '../types.js';
import { cosineDistances } from './cosine-distances.js';
import { euclideanDistances } from './euclidean-distances.js';
import { samplesOf } from './samples.js';
import type { UniformityOptions } from './types.js';

/** The difference of one number that each representation has for itself. */
const defineDifference = <O = never>(
  definition: Pick<MeasureDefinition<number, O>, 'name' | 'range' | 'invariance'>,
  statistic: (x: Matrix, options: Partial<O>, where: string) => number,
): Measure<O, number> =>
  defineMeasure<number, O>({
    ...definition,
    higherIsCloser: false,
    isMetric: false,
    source:
      'Wang et al. 2020 (arXiv 2003.01227) and Wang & Isola 2020 (arXiv 2005.10242); Klabunde et al. 2023 (arXiv 2305.06329)',
    prepare: (input, options, where, argument) =>
      statistic(samplesOf(input, false, where, argument).matrix, options, where),
    compare: (x, y) => Math.abs(x - y),
  });

/**
 * Difference of magnitudes: the absolute difference of the lengths of the two mean samples.
 *
 * One number is compared of each representation, so that samples need not be paired or equally many, and 0 does not mean
 * that the representations are equivalent.
 *
 * @throws ArgumentError for fewer than two samples, no variance, or NaN.
 */
export const magnitudeDifference = /* @__PURE__ */ defineDifference(
  { name: 'magnitude-difference', range: [0, Infinity], invariance: ['permutation', 'rotation'] },
  (x) => {
    const means = columnMeans(x);
    return frobeniusNorm({ rows: 1, columns: means.length, data: means });
  },
);

/**
 * Difference of concentricities: the absolute difference of the mean cosine between a sample and the mean sample.
 *
 * A sample or mean of zeros has the cosine 0. Samples need not be paired.
 *
 * @throws ArgumentError as `magnitudeDifference` does.
 */
export const concentricityDifference = /* @__PURE__ */ defineDifference(
  { name: 'concentricity-difference', range: [0, 2], invariance: ['isotropic-scaling', 'permutation', 'rotation'] },
  (x) => {
    const means = columnMeans(x);
    let sum = 0;
    for (let i = 0; i < x.rows; i++) {
      const row = x.data.subarray(i * x.columns, (i + 1) * x.columns);
      const pair = Float64Array.from({ length: 2 * x.columns }, (_, at) =>
        at < x.columns ? row[at] : means[at - x.columns],
      );
      sum += 1 - cosineDistances({ rows: 2, columns: x.columns, data: pair }).data[1];
    }
    return sum / x.rows;
  },
);

/**
 * Difference of uniformities: the absolute difference of log(mean exp(-t |x_i - x_j|^2)) over all pairs of samples, each
 * with itself included, t = 2 by default.
 *
 * The most uniform cloud has -log(samples). Size counts: with distances far above 1 every cloud looks uniform. Samples need
 * not be paired.
 *
 * @throws ArgumentError as `magnitudeDifference` does, and for a sharpness that is not positive.
 */
export const uniformityDifference = /* @__PURE__ */ defineDifference<UniformityOptions>(
  { name: 'uniformity-difference', range: [0, Infinity], invariance: ['translation', 'permutation', 'rotation'] },
  (x, { sharpness = 2 }, where) => {
    checkNumber(where, 'sharpness', sharpness);
    if (!(sharpness > 0)) throw new ArgumentError(`${where}: sharpness is ${sharpness}; expected a positive number`);
    // The diagonal alone makes the mean at least 1 / samples: no logarithm of 0.
    const { data } = euclideanDistances(x);
    return Math.log(data.reduce((sum, value) => sum + Math.exp(-sharpness * value * value), 0) / data.length);
  },
);
