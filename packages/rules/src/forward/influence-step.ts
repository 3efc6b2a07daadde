import type { Floats } from '@lrsim/core';
import type { Cell } from '@lrsim/rnn';
import type { InfluenceStep } from './types.js';

/** What a step needs of the moment before it and of itself. */
export interface StepContext {
  /** h_{t-1} [nUnits]. */
  readonly ratesBefore: ArrayLike<number>;
  /** f'(a_{t-1}) [nUnits]; without effect where the leak is on the rate. */
  readonly slopesBefore: ArrayLike<number>;
  /** f'(u_t) [nUnits]; without effect where the leak is on the pre-activation. */
  readonly slopes: ArrayLike<number>;
  /** x_t [nIn]. */
  readonly input: ArrayLike<number>;
  readonly signs: ArrayLike<number>;
}

/** The step that influence travels through, from what the network did. */
export function influenceStep(cell: Cell<Floats>, context: StepContext): InfluenceStep {
  const { nIn, nUnits, alpha, leak, weights } = cell;
  const { ratesBefore, slopesBefore, slopes, input, signs } = context;
  const leakOnRate = leak === 'rate';
  const sources = new Float64Array(nUnits + nIn + 1);
  sources.set(ratesBefore);
  sources.set(input, nUnits);
  sources[nUnits + nIn] = 1;
  const direct = Float64Array.from({ length: nUnits }, (_, i) => alpha * (leakOnRate ? slopes[i] : 1));
  let jacobian: Float64Array | undefined;
  const computeJacobian = () => {
    const W = weights.recurrentWeights;
    const J = new Float64Array(nUnits * nUnits);
    for (let k = 0; k < nUnits; k++) {
      for (let l = 0; l < nUnits; l++)
        J[k * nUnits + l] = alpha * (leakOnRate ? slopes[k] : slopesBefore[l]) * W[k * nUnits + l];
      J[k * nUnits + k] += 1 - alpha;
    }
    return J;
  };
  return {
    cell,
    sources,
    direct,
    signs,
    jacobian() {
      jacobian ??= computeJacobian();
      return jacobian;
    },
  };
}

/** The rates h_0 and, where the leak is on the pre-activation, slopes f'(a_0) that a trial starts with. */
export function startOfTrial({ leak, activation, weights }: Cell<Floats>): {
  rates: Float64Array;
  slopes: Float64Array;
} {
  const state = Float64Array.from(weights.initialState);
  if (leak === 'rate') return { rates: state, slopes: new Float64Array(state.length) };
  const rates = state.map((a) => activation.value(a));
  return { rates, slopes: state.map((a, i) => activation.slope(a, rates[i])) };
}
