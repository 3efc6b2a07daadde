import { ArgumentError, checkInteger, checkNumber, type Rng } from '@lrsim/core';

/** Says which of n members comes next; made anew for each sequence, since it may remember the last ones. */
export type Schedule = (rng: Rng, members: number) => () => number;

/** Independent draws, each member as often as its weight says (default all alike). */
export function iidSchedule(weights?: readonly number[]): Schedule {
  weights?.forEach((weight, i) => {
    checkNumber('iidSchedule', `weights[${i}]`, weight, 0);
  });
  return (rng, members) => {
    if (weights && weights.length !== members)
      throw new ArgumentError(
        `iidSchedule: weights has ${weights.length} numbers for ${members} members; expected one each`,
      );
    const parts = weights ?? Array.from({ length: members }, () => 1);
    const total = parts.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0)) throw new ArgumentError('iidSchedule: weights are all 0; expected one above');
    return () => {
      let rest = rng.uniform() * total;
      const found = parts.findIndex((weight) => {
        rest -= weight;
        return rest < 0;
      });
      return found < 0 ? members - 1 : found;
    };
  };
}

/** One after another, from the first on, over and over. */
export const sequentialSchedule = (): Schedule => (_, members) => {
  let next = -1;
  return () => {
    next = (next + 1) % members;
    return next;
  };
};

/**
 * Blocks of trials of the same member; the next block is another member, drawn at random or the next in order.
 *
 * @param shortest, longest - trials of a block, drawn uniformly.
 */
export function blockSchedule(shortest: number, longest = shortest, { inOrder = false } = {}): Schedule {
  checkInteger('blockSchedule', 'shortest', shortest);
  checkInteger('blockSchedule', 'longest', longest, shortest);
  return (rng, members) => {
    let [current, left] = [inOrder ? -1 : rng.integer(members), 0];
    const another = () => (current + 1 + (members > 1 ? rng.integer(members - 1) : 0)) % members;
    let started = false;
    return () => {
      if (left === 0) {
        if (inOrder) current = (current + 1) % members;
        else if (started) current = another();
        started = true;
        left = shortest + rng.integer(longest - shortest + 1);
      }
      left--;
      return current;
    };
  };
}
