import { ArgumentError, checkNumber, lookUp } from '@lrsim/core';
import type { Bandwidth } from './types.js';

/** What a rule for the bandwidth gets. */
interface Distances {
  /** Samples x samples, row-major. */
  readonly squared: Float64Array;
  readonly samples: number;
}

const rules: Readonly<Record<Exclude<Bandwidth, number>, (distances: Distances) => number>> = {
  'median-nonzero'(distances) {
    // Each pair stands twice in the matrix, which leaves the median as it is.
    const different = pairsOf(distances).filter((value) => value > 0);
    return Math.sqrt(middle(different.length, (place) => selected(different, place)));
  },
  'median-all'(distances) {
    const { samples } = distances;
    const pairs = pairsOf(distances);
    // Sorted, the matrix is its zero diagonal and then each pair twice.
    const at = (place: number) => (place < samples ? 0 : selected(pairs, Math.floor((place - samples) / 2)));
    return Math.sqrt(middle(samples * samples, at));
  },
  'lower-median'(distances) {
    const pairs = pairsOf(distances);
    return Math.sqrt(selected(pairs, Math.floor((pairs.length - 1) / 2)));
  },
};

/** The squared distance of each pair of samples, once. */
function pairsOf({ squared, samples }: Distances): Float64Array {
  const pairs = new Float64Array((samples * (samples - 1)) / 2);
  let at = 0;
  for (let i = 0; i < samples; i++) for (let j = 0; j < i; j++) pairs[at++] = squared[i * samples + j];
  return pairs;
}

/**
 * The width sigma of a kernel by a rule.
 *
 * @throws ArgumentError where the rule gives 0, as where more than half of the samples are equal.
 */
export function bandwidthOf(rule: Bandwidth, distances: Distances, where: string, argument: string): number {
  if (typeof rule === 'number') {
    checkNumber(where, 'bandwidth', rule, Number.MIN_VALUE);
    return rule;
  }
  const sigma = lookUp('bandwidth rule', rules, rule)(distances);
  if (!(sigma > 0))
    throw new ArgumentError(
      `${where}: ${argument} has a bandwidth of 0 by the rule '${rule}', since most of its samples are equal; give the bandwidth as a number`,
    );
  return sigma;
}

/** The median of so many sorted values, the mean of the middle two of an even number. */
const middle = (count: number, at: (place: number) => number): number =>
  (at(Math.ceil(count / 2) - 1) + at(Math.floor(count / 2))) / 2;

/** The value that sorting would put at a place, by quickselect; reorders the values. */
function selected(values: Float64Array, place: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  return values[place];
}
