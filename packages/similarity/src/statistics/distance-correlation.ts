import { ArgumentError, checkNumber, lookUp } from '@lrsim/core';
import { checkSameSamples } from '../centred.js';
import { centrings } from '../cka/estimators.js';
import { defineMeasure } from '../define-measure.js';
import { innerProduct, normOf, type PackedSymmetric } from '../packed-symmetric.js';
import { packedDistances } from './euclidean-distances.js';
import { type Samples, samplesOf } from './samples.js';
import type { DistanceCorrelationOptions } from './types.js';

export interface CentredDistances extends Samples {
  /** Samples x samples, centred doubly. */
  readonly centred: PackedSymmetric;
  /** Its norm. */
  readonly norm: number;
}

/** The estimators centre as CKA's do. */
const estimators = { biased: centrings.biased, unbiased: centrings.unbiased } as const;

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
    const { apply } = lookUp('distance correlation estimator', estimators, estimator);
    // Of the samples only the distances are used later.
    const { matrix } = samplesOf(input, true, where, argument, false);
    if (estimator === 'unbiased' && matrix.rows < 4)
      throw new ArgumentError(`${where}: ${argument} has ${matrix.rows} samples; the unbiased form needs at least 4`);
    const distances = packedDistances(matrix);
    const largest = moderateInPlace(distances);
    if (exponent !== 1) for (let at = 0; at < distances.data.length; at++) distances.data[at] **= exponent;
    apply(distances);
    const norm = normOf(distances);
    // What is below is the rounding of a difference that is 0.
    if (!(norm > matrix.rows * 8 * Number.EPSILON * largest ** exponent))
      throw new ArgumentError(
        `${where}: ${argument} has ${matrix.rows} samples that are all at the same distance; the ${estimator} form is not defined for them`,
      );
    return { argument, matrix, centred: distances, norm };
  },
  compare(x, y, { estimator = 'biased', squared = false }) {
    checkSameSamples('distance-correlation', x, y);
    const cosine = innerProduct(x.centred, y.centred) / x.norm / y.norm;
    if (estimator === 'unbiased') return Math.max(-1, Math.min(1, cosine));
    const clipped = Math.max(0, Math.min(1, cosine));
    return squared ? clipped : Math.sqrt(clipped);
  },
});

/** Distances beyond these have squares, powers or sums beyond float64. */
const [SMALLEST, LARGEST] = [1e-60, 1e60];

/** The largest distance; where it is huge or tiny, all are divided by it, in place. */
function moderateInPlace({ data }: PackedSymmetric): number {
  let largest = 0;
  for (let at = 0; at < data.length; at++) if (data[at] > largest) largest = data[at];
  if (largest > SMALLEST && largest < LARGEST) return largest;
  for (let at = 0; at < data.length; at++) data[at] /= largest;
  return 1;
}
