import { checkInteger, type Rng } from '@lrsim/core';

/**
 * The condition of each trial of a batch: every condition once, in order, and the further trials uniform. A batch too
 * small to hold them all is uniform throughout, so that no condition is left out of training.
 *
 * @throws ArgumentError unless `trials` is a positive integer.
 */
export function drawConditions(where: string, rng: Rng, trials: number, nConditions: number): number[] {
  checkInteger(where, 'trials', trials);
  const listed = trials < nConditions ? 0 : nConditions;
  return Array.from({ length: trials }, (_, trial) => (trial < listed ? trial : rng.integer(nConditions)));
}
