import type { Floats, Rollout, TrialBatch } from '@lrsim/core';
import type { Cell } from '@lrsim/rnn';
import { startOfTrial } from '../forward/influence-step.js';

/** Gradients of what leads to the units, in float64. */
export interface SynapticProducts {
  readonly recurrentWeights: Float64Array; // [nUnits, nUnits]
  readonly inputWeights: Float64Array; // [nUnits, nIn]
  readonly bias: Float64Array; // [nUnits]
}

/**
 * The three-factor sums over steps and trials, sum_t signal_t p_t^T with p_t = [h_{t-1}; x_t; 1].
 *
 * @param rates - h_1..h_T of the run [trials, steps, nUnits]; h_0 is the cell's.
 * @param signals - a number for every unit, step and trial, [trials, steps, nUnits].
 */
export function presynapticProducts(
  cell: Cell<Floats>,
  { inputs, trials, steps }: Pick<TrialBatch, 'inputs' | 'trials' | 'steps'>,
  { rates }: Pick<Rollout, 'rates'>,
  signals: ArrayLike<number>,
): SynapticProducts {
  const { nUnits, nIn } = cell;
  const recurrentWeights = new Float64Array(nUnits * nUnits);
  const inputWeights = new Float64Array(nUnits * nIn);
  const bias = new Float64Array(nUnits);
  const start = startOfTrial(cell).rates;
  for (let row = 0; row < trials * steps; row++) {
    const before = row % steps === 0 ? start : rates.subarray((row - 1) * nUnits, row * nUnits);
    for (let i = 0; i < nUnits; i++) {
      const signal = signals[row * nUnits + i];
      if (signal === 0) continue;
      for (let j = 0; j < nUnits; j++) recurrentWeights[i * nUnits + j] += signal * before[j];
      for (let k = 0; k < nIn; k++) inputWeights[i * nIn + k] += signal * inputs[row * nIn + k];
      bias[i] += signal;
    }
  }
  return { recurrentWeights, inputWeights, bias };
}
