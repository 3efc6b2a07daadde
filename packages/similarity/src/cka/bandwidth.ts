import { ArgumentError, checkNumber, lookUp } from '@lrsim/core';
import type { Bandwidth } from './types.js';

/** What a rule for the bandwidth gets. */
interface Distances {
  /** Samples x samples, row-major. */
  readonly squared: Float64Array;
  readonly samples: number;
}

const rules: Readonly<Record<Exclude<Bandwidth, number>, (distances: Distances) => number>> = {
  'median-nonzero': ({ squared }) => Math.sqrt(median(squared.filter((value) => value > 0).sort())),
  'median-all': ({ squared }) => Math.sqrt(median(Float64Array.from(squared).sort())),
  'lower-median'({ squared, samples }) {
    const pairs = new Float64Array((samples * (samples - 1)) / 2);
    let at = 0;
    for (let i = 0; i < samples; i++) for (let j = 0; j < i; j++) pairs[at++] = squared[i * samples + j];
    return Math.sqrt(pairs.sort()[Math.floor((pairs.length - 1) / 2)]);
  },
};

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

/** The median of sorted values, the mean of the middle two of an even number; NaN of none. */
function median(sorted: Float64Array): number {
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
