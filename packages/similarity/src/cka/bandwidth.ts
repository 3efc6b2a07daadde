import { ArgumentError, checkNumber, lookUp } from '@lrsim/core';
import { orderStatistics } from '../order-statistics.js';
import type { PackedSymmetric } from '../packed-symmetric.js';
import type { Bandwidth } from './types.js';

/**
 * Rules for the median of squared distances, of which those of samples with themselves, as many zeros as there are samples, are the
 * smallest.
 */
const rules: Readonly<Record<Exclude<Bandwidth, number>, (squared: PackedSymmetric) => number>> = {
  'median-nonzero'({ data }) {
    // Each pair stands twice in the matrix, which leaves the median as it is.
    let zeros = 0;
    for (let at = 0; at < data.length; at++) zeros += +!(data[at] > 0);
    const last = data.length - zeros - 1;
    return last < 0 ? 0 : meanOf(data, zeros + Math.floor(last / 2), zeros + Math.ceil(last / 2));
  },
  'median-all'({ size, data }) {
    // Sorted, the whole matrix is its zero diagonal and then each pair twice.
    const last = size * size - 1;
    const [lower, upper] = [Math.floor(last / 2), Math.ceil(last / 2)].map((place) =>
      place < size ? 0 : size + Math.floor((place - size) / 2),
    );
    return meanOf(data, lower, upper);
  },
  'lower-median'({ size, data }) {
    const place = size + Math.floor((data.length - size - 1) / 2);
    return meanOf(data, place, place);
  },
};

/** The mean of the values at two places of the sorted values. */
function meanOf(values: Float64Array, first: number, second: number): number {
  const [one, two] = orderStatistics(values, first, second);
  return (one + two) / 2;
}

/**
 * The width sigma of a kernel by a rule.
 *
 * @throws ArgumentError where the rule gives 0, as where more than half of the samples are equal.
 */
export function bandwidthOf(rule: Bandwidth, squared: PackedSymmetric, where: string, argument: string): number {
  if (typeof rule === 'number') {
    checkNumber(where, 'bandwidth', rule, Number.MIN_VALUE);
    return rule;
  }
  const sigma = Math.sqrt(lookUp('bandwidth rule', rules, rule)(squared));
  if (!(sigma > 0))
    throw new ArgumentError(
      `${where}: ${argument} has a bandwidth of 0 by the rule '${rule}', since most of its samples are equal; give the bandwidth as a number`,
    );
  return sigma;
}
