import { checkNumber } from '@lrsim/core';
import { cellGradients } from '../cell-gradients.js';
import { runBatch } from '../run-batch.js';
import type { LeakyRule } from '../types.js';
import { exploratoryRun } from './exploratory-run.js';
import { hebbianTrace } from './hebbian-trace.js';
import { normalPerturbation } from './perturb-units.js';
import { noTrialsYet, type RunningLoss, surprise } from './running-loss.js';

const source = 'Miconi 2017, doi:10.7554/eLife.20899';

/** Options of Miconi's rule. */
export interface MiconiOptions {
  /** Mean number of pulses of exploration noise a unit gets (Hz); 3 by default. */
  readonly pulsesHz?: number;
  /** Largest pulse: pulses are uniform in [-amplitude, amplitude]; 0.5 by default. */
  readonly amplitude?: number;
  /** Weight of the past in the running mean of a condition's loss; 0.75 by default. */
  readonly baselineDecay?: number;
  /** Largest entry of the result: others are clipped to it; 1e-3 by default, the paper's 1e-4 in a weight at its learning rate 0.1. */
  readonly clip?: number;
}

/**
 * Miconi's reward-modulated Hebbian rule (2017): exploration by rare pulses of noise on a_t, an eligibility e_ij from the
 * fluctuations of what drives a unit and the rates before (see `hebbianTrace`), and at the end of a trial
 *
 *     G_W = sum_b (L_b - Lbar_k) e_b,        clipped,        Lbar_k <- decay Lbar_k + (1 - decay) L_b
 *
 * where Lbar_k, the rule's state, is the running mean of the loss of the trial's condition k. A direction, not a gradient. As in
 * the paper only the recurrent weights learn; the other gradients are 0. The loss and the rollout it reports are those of a run
 * without pulses.
 *
 * @throws ArgumentError for an option out of its range.
 */
export function miconi(options: MiconiOptions = {}): LeakyRule<RunningLoss> {
  const { pulsesHz = 3, amplitude = 0.5, baselineDecay = 0.75, clip = 1e-3 } = options;
  checkNumber('miconi', 'pulsesHz', pulsesHz, Number.MIN_VALUE);
  checkNumber('miconi', 'amplitude', amplitude, Number.MIN_VALUE);
  checkNumber('miconi', 'baselineDecay', baselineDecay, 0, 1);
  checkNumber('miconi', 'clip', clip, Number.MIN_VALUE);
  return {
    name: 'miconi',
    locality: 'local',
    causal: true,
    estimate: 'biased',
    cost: { memory: 'N^2', time: 'N^2 (+1 run)' },
    source,
    init: noTrialsYet,
    gradient(network, params, batch, loss, state, rng) {
      const where = 'miconi.gradient';
      const run = runBatch(where, network, params, batch, loss, rng);
      const probability = (pulsesHz * batch.dtMs) / 1000; // of a pulse, at each step of each unit
      const length = batch.trials * batch.steps * network.nUnits;
      const pulses = Float64Array.from({ length }, () =>
        rng.uniform() < probability ? amplitude * (2 * rng.uniform() - 1) : 0,
      );
      const explored = exploratoryRun(where, network, params, batch, loss, run, pulses);
      const { surprises, running } = surprise(state, batch, explored.losses.perturbed, baselineDecay);
      const cell = network.cellOf(params);
      const trace = hebbianTrace(cell, batch, explored.rollout, explored.noise, surprises);
      const recurrentWeights = trace.map((value) => Math.min(clip, Math.max(-clip, value)));
      const gradients = network.gradientsOf(params, cellGradients(network, { recurrentWeights }));
      return { loss: run.loss, gradients, state: running, rollout: run.pass.rollout };
    },
  };
}

/** Options of the reduced form of Miconi's rule. */
export interface MiconiTraceOptions {
  /** Standard deviation sigma of the noise on every unit at every step; 0.5 by default. */
  readonly sigma?: number;
}

/**
 * The core of Miconi's rule by itself: noise at every step, each trial's loss beside that of the same trial without noise instead
 * of a running mean, and no clipping, G_W = sum_b (L_b with noise - L_b without) e_b. A direction, not a gradient; the other
 * gradients are 0. Without a state, for comparing the direction with other rules'.
 *
 * @param draw - where the noise comes from; standard normals from the rule's generator by default.
 * @throws ArgumentError for a sigma that is not positive.
 */
export function miconiTrace({ sigma = 0.5 }: MiconiTraceOptions = {}, draw = normalPerturbation): LeakyRule<null> {
  checkNumber('miconiTrace', 'sigma', sigma, Number.MIN_VALUE);
  return {
    name: 'miconi_trace',
    locality: 'local',
    causal: true,
    estimate: 'biased',
    cost: { memory: 'N^2', time: 'N^2 (+1 run)' },
    source,
    init: () => null,
    gradient(network, params, batch, loss, state, rng) {
      const where = 'miconi_trace.gradient';
      const run = runBatch(where, network, params, batch, loss, rng);
      const { trials, steps } = batch;
      const { units } = draw(rng, { trials, steps, nUnits: network.nUnits });
      const exploration = units.map((value) => sigma * value);
      const explored = exploratoryRun(where, network, params, batch, loss, run, exploration);
      const rewards = explored.losses.perturbed.map((value, trial) => value - explored.losses.clean[trial]);
      const cell = network.cellOf(params);
      const recurrentWeights = hebbianTrace(cell, batch, explored.rollout, explored.noise, rewards);
      const gradients = network.gradientsOf(params, cellGradients(network, { recurrentWeights }));
      return { loss: run.loss, gradients, state, rollout: run.pass.rollout };
    },
  };
}
