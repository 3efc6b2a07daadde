import { lookUp, type Matrix } from '@lrsim/core';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { cosineDistances } from '../statistics/cosine-distances.js';
import { samplesOf } from '../statistics/samples.js';
import { neighbourInvariance, type SamplesWithNeighbours } from './define-neighbour-measure.js';
import { nearest } from './nearest.js';
import type { SecondOrderOptions } from './types.js';

export interface SamplesWithCosines extends SamplesWithNeighbours {
  /** 1 - cosine, samples x samples. */
  readonly distances: Matrix;
}

const profiles = { distances: (distance: number) => distance, cosines: (distance: number) => 1 - distance } as const;

/**
 * Second-order cosine similarity: for each sample, the cosine between its distances (1 - cosine) in x and in y to all that
 * are its k nearest neighbours in either; averaged over samples.
 *
 * A sample at distance 0 of all these neighbours in both counts 1, in one alone 0. The stated range is that of distances;
 * with `profile: 'cosines'` it goes down to -1.
 *
 * @throws ArgumentError for different numbers of samples, fewer than k + 1, no variance, NaN, or an unknown option.
 */
export const secondOrderCosine = /* @__PURE__ */ defineMeasure<SamplesWithCosines, SecondOrderOptions>({
  name: 'second-order-cosine',
  range: [0, 1],
  higherIsCloser: true,
  invariance: neighbourInvariance,
  isMetric: false,
  source: 'Hamilton, Leskovec & Jurafsky 2016 (arXiv 1606.02821); Klabunde et al. 2023 (arXiv 2305.06329)',
  prepare(input, options, where, argument) {
    const samples = samplesOf(input, options.centre ?? false, where, argument);
    const neighbours = nearest(samples.matrix, options, where, argument);
    const cosine = (options.similarity ?? 'cosine') === 'cosine';
    return { ...samples, ...neighbours, distances: cosine ? neighbours.farness : cosineDistances(samples.matrix) };
  },
  compare(x, y, { profile = 'distances' }) {
    checkSameSamples('second-order-cosine', x, y);
    const value = lookUp('second-order profile', profiles, profile);
    const { k } = x;
    const samples = x.matrix.rows;
    let sum = 0;
    for (let i = 0; i < samples; i++) {
      const union = new Set([...x.lists.subarray(i * k, (i + 1) * k), ...y.lists.subarray(i * k, (i + 1) * k)]);
      let [xx, yy, xy] = [0, 0, 0];
      for (const j of union) {
        const [a, b] = [value(x.distances.data[i * samples + j]), value(y.distances.data[i * samples + j])];
        xx += a * a;
        yy += b * b;
        xy += a * b;
      }
      if (xx > 0 && yy > 0) sum += xy / Math.sqrt(xx) / Math.sqrt(yy);
      else if (xx === yy) sum += 1;
    }
    return Math.min(1, sum / samples);
  },
});
