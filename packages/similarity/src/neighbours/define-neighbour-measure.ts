import type { Invariance } from '@lrsim/core';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type Samples, samplesOf } from '../statistics/samples.js';
import type { Measure, MeasureDefinition } from '../types.js';
import { type Neighbours, nearest } from './nearest.js';
import type { NeighbourOptions } from './types.js';

/** A dataset and the neighbours of its samples. */
export interface SamplesWithNeighbours extends Samples, Neighbours {}

/** What cosines, distances and inner products of uncentred samples ignore. */
export const neighbourInvariance = [
  'isotropic-scaling',
  'permutation',
  'rotation',
] as const satisfies readonly Invariance[];

/** A similarity of neighbourhoods, by what differs from one to the next. */
type Definition<O> = Pick<MeasureDefinition<SamplesWithNeighbours, O>, 'name' | 'source' | 'symmetric' | 'compare'> &
  Partial<Pick<MeasureDefinition<SamplesWithNeighbours, O>, 'range'>>;

/** Makes a measure that compares the nearest neighbours of two representations; a similarity, from 0 to 1 unless it says. */
export const defineNeighbourMeasure = <O extends NeighbourOptions = NeighbourOptions>(
  definition: Definition<O>,
): Measure<O, SamplesWithNeighbours> =>
  defineMeasure<SamplesWithNeighbours, O>({
    range: [0, 1],
    higherIsCloser: true,
    invariance: neighbourInvariance,
    isMetric: false,
    ...definition,
    prepare(input, options, where, argument) {
      const samples = samplesOf(input, options.centre ?? false, where, argument);
      return { ...samples, ...nearest(samples.matrix, options, where, argument) };
    },
    compare(x, y, options) {
      checkSameSamples(definition.name, x, y);
      return definition.compare(x, y, options);
    },
  });

/**
 * The mean over samples of a number made of a sample's two lists of neighbours.
 *
 * @param perSample - gets the ranks that x's neighbours, nearest first, have among y's: from 1 to k, or 0 where y lacks them.
 */
export function meanOverSamples(
  x: SamplesWithNeighbours,
  y: SamplesWithNeighbours,
  perSample: (ranks: Int32Array) => number,
): number {
  const { k } = x;
  const samples = x.matrix.rows;
  const rankOf = new Int32Array(samples);
  const ranks = new Int32Array(k);
  let sum = 0;
  for (let start = 0; start < samples * k; start += k) {
    for (let r = 0; r < k; r++) rankOf[y.lists[start + r]] = r + 1;
    for (let r = 0; r < k; r++) ranks[r] = rankOf[x.lists[start + r]];
    sum += perSample(ranks);
    for (let r = 0; r < k; r++) rankOf[y.lists[start + r]] = 0;
  }
  return sum / samples;
}

/** How many of x's neighbours are y's, too. */
export function sharedCount(ranks: Int32Array): number {
  let count = 0;
  for (const rank of ranks) if (rank > 0) count++;
  return count;
}
