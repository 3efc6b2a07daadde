import { ArgumentError } from '@lrsim/core';
import { compareAllRdms } from '../compare.js';
import { toRdms } from '../rdm-input.js';
import type { CompareRdmsOptions, Rdm, RdmInput } from '../types.js';
import { pooled } from './pool.js';
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
  const scores = (pool: Rdm, subjects: readonly Rdm[]) => mean(compareAllRdms([pool], subjects, options).data);
  // Copies score alike: one of each is enough.
  const firsts = [...new Set(groups)].map((group) => groups.indexOf(group));
  const others = (first: number) => rdms.filter((_, at) => groups[at] !== groups[first]);
  const lower =
    firsts.length > 1 ? firsts.map((at) => scores(pooled(where, others(at), options), [rdms[at]])) : [Number.NaN];
  const upper = scores(
    pooled(where, rdms, options),
    firsts.map((at) => rdms[at]),
  );
  return { lower: mean(lower), upper };
}
