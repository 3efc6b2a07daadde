import { ArgumentError, checkNumber, lookUp, type Matrix } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { innerProduct } from '../cka/estimators.js';
import { defineMeasure } from '../define-measure.js';
import { euclideanDistances } from './euclidean-distances.js';
import { type Samples, samplesOf } from './samples.js';
import type { DistanceCorrelationOptions } from './types.js';

export interface CentredDistances extends Samples {
  /** Samples x samples, centred doubly. */
  readonly centred: Float64Array;
  /** Its norm. */
  readonly norm: number;
}

/** In place: distances minus row and column means plus the overall mean; all sums over n. */
function doublyCentred({ rows: n, data }: Matrix): Float64Array {
  const means = rowSums(n, data).map((sum) => sum / n);
  const overall = means.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0, shift = means[i] - overall; j < n; j++, at++) data[at] -= shift + means[j];
  return data;
}

/** The same with sums over n - 2 and (n - 1)(n - 2), and a zero diagonal. */
function uCentred({ rows: n, data }: Matrix): Float64Array {
  const sums = rowSums(n, data);
  const means = sums.map((sum) => sum / (n - 2));
  const overall = sums.reduce((sum, value) => sum + value, 0) / (n - 1) / (n - 2);
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j < n; j++, at++) data[at] = i === j ? 0 : data[at] - means[i] - means[j] + overall;
  return data;
}

function rowSums(n: number, data: Float64Array): Float64Array {
  const sums = new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) {
    // Two sums side by side are faster.
    let even = 0;
    let odd = 0;
    const end = (i + 1) * n;
    for (; at + 1 < end; at += 2) {
      even += data[at];
      odd += data[at + 1];
    }
    if (at < end) even += data[at++];
    sums[i] = even + odd;
  }
  return sums;
}

const estimators = { biased: doublyCentred, unbiased: uCentred } as const;

/**
 * Distance correlation: 0 only for independent variables (in the limit of many samples), 1 for equivalent shapes.
 *
 * From Euclidean distances between samples, doubly centred to A and B: sqrt(<A, B> / (|A| |B|)). The stated range is that
 * of the biased estimator; the unbiased one, <A, B> / (|A| |B|) of U-centred distances, goes down to -1.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two (unbiased: four), no variance, NaN, an exponent out
 * of range, an unknown estimator, or unbiased where all distances are equal.
 */
export const distanceCorrelation = /* @__PURE__ */ defineMeasure<CentredDistances, DistanceCorrelationOptions>({
  name: 'distance-correlation',
  range: [0, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  source:
    'Szekely, Rizzo & Bakirov 2007 (doi 10.1214/009053607000000505); unbiased: Szekely & Rizzo 2014 (arXiv 1310.2926)',
  prepare(input, { estimator = 'biased', exponent = 1 }, where, argument) {
    checkNumber(where, 'exponent', exponent);
    if (!(exponent > 0 && exponent < 2))
      throw new ArgumentError(`${where}: exponent is ${exponent}; expected a number above 0 and below 2`);
    const centre = lookUp('distance correlation estimator', estimators, estimator);
    // Of the samples only the distances are used later.
    const { matrix } = samplesOf(input, true, where, argument, false);
    if (estimator === 'unbiased' && matrix.rows < 4)
      throw new ArgumentError(`${where}: ${argument} has ${matrix.rows} samples; the unbiased form needs at least 4`);
    const distances = euclideanDistances(matrix);
    const largest = moderateInPlace(distances);
    const powers = exponent === 1 ? distances.data : distances.data.map((value) => value ** exponent);
    const values = centre({ ...distances, data: powers });
    const norm = frobeniusNorm({ rows: values.length, columns: 1, data: values });
    // What is below is the rounding of a difference that is 0.
    if (!(norm > matrix.rows * 8 * Number.EPSILON * largest ** exponent))
      throw new ArgumentError(
        `${where}: ${argument} has ${matrix.rows} samples that are all at the same distance; the ${estimator} form is not defined for them`,
      );
    return { argument, matrix, centred: values, norm };
  },
  compare(x, y, { estimator = 'biased', squared = false }) {
    checkSameSamples('distance-correlation', x, y);
    const cosine = innerProduct({ data: x.centred }, { data: y.centred }) / x.norm / y.norm;
    if (estimator === 'unbiased') return Math.max(-1, Math.min(1, cosine));
    const clipped = Math.max(0, Math.min(1, cosine));
    return squared ? clipped : Math.sqrt(clipped);
  },
});

/** Distances beyond these have squares, powers or sums beyond float64. */
const [SMALLEST, LARGEST] = [1e-60, 1e60];

/** The largest distance; where it is huge or tiny, all are divided by it, in place. */
function moderateInPlace({ data }: Matrix): number {
  let largest = 0;
  for (let at = 0; at < data.length; at++) if (data[at] > largest) largest = data[at];
  if (largest > SMALLEST && largest < LARGEST) return largest;
  for (let at = 0; at < data.length; at++) data[at] /= largest;
  return 1;
}
