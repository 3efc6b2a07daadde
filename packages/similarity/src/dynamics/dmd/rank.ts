import { ArgumentError, checkInteger, checkNumber } from '@lrsim/core';
import type { RankOptions } from '../types.js';

/** How many of these descending values the options keep, at most all; at least 1. */
export function chosenRank(
  where: string,
  values: Float64Array,
  { rank, rankThreshold, explainedVariance }: RankOptions,
): number {
  const given = [rank, rankThreshold, explainedVariance].filter((option) => option !== undefined).length;
  if (given > 1)
    throw new ArgumentError(
      `${where}: options has ${given} rules for the rank; expected one of rank, rankThreshold, explainedVariance`,
    );
  if (rank !== undefined) {
    checkInteger(where, 'rank', rank);
    return Math.min(rank, values.length);
  }
  if (rankThreshold !== undefined) {
    checkNumber(where, 'rankThreshold', rankThreshold, 0);
    return Math.max(1, values.filter((value) => value > rankThreshold).length);
  }
  if (explainedVariance !== undefined) {
    checkNumber(where, 'explainedVariance', explainedVariance, 0, 1);
    const total = values.reduce((sum, value) => sum + value * value, 0);
    let held = 0;
    for (let k = 0; k < values.length; k++) {
      held += values[k] * values[k];
      if (held >= explainedVariance * total) return Math.min(k + 1, values.length);
    }
  }
  return values.length;
}
