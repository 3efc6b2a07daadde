import { ArgumentError, checkFinite, checkInteger, checkNumber } from '@lrsim/core';
import type { Group, GroupSummary } from './types.js';

/** A group's mean, number of values and unbiased variance. */
export interface Moments {
  readonly mean: number;
  readonly count: number;
  readonly variance: number;
}

const isSummary = (group: Group): group is GroupSummary => 'mean' in group && 'sd' in group;

/** The moments of values or of a summary of them; at least two values. */
export function momentsOf(where: string, argument: string, group: Group): Moments {
  if (isSummary(group)) {
    const { mean, sd, count, ddof = 0 } = group;
    checkNumber(where, `${argument}.mean`, mean);
    checkNumber(where, `${argument}.sd`, sd, 0);
    checkInteger(where, `${argument}.count`, count, 2);
    if (ddof !== 0 && ddof !== 1) throw new ArgumentError(`${where}: ${argument}.ddof is ${ddof}; expected 0 or 1`);
    return { mean, count, variance: (sd * sd * (count - ddof)) / (count - 1) };
  }
  checkFinite(where, argument, group);
  const count = group.length;
  if (count < 2)
    throw new ArgumentError(`${where}: ${argument} has ${count} value${count === 1 ? '' : 's'}; expected at least 2`);
  const mean = meanOf(group);
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (group[i] - mean) ** 2;
  return { mean, count, variance: squares / (count - 1) };
}

/** The mean; exact for constant values. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[0];
  return values[0] + sum / values.length;
}

/** a - b at each position; throws for different lengths. */
export function differences(where: string, a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  if (a.length !== b.length)
    throw new ArgumentError(`${where}: a has ${a.length} values, b has ${b.length}; paired values need as many`);
  checkFinite(where, 'a', a);
  checkFinite(where, 'b', b);
  return Float64Array.from({ length: a.length }, (_, i) => a[i] - b[i]);
}
