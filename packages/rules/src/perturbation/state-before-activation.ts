import type { Floats, Noise, Rollout, TrialBatch } from '@lrsim/core';
import type { Cell } from '@lrsim/rnn';
import { startOfTrial } from '../forward/influence-step.js';

/**
 * What the nonlinearity acted on in a run, [trials, steps, nUnits]: a_1..a_T or, with the leak on the rate, u_1..u_T, worked out
 * again from the rates a kernel keeps.
 *
 * @param noise - what the run was given.
 */
export function stateBeforeActivation(
  cell: Cell<Floats>,
  { inputs, trials, steps }: Pick<TrialBatch, 'inputs' | 'trials' | 'steps'>,
  { rates }: Pick<Rollout, 'rates'>,
  noise: Noise | undefined,
): Float64Array {
  const { nUnits, nIn, alpha, leak, weights } = cell;
  const { recurrentWeights: W, inputWeights: U, bias: b, initialState } = weights;
  const start = startOfTrial(cell).rates;
  const states = new Float64Array(trials * steps * nUnits);
  for (let row = 0; row < trials * steps; row++) {
    const first = row % steps === 0;
    const ratesBefore = first ? start : rates.subarray((row - 1) * nUnits, row * nUnits);
    for (let i = 0; i < nUnits; i++) {
      let drive = b[i];
      for (let j = 0; j < nUnits; j++) drive += W[i * nUnits + j] * ratesBefore[j];
      for (let k = 0; k < nIn; k++) drive += U[i * nIn + k] * inputs[row * nIn + k];
      const before = first ? initialState[i] : states[(row - 1) * nUnits + i];
      const state = leak === 'rate' ? drive : (1 - alpha) * before + alpha * drive;
      states[row * nUnits + i] = state + (noise?.preActivation?.[row * nUnits + i] ?? 0);
    }
  }
  return states;
}
