import { checkInteger, createRng, type Task, type TrialBatch } from '@lrsim/core';

/**
 * A test set: the same trials for the same seed, drawn from another stream of random numbers than the batches of `batches` whatever
 * their seed. Where a task has no noise and few conditions, its test trials are those of training, as there are no others.
 */
export function heldOutTrials(task: Task, trials: number, seed: number | string = 0): TrialBatch {
  checkInteger('heldOutTrials', 'trials', trials);
  return task.sample(createRng(seed).fork('held-out trials'), trials);
}
