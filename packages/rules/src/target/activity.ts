import type { NdArray, Params, Rng } from '@lrsim/core';
import type { Cell, LeakyNetwork } from '@lrsim/rnn';

/** The activity of one network between two steps: its leaking state (a_t, or r_t) and its rates h_t, each [nUnits]. */
export interface Activity {
  readonly leaking: NdArray<Float64Array>;
  readonly rates: NdArray<Float64Array>;
}

/**
 * Initial parameters with a random initial state (SD 0.5) where a network's own is 0: from silence, without biases or inputs,
 * nothing would ever begin.
 */
export function awake(network: LeakyNetwork<Float64Array>, rng: Rng): Params<Float64Array> {
  const draw = rng.fork('initial state');
  const data = Float64Array.from({ length: network.nUnits }, () => 0.5 * draw.normal());
  return { ...network.init(rng.fork('weights')), initialState: { data, shape: [network.nUnits] } };
}

/** The activity a network starts with. */
export function initialActivity({ nUnits, leak, activation, weights }: Cell<Float64Array>): Activity {
  const leaking = Float64Array.from(weights.initialState);
  const rates = leak === 'rate' ? leaking.slice() : leaking.map((a) => activation.value(a));
  return { leaking: { data: leaking, shape: [nUnits] }, rates: { data: rates, shape: [nUnits] } };
}

/** Advances an activity by one step, in place, given what drives the units: a_t = (1 - alpha) a_{t-1} + alpha drive, or r_t. */
export function advance(
  { leak, alpha, activation }: Cell<Float64Array>,
  { leaking, rates }: Activity,
  drive: ArrayLike<number>,
): void {
  for (let i = 0; i < rates.data.length; i++) {
    const incoming = leak === 'rate' ? activation.value(drive[i]) : drive[i];
    leaking.data[i] = (1 - alpha) * leaking.data[i] + alpha * incoming;
    rates.data[i] = leak === 'rate' ? leaking.data[i] : activation.value(leaking.data[i]);
  }
}

/** What the inputs of a step and the biases drive the units with, U x_t + b. */
export function externalDrive(
  { nIn, nUnits, weights }: Cell<Float64Array>,
  inputs: ArrayLike<number> | undefined,
  step: number,
): Float64Array {
  const drive = Float64Array.from(weights.bias);
  if (inputs)
    for (let i = 0; i < nUnits; i++)
      for (let k = 0; k < nIn; k++) drive[i] += weights.inputWeights[i * nIn + k] * inputs[step * nIn + k];
  return drive;
}

/** A copy that can be changed in place. */
export const copyOf = ({ data, shape }: NdArray<Float64Array>): NdArray<Float64Array> => ({
  data: data.slice(),
  shape,
});
