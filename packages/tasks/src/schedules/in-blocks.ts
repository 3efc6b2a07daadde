import { ArgumentError, checkInteger, type Rng } from '@lrsim/core';
import type { DefinedTask } from '../definition/index.js';
import { blockSchedule, iidSchedule } from './schedules.js';

/** How likely each condition is during a block. */
export interface Block {
  /** Weight of a condition. */
  weight(variables: Readonly<Record<string, number | string>>): number;
}

/** Options of blocks. */
export interface BlocksOptions {
  /** Trials of the shortest and of the longest block (default 90 and 90, as the International Brain Laboratory 2021). */
  readonly shortest?: number;
  readonly longest?: number;
}

/**
 * A task whose conditions come with other probabilities block after block, such as a side that is likelier for some time. The next block is
 * always another one. A batch is one sequence of trials; `info` tells the `block`.
 *
 * @throws ArgumentError for no blocks, or a block in which no condition can come.
 */
export function inBlocks(
  task: DefinedTask,
  blocks: readonly Block[],
  { shortest = 90, longest = shortest }: BlocksOptions = {},
): DefinedTask {
  if (blocks.length === 0) throw new ArgumentError('inBlocks: blocks is empty; expected at least one');
  const weights = blocks.map((block) => task.conditions.map((condition) => block.weight(condition)));
  return {
    ...task,
    name: `${task.name} in blocks`,
    with: (settings) => inBlocks(task.with(settings), blocks, { shortest, longest }),
    sample(rng: Rng, trials: number) {
      checkInteger(`${task.name} in blocks`, 'trials', trials);
      const nextBlock = blockSchedule(shortest, longest)(rng, blocks.length);
      const conditionIn = weights.map((ofBlock) => iidSchedule(ofBlock)(rng, ofBlock.length));
      const sequence = Array.from({ length: trials }, nextBlock);
      const batch = task.sampleConditions(
        rng,
        sequence.map((block) => conditionIn[block]()),
      );
      const info = batch.info.map((one, trial) => ({
        ...one,
        variables: { ...one.variables, block: sequence[trial] },
      }));
      return { ...batch, info };
    },
  };
}
