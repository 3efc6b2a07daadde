import { checkLength } from '../src/checks.js';
import { NonFiniteError } from '../src/errors.js';
import type { GradientResult, LearningRule, Network, Params, Rng, Rollout, RunSize } from '../src/types.js';

/** h_t = tanh(U x_t) + noise, y_t = V h_t: a network without recurrence, whose gradient is two lines. */
export interface Feedforward extends Network<Float64Array> {
  readonly noise: number;
}

/** Makes one, with random weights on `init`. */
export function feedforward(
  { nIn, nUnits, nOut }: { nIn: number; nUnits: number; nOut: number },
  noise: number,
): Feedforward {
  const normals = (rng: Rng, shape: number[]) => ({
    data: Float64Array.from({ length: shape[0] * shape[1] }, () => rng.normal()),
    shape,
  });
  return {
    cell: 'feedforward',
    nIn,
    nUnits,
    nOut,
    noise,
    init: (rng) => ({ inputWeights: normals(rng, [nUnits, nIn]), readoutWeights: normals(rng, [nOut, nUnits]) }),
    run({ inputWeights: U, readoutWeights: V }, inputs, { trials, steps }, added): Rollout<Float64Array> {
      checkLength('feedforward', 'inputs', inputs, [trials, steps, nIn]);
      const rates = new Float64Array(trials * steps * nUnits);
      const outputs = new Float64Array(trials * steps * nOut);
      for (let row = 0; row < trials * steps; row++) {
        for (let i = 0; i < nUnits; i++) {
          let a = 0;
          for (let k = 0; k < nIn; k++) a += U.data[i * nIn + k] * inputs[row * nIn + k];
          rates[row * nUnits + i] = Math.tanh(a) + (added?.rates?.[row * nUnits + i] ?? 0);
        }
        for (let o = 0; o < nOut; o++)
          for (let i = 0; i < nUnits; i++) outputs[row * nOut + o] += V.data[o * nUnits + i] * rates[row * nUnits + i];
      }
      const meanSquareRate = rates.reduce((sum, h) => sum + h * h, 0) / rates.length;
      return { trials, steps, nUnits, nOut, outputs, rates, meanSquareRate, kernel: 'feedforward' };
    },
  };
}

export type Result = GradientResult<unknown, Float64Array>;
const drawNoise = (network: Feedforward, rng: Rng, { trials, steps }: RunSize) =>
  Float64Array.from({ length: trials * steps * network.nUnits }, () => network.noise * rng.normal());

/** The exact gradient of that network. */
export const sound = {
  name: 'sound',
  locality: 'local',
  causal: true,
  estimate: 'exact',
  cost: { memory: 'N', time: 'N' },
  source: 'the chain rule',
  init: () => null,
  gradient(network: Feedforward, params: Params<Float64Array>, batch, loss, state, rng): Result {
    const noise = drawNoise(network, rng, batch);
    const rollout = network.run(params, batch.inputs, batch, { rates: noise });
    const value = loss(rollout, batch);
    if (!Number.isFinite(value.value)) throw new NonFiniteError(`sound: the loss is ${value.value}; expected a number`);
    const { nIn, nUnits, nOut } = network;
    const { inputWeights: U, readoutWeights: V } = params;
    const G = { U: new Float64Array(U.data.length), V: new Float64Array(V.data.length) };
    for (let row = 0; row < batch.trials * batch.steps; row++)
      for (let i = 0; i < nUnits; i++) {
        const h = rollout.rates[row * nUnits + i];
        let lambda = (value.dRates?.array?.[row * nUnits + i] ?? 0) + (value.dRates?.factor ?? 0) * h;
        for (let o = 0; o < nOut; o++) {
          const g = value.dOutputs[row * nOut + o];
          lambda += V.data[o * nUnits + i] * g;
          G.V[o * nUnits + i] += g * h;
        }
        const clean = h - noise[row * nUnits + i];
        for (let k = 0; k < nIn; k++) G.U[i * nIn + k] += lambda * (1 - clean * clean) * batch.inputs[row * nIn + k];
      }
    const gradients = {
      inputWeights: { data: G.U, shape: U.shape },
      readoutWeights: { data: G.V, shape: V.shape },
    };
    return { loss: value, gradients, state, rollout };
  },
} as LearningRule<unknown>;
