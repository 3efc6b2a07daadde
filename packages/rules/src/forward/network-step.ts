import type { Floats } from '@lrsim/core';
import type { Cell } from '@lrsim/rnn';
import { startOfTrial } from './influence-step.js';

/** The moment of one network, in float64. */
export interface Activity {
  /** a_t or, where the leak is on the rate, r_t without noise [nUnits]. */
  readonly state: Float64Array;
  /** h_t [nUnits]. */
  readonly rates: Float64Array;
  /** f'(a_t) or f'(u_t) [nUnits]. */
  readonly slopes: Float64Array;
  /** y_t [nOut]. */
  readonly outputs: Float64Array;
}

/** Before the first step. Nothing has been read out yet: y_0 = 0. */
export function initialActivity(cell: Cell<Floats>): Activity {
  const state = Float64Array.from(cell.weights.initialState);
  return { state, ...startOfTrial(cell), outputs: new Float64Array(cell.nOut) };
}

/**
 * One step of a leaky network, with the equations of `leakyNetwork`:
 *
 *     a_t = (1 - alpha) a_{t-1} + alpha u_t, h_t = f(a_t) + noise_t        or, with the leak on the rate,
 *     r_t = (1 - alpha) r_{t-1} + alpha f(u_t), h_t = r_t + noise_t        with u_t = W h_{t-1} + U x_t + b
 *     y_t = kappa y_{t-1} + V h_t + c
 */
export function networkStep(
  cell: Cell<Floats>,
  readoutLeak: number,
  before: Activity,
  input: ArrayLike<number>,
  noise?: ArrayLike<number>,
): Activity {
  const { nIn, nUnits, nOut, alpha, leak, activation, weights } = cell;
  const { recurrentWeights: W, inputWeights: U, bias, readoutWeights: V, readoutBias: c } = weights;
  const state = new Float64Array(nUnits);
  const rates = new Float64Array(nUnits);
  const slopes = new Float64Array(nUnits);
  for (let i = 0; i < nUnits; i++) {
    let drive = bias[i];
    for (let j = 0; j < nUnits; j++) drive += W[i * nUnits + j] * before.rates[j];
    for (let k = 0; k < nIn; k++) drive += U[i * nIn + k] * input[k];
    const activated = leak === 'rate' ? drive : (1 - alpha) * before.state[i] + alpha * drive;
    const value = activation.value(activated);
    state[i] = leak === 'rate' ? (1 - alpha) * before.state[i] + alpha * value : activated;
    slopes[i] = activation.slope(activated, value);
    rates[i] = (leak === 'rate' ? state[i] : value) + (noise?.[i] ?? 0);
  }
  const outputs = Float64Array.from({ length: nOut }, (_, o) => {
    let y = c[o] + readoutLeak * before.outputs[o];
    for (let i = 0; i < nUnits; i++) y += V[o * nUnits + i] * rates[i];
    return y;
  });
  return { state, rates, slopes, outputs };
}
