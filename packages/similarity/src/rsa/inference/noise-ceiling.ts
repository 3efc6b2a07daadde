import { ArgumentError } from '@lrsim/core';
import { comparableRdm } from '../comparable.js';
import { compareComparable } from '../compare.js';
import { toRdms } from '../rdm-input.js';
import type { CompareRdmsOptions, Rdm, RdmInput } from '../types.js';
import { type PoolTotal, poolOf, scaledRdms, totalOf, totalWithout } from './pool.js';
import type { RdmNoiseCeiling } from './types.js';

/** The mean of some numbers. */
export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The noise ceiling of RDMs of several subjects (Nili et al. 2014): how their pooled RDM compares with each of them, leaving
 * that subject out of the pool (`lower`) or not (`upper`). For the distances among the comparisons `lower` is the larger one.
 *
 * @throws ArgumentError for fewer than two RDMs, or what `poolRdms` and `compareRdms` refuse.
 */
export function rdmNoiseCeiling(rdms: readonly RdmInput[], options: CompareRdmsOptions = {}): RdmNoiseCeiling {
  const read = toRdms('rdmNoiseCeiling', 'rdms', rdms);
  if (read.length < 2)
    throw new ArgumentError(
      'rdmNoiseCeiling: rdms is of one subject; expected at least 2: each is compared with the others',
    );
  return noiseCeilingOf('rdmNoiseCeiling', read, options);
}

/** The noise ceiling of RDMs already read. `groups` says which are copies of one subject and left out together. */
export function noiseCeilingOf(
  where: string,
  rdms: readonly Rdm[],
  options: CompareRdmsOptions,
  groups: readonly number[] = rdms.map((_, at) => at),
): RdmNoiseCeiling {
  // Scaled and wrapped once for all pools.
  const scaled = scaledRdms(where, rdms, options);
  const wrapped = rdms.map((rdm, at) => comparableRdm(where, `rdms[${at}]`, rdm, options));
  const total = totalOf(rdms[0].values.length, scaled);
  const scores = (of: PoolTotal, subjects: readonly number[]) => {
    const pool = comparableRdm(where, 'the pool', poolOf(rdms[0], of, options), options);
    return mean(subjects.map((at) => compareComparable(where, pool, wrapped[at], options)));
  };
  // Copies score alike: one of each is enough.
  const firsts = [...new Set(groups)].map((group) => groups.indexOf(group));
  const withCopies = (first: number) => scaled.filter((_, at) => groups[at] === groups[first]);
  const lower =
    firsts.length > 1 ? firsts.map((at) => scores(totalWithout(total, withCopies(at)), [at])) : [Number.NaN];
  const upper = scores(total, firsts);
  return { lower: mean(lower), upper };
}
