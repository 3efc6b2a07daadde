import { permutation, type Rng } from '@lrsim/core';
import type { UnitTrials } from '../recipe/index.js';

/**
 * Two disjoint sets of trials of a unit with `each` trials of every condition in either; undefined where a condition has too few. With
 * `each` left out the trials of every condition are halved, an odd one going to neither.
 */
export function disjointHalves(
  { conditions }: UnitTrials,
  labels: readonly string[],
  rng: Rng,
  each?: number,
): [number[], number[]] | undefined {
  const byLabel = new Map<string, number[]>(labels.map((label) => [label, []]));
  conditions.forEach((label, trial) => {
    byLabel.get(label)?.push(trial);
  });
  const halves: [number[], number[]] = [[], []];
  for (const trials of byLabel.values()) {
    const count = each ?? Math.floor(trials.length / 2);
    if (count < 1 || trials.length < 2 * count) return undefined;
    const order = permutation(rng, trials.length).map((at) => trials[at]);
    halves[0].push(...order.slice(0, count));
    halves[1].push(...order.slice(count, 2 * count));
  }
  return halves;
}
