import { checkInteger, createRng, type Task, type TrialBatch } from '@lrsim/core';

/**
 * Batches of a task without end: batch k depends on the seed and k alone, so that a run can go on where it was interrupted.
 *
 * @param start - the batch to begin with (default 0).
 */
export function* batches(
  task: Task,
  trials: number,
  seed: number | string = 0,
  start = 0,
): Generator<TrialBatch, never> {
  checkInteger('batches', 'trials', trials);
  checkInteger('batches', 'start', start, 0);
  const rng = createRng(seed);
  for (let k = start; ; k++) yield task.sample(rng.fork(`training batch ${k}`), trials);
}
