import { checkNumber } from '@lrsim/core';
import { cellGradients } from '../cell-gradients.js';
import { readoutGradients } from '../readout-gradients.js';
import { runBatch } from '../run-batch.js';
import type { LeakyRule } from '../types.js';
import { exploratoryRun } from './exploratory-run.js';
import { normalPerturbation } from './perturb-units.js';
import { presynapticProducts } from './presynaptic-products.js';
import { noTrialsYet, type RunningLoss, surprise } from './running-loss.js';

/** Options of REINFORCE. */
export interface ReinforceOptions {
  /** Standard deviation sigma of the exploration noise on every unit at every step; 0.1 by default. */
  readonly sigma?: number;
  /** Weight of the past in the running mean of a condition's loss; 0.75 by default. */
  readonly baselineDecay?: number;
}

/**
 * REINFORCE for Gaussian exploration, the three-factor Hebbian rule: noise sigma xi is added to what drives every unit, and the
 * product of noise and presynaptic rate is modulated by how much worse the trial is than its condition k usually is,
 *
 *     G = sum_b (L_b - Lbar_k) / sigma sum_t alpha xi_t,b p_t,b^T        (leak on the rate: without alpha)        p_t = [h_{t-1}; x_t; 1]
 *
 * all from one run with noise; Lbar_k, a running mean, is the rule's state. The mean is the gradient of the loss averaged over the
 * noise, that is, the gradient to first order in sigma; the variance is larger than node perturbation's, which compares with the
 * same trial without noise. The readout's gradient is exact and, like the loss and the rollout reported, that of a run without
 * exploration; the initial state does not learn.
 *
 * @param draw - where xi comes from; standard normals from the rule's generator by default.
 * @throws ArgumentError for an option out of its range.
 */
export function reinforce(options: ReinforceOptions = {}, draw = normalPerturbation): LeakyRule<RunningLoss> {
  const { sigma = 0.1, baselineDecay = 0.75 } = options;
  checkNumber('reinforce', 'sigma', sigma, Number.MIN_VALUE);
  checkNumber('reinforce', 'baselineDecay', baselineDecay, 0, 1);
  return {
    name: 'reinforce',
    locality: 'local',
    causal: true,
    estimate: 'biased',
    cost: { memory: 'N^2', time: 'N^2 (+1 run)' },
    source: 'Williams 1992, doi:10.1007/BF00992696',
    init: noTrialsYet,
    gradient(network, params, batch, loss, state, rng) {
      const where = 'reinforce.gradient';
      const run = runBatch(where, network, params, batch, loss, rng);
      const { trials, steps } = batch;
      const { units } = draw(rng, { trials, steps, nUnits: network.nUnits });
      const exploration = units.map((xi) => sigma * xi);
      const explored = exploratoryRun(where, network, params, batch, loss, run, exploration);
      const { surprises, running } = surprise(state, batch, explored.losses.perturbed, baselineDecay);
      const cell = network.cellOf(params);
      const factor = (cell.leak === 'rate' ? 1 : cell.alpha) / sigma;
      const signals = units.map((xi, k) => factor * surprises[Math.floor(k / (steps * network.nUnits))] * xi);
      const readoutCredit = network.readoutCredit(run.loss.dOutputs, batch);
      const gradients = network.gradientsOf(
        params,
        cellGradients(network, {
          ...presynapticProducts(cell, batch, explored.rollout, signals),
          ...readoutGradients(readoutCredit, run.pass.rollout.rates, network),
        }),
      );
      return { loss: run.loss, gradients, state: running, rollout: run.pass.rollout };
    },
  };
}
