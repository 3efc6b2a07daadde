import { ArgumentError, checkInteger, createRng } from '@lrsim/core';
import type { FoldOptions, Label } from './types.js';

/**
 * The fold of each trial: trials of one class are dealt to the folds in random order, so that each fold has its share of
 * every class; with groups, whole groups are dealt instead, those of each class in turn where each has one.
 */
export function foldsOf(
  where: string,
  trials: number,
  strata: ArrayLike<number>,
  { folds: asked, groups, rng = createRng(0) }: FoldOptions,
): { readonly foldOf: Int32Array; readonly folds: number } {
  if (groups && groups.length !== trials)
    throw new ArgumentError(`${where}: groups has ${groups.length} labels; expected ${trials}, one for each trial`);
  const classOf = Array.from({ length: trials }, (_, i) => strata[i]);
  const lists = groups ? groupsByClass(groups, classOf) : positionsOf(classOf).map((list) => list.map((i) => [i]));
  const units = lists.reduce((sum, list) => sum + list.length, 0);
  const available = groups ? units : Math.max(2, Math.min(...lists.map((list) => list.length)));
  const folds = asked ?? Math.min(5, available);
  checkInteger(where, 'folds', folds, 2);
  if (folds > units)
    throw new ArgumentError(
      `${where}: folds is ${folds}; expected at most the number of ${groups ? 'groups' : 'trials'}, ${units}`,
    );
  const foldOf = new Int32Array(trials);
  let next = 0;
  for (const list of lists) {
    const order = [...list];
    for (let i = order.length - 1; i > 0; i--) {
      const j = rng.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (const members of order) {
      for (const trial of members) foldOf[trial] = next;
      next = (next + 1) % folds;
    }
  }
  return { foldOf, folds };
}

/** The trials of each group, in one list for each class where every group has only one, else in one list. */
function groupsByClass(groups: readonly Label[], classOf: readonly number[]): number[][][] {
  const members = positionsOf(groups);
  const pure = members.every((trials) => trials.every((i) => classOf[i] === classOf[trials[0]]));
  if (!pure) return [members];
  return positionsOf(members.map(([first]) => classOf[first])).map((list) => list.map((k) => members[k]));
}

/** Positions of each value, in the order of first occurrence. */
function positionsOf<T>(values: readonly T[]): number[][] {
  const positions = new Map<T, number[]>();
  values.forEach((value, i) => {
    const list = positions.get(value);
    if (list) list.push(i);
    else positions.set(value, [i]);
  });
  return [...positions.values()];
}

/** Trials in a fold and trials in the others. */
export function splitAt(foldOf: Int32Array, fold: number): { readonly training: number[]; readonly held: number[] } {
  const all = Array.from(foldOf.keys());
  return { training: all.filter((i) => foldOf[i] !== fold), held: all.filter((i) => foldOf[i] === fold) };
}
