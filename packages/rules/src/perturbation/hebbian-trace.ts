import type { Floats, Noise, Rollout, TrialBatch } from '@lrsim/core';
import type { Cell } from '@lrsim/rnn';
import { startOfTrial } from '../forward/influence-step.js';
import { stateBeforeActivation } from './state-before-activation.js';

/** Weight of the past in the running mean of a unit's state (Miconi 2017). */
const RUNNING_MEAN_DECAY = 0.05;

/**
 * The reward-modulated Hebbian sum of Miconi 2017, sum_b reward_b e_b [nUnits, nUnits], with the eligibility of a trial
 *
 *     e_ij = sum_t ((a_t,i - abar_{t-1,i}) h_{t-1,j})^3        abar_t = 0.05 abar_{t-1} + 0.95 a_t,        abar_0 = a_0
 *
 * The cube lets the large and rare fluctuations that exploration causes stand out from the small and frequent ones that follow.
 * With the leak on the rate a_t is u_t, what the nonlinearity acts on, and its mean starts at u_1.
 *
 * @param rollout - the run with the exploration noise in it.
 * @param noise - what that run was given.
 * @param rewards - a number for every trial.
 */
export function hebbianTrace(
  cell: Cell<Floats>,
  batch: TrialBatch,
  rollout: Rollout,
  noise: Noise | undefined,
  rewards: ArrayLike<number>,
): Float64Array {
  const { nUnits } = cell;
  const { trials, steps } = batch;
  const states = stateBeforeActivation(cell, batch, rollout, noise);
  const start = startOfTrial(cell).rates;
  const sum = new Float64Array(nUnits * nUnits);
  for (let trial = 0; trial < trials; trial++) {
    const first = trial * steps * nUnits;
    const mean =
      cell.leak === 'rate' ? states.slice(first, first + nUnits) : Float64Array.from(cell.weights.initialState);
    for (let row = trial * steps; row < (trial + 1) * steps; row++) {
      const before = row === trial * steps ? start : rollout.rates.subarray((row - 1) * nUnits, row * nUnits);
      for (let i = 0; i < nUnits; i++) {
        const state = states[row * nUnits + i];
        const fluctuation = state - mean[i];
        mean[i] = RUNNING_MEAN_DECAY * mean[i] + (1 - RUNNING_MEAN_DECAY) * state;
        for (let j = 0; j < nUnits; j++) sum[i * nUnits + j] += rewards[trial] * (fluctuation * before[j]) ** 3;
      }
    }
  }
  return sum;
}
