import { checkNumber } from '@lrsim/core';
import { checkLoss, runBatch } from '../run-batch.js';
import type { LeakyRule } from '../types.js';
import { alongConnections, moved, normalDirection, weightedSum } from './directions.js';

/** Options of weight perturbation. */
export interface WeightPerturbationOptions {
  /** Standard deviation sigma of the perturbation of every parameter; 1e-3 by default, small enough for a first-order estimate. */
  readonly sigma?: number;
}

/**
 * Weight perturbation: all parameters are moved by sigma d for one run with the same noise, and what that changes in the loss is
 * correlated with it, G = ((L(theta + sigma d) - L(theta)) / sigma) d, the readout and the initial state included. Its mean is the
 * gradient to first order in sigma; its variance grows with the number of parameters. Connections that a constraint excludes are
 * neither moved nor credited.
 *
 * @param draw - where d comes from; standard normals from the rule's generator by default.
 * @throws ArgumentError for a sigma that is not positive.
 */
export function weightPert({ sigma = 1e-3 }: WeightPerturbationOptions = {}, draw = normalDirection): LeakyRule<null> {
  checkNumber('weightPert', 'sigma', sigma, Number.MIN_VALUE);
  return {
    name: 'weight_pert',
    locality: 'local',
    causal: true,
    estimate: 'unbiased',
    cost: { memory: 'N^2', time: 'N^2 (+1 run)' },
    source: 'Jabri & Flower 1992, doi:10.1109/72.105429',
    init: () => null,
    gradient(network, params, batch, loss, state, rng) {
      const where = 'weight_pert.gradient';
      const { pass, loss: value, noise } = runBatch(where, network, params, batch, loss, rng);
      const direction = alongConnections(network, params, draw(rng, params, 0));
      const perturbed = loss(network.run(moved(params, direction, sigma), batch.inputs, batch, noise), batch);
      checkLoss(where, perturbed);
      const slope = (perturbed.value - value.value) / sigma;
      return { loss: value, gradients: weightedSum(params, [direction], [slope]), state, rollout: pass.rollout };
    },
  };
}
