import { checkNumber, type NdArray, type Params, type Rng } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { type Activity, advance, awake, copyOf, externalDrive, initialActivity } from './activity.js';
import { checkNetwork, checkStretch } from './check-stretch.js';
import { leastSquaresStep, times } from './recursive-least-squares.js';
import type { LearnerFacts, Learnt, Stretch, TargetState } from './types.js';

/** A FORCE learner between two steps. */
export interface ForceState extends TargetState, Activity {
  /** Weights that carry the readout back to the units, [nUnits, nOut]. */
  readonly feedbackWeights: NdArray<Float64Array>;
  /** z, what is fed back at the next step, [nOut]; 0 at first. */
  readonly fedBack: NdArray<Float64Array>;
}

/** How FORCE learns. */
export interface ForceOptions {
  /** lambda of P_0 = I / lambda: how strongly the readout is held to where it starts; 1 by default. */
  readonly regularisation?: number;
  /** Weights of the feedback [nUnits, nOut]; drawn uniform on +-1 by default. */
  readonly feedbackWeights?: NdArray<Float64Array>;
}

/** A learner of readouts by recursive least squares, its output fed back. */
export interface ForceLearner extends LearnerFacts {
  /** The state before the first step: weights as the network draws them and a random activity, or given parameters. */
  init(rng: Rng, params?: Params<Float64Array>): ForceState;
  /** Runs through a stretch of time from a state, which is left as it is; learns where there are targets. */
  run(state: ForceState, stretch: Stretch): Learnt<ForceState>;
}

/**
 * FORCE learning (Sussillo & Abbott 2009, doi:10.1016/j.neuron.2009.07.018): recurrent weights stay random, the readout
 * z = V h + c is fed back to the units, and V follows its targets by recursive least squares while the network runs, so that
 * errors are small from the first moments on:
 *
 *     a_t = (1 - alpha) a_{t-1} + alpha (W h_{t-1} + U x_t + b + B z_{t-1}),    then a step of least squares on V,    z_t = V h_t + c.
 *
 * Everything learnt is in the state it returns, as plain data; c, W, U and b stay.
 *
 * @param network - on the reference kernel; either leak, any constraint on W.
 * @throws ArgumentError for a network, option or stretch that does not fit.
 */
export function forceLearner(network: LeakyNetwork<Float64Array>, options: ForceOptions = {}): ForceLearner {
  const { regularisation = 1 } = options;
  const { nUnits, nOut } = network;
  checkNetwork('forceLearner', network, false);
  checkNumber('forceLearner', 'regularisation', regularisation, Number.MIN_VALUE);
  return {
    name: 'force',
    locality: 'nonlocal',
    causal: true,
    cost: { memory: 'N^2', time: 'N^2' },
    source: 'Sussillo & Abbott 2009, doi:10.1016/j.neuron.2009.07.018',
    init(rng, params = awake(network, rng)) {
      const draw = rng.fork('feedback');
      const drawn = Float64Array.from({ length: nUnits * nOut }, () => 2 * draw.uniform() - 1);
      return {
        params,
        ...initialActivity(network.cellOf(params)),
        inverse: identityOver(regularisation, nUnits),
        feedbackWeights: options.feedbackWeights ?? { data: drawn, shape: [nUnits, nOut] },
        fedBack: { data: new Float64Array(nOut), shape: [nOut] },
      };
    },
    run(before, stretch) {
      checkStretch('forceLearner', network, stretch);
      const { steps, inputs, targets } = stretch;
      const cell = network.cellOf(before.params);
      const activity = { leaking: copyOf(before.leaking), rates: copyOf(before.rates) };
      const readout = copyOf(before.params.readoutWeights);
      const inverse = copyOf(before.inverse);
      let z = before.fedBack.data;
      const readOut = () => times(readout.data, activity.rates.data).map((v, o) => v + cell.weights.readoutBias[o]);
      const outputs = new Float64Array(steps * nOut);
      const rates = new Float64Array(steps * nUnits);
      for (let t = 0; t < steps; t++) {
        const drive = externalDrive(cell, inputs, t);
        const recurrent = times(cell.weights.recurrentWeights, activity.rates.data);
        const fedBack = times(before.feedbackWeights.data, z);
        for (let i = 0; i < nUnits; i++) drive[i] += recurrent[i] + fedBack[i];
        advance(cell, activity, drive);
        if (targets) {
          const errors = readOut().map((v, o) => v - targets[t * nOut + o]);
          leastSquaresStep(inverse.data, activity.rates.data, [{ weights: readout.data, errors }]);
        }
        z = readOut();
        outputs.set(z, t * nOut);
        rates.set(activity.rates.data, t * nUnits);
      }
      const params = { ...before.params, readoutWeights: readout };
      return {
        outputs,
        rates,
        state: { ...before, ...activity, params, inverse, fedBack: { data: z, shape: [nOut] } },
      };
    },
  };
}

/** I / lambda, [n, n]. */
export function identityOver(lambda: number, n: number): NdArray<Float64Array> {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1 / lambda;
  return { data, shape: [n, n] };
}
