import type { Noise, RunSize } from '@lrsim/core';
import { timeMajorRollout } from '../time-major-rollout.js';
import type { Cell, ForwardPass, Kernel } from '../types.js';
import { referenceBackward } from './reference-backward.js';

/**
 * The reference kernel: float64, plain loops, written to be read beside the equations. Slow, and the standard the other
 * kernels are held to.
 */
export const referenceKernel: Kernel<Float64Array> = {
  name: 'reference',
  precision: 'float64',
  zeros: (length) => new Float64Array(length),
  forward,
};

/** What a run leaves behind, [step 0..T, trial, unit]. */
export interface ReferenceTrajectory {
  /** What f acts on: a_0..a_T, or u_1..u_T where the leak is on the rate (u_0 does not exist: zeros). */
  readonly state: Float64Array;
  /** h_0..h_T */
  readonly rates: Float64Array;
}

/**
 * The forward pass, for each trial. Leak on the pre-activation (Liu, Yang & Cueva 2025, Eq. 1, in the order their code
 * computes it), from h_0 = f(a_0):
 *
 *     a_t = (1 - alpha) a_{t-1} + alpha (W h_{t-1} + U x_t + b)
 *     h_t = f(a_t) + noise_t
 *     y_t = V h_t + c                                              t = 1..T
 *
 * Leak on the rate (Murray 2019, Eq. 1), from h_0 = r_0:
 *
 *     u_t = W h_{t-1} + U x_t + b
 *     r_t = (1 - alpha) r_{t-1} + alpha f(u_t)
 *     h_t = r_t + noise_t
 *     y_t = V h_t + c
 */
function forward(
  cell: Cell<Float64Array>,
  inputs: ArrayLike<number>,
  size: RunSize,
  noise: Noise | undefined,
): ForwardPass<Float64Array> {
  const { nIn, nUnits, nOut, leak, alpha, activation, weights } = cell;
  const { recurrentWeights: W, inputWeights: U, bias: b, readoutWeights: V, readoutBias: c } = weights;
  const { trials, steps } = size;
  const leakOnRate = leak === 'rate';
  const state = new Float64Array((steps + 1) * trials * nUnits);
  const rates = new Float64Array(state.length);
  const outputs = new Float64Array(trials * steps * nOut); // [trial, step, output]
  const at = (t: number, trial: number) => (t * trials + trial) * nUnits;
  let sumOfSquares = 0;

  for (let trial = 0; trial < trials; trial++) {
    const leaking = Float64Array.from(weights.initialState); // a_t or r_t
    for (let i = 0; i < nUnits; i++) {
      if (!leakOnRate) state[at(0, trial) + i] = leaking[i];
      rates[at(0, trial) + i] = leakOnRate ? leaking[i] : activation.value(leaking[i]);
    }
    for (let t = 1; t <= steps; t++) {
      const row = trial * steps + (t - 1);
      const now = at(t, trial);
      const before = at(t - 1, trial);
      for (let i = 0; i < nUnits; i++) {
        let drive = b[i];
        for (let j = 0; j < nUnits; j++) drive += W[i * nUnits + j] * rates[before + j];
        for (let k = 0; k < nIn; k++) drive += U[i * nIn + k] * inputs[row * nIn + k];
        const perturbation = noise?.preActivation?.[row * nUnits + i] ?? 0;
        if (leakOnRate) {
          state[now + i] = drive + perturbation;
          leaking[i] = (1 - alpha) * leaking[i] + alpha * activation.value(state[now + i]);
          rates[now + i] = leaking[i];
        } else {
          leaking[i] = (1 - alpha) * leaking[i] + alpha * drive + perturbation;
          state[now + i] = leaking[i];
          rates[now + i] = activation.value(leaking[i]);
        }
        if (noise?.rates) rates[now + i] += noise.rates[row * nUnits + i];
        sumOfSquares += rates[now + i] ** 2;
      }
      for (let o = 0; o < nOut; o++) {
        let output = c[o];
        for (let i = 0; i < nUnits; i++) output += V[o * nUnits + i] * rates[now + i];
        outputs[row * nOut + o] = output;
      }
    }
  }

  const rollout = timeMajorRollout({
    kernel: referenceKernel.name,
    size,
    nUnits,
    nOut,
    outputs,
    meanSquareRate: sumOfSquares / (trials * steps * nUnits),
    zeros: referenceKernel.zeros,
    storage: rates,
    offset: trials * nUnits,
    stride: nUnits,
  });
  return {
    rollout,
    slopes() {
      const slopes = new Float64Array(trials * steps * nUnits);
      for (let trial = 0; trial < trials; trial++)
        for (let t = 1; t <= steps; t++)
          for (let i = 0; i < nUnits; i++) {
            const a = state[at(t, trial) + i];
            slopes[(trial * steps + t - 1) * nUnits + i] = activation.slope(a, activation.value(a));
          }
      return slopes;
    },
    backward: (sensitivity, route) => referenceBackward(cell, inputs, size, { state, rates }, sensitivity, route),
  };
}
