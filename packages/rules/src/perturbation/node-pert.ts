import { cellGradients } from '../cell-gradients.js';
import { readoutGradients } from '../readout-gradients.js';
import { runBatch } from '../run-batch.js';
import type { LeakyRule } from '../types.js';
import { type NodePerturbationOptions, normalPerturbation, perturbUnits, sigmaOf } from './perturb-units.js';
import { presynapticProducts } from './presynaptic-products.js';

/**
 * Node perturbation: the batch is run once more, with the same noise and sigma xi added to what drives every unit at every step
 * (to a_t or, with the leak on the rate, u_t), and what that changes in a trial's loss is correlated with it,
 *
 *     G = sum_b (dL_b / sigma) sum_t alpha xi_t,b p_t,b^T        (leak on the rate: without alpha)        p_t = [h_{t-1}; x_t; 1]
 *
 * with p_t of the clean run: a global scalar and what is at the synapse. Its mean is the gradient to first order in sigma, its
 * variance grows with units and steps. The initial state is perturbed likewise, by one draw for all trials. The readout's
 * gradient is exact.
 *
 * @param draw - where xi comes from; standard normals from the rule's generator by default.
 * @throws ArgumentError for a sigma that is not positive.
 */
export function nodePert(options: NodePerturbationOptions = {}, draw = normalPerturbation): LeakyRule<null> {
  const perturber = { sigma: sigmaOf('nodePert', options), draw, place: 'preActivation' } as const;
  return {
    name: 'node_pert',
    locality: 'local',
    causal: true,
    estimate: 'unbiased',
    cost: { memory: 'N^2', time: 'N^2 (+1 run)' },
    source: 'Fiete & Seung 2006, doi:10.1103/PhysRevLett.97.048104',
    init: () => null,
    gradient(network, params, batch, loss, state, rng) {
      const where = 'node_pert.gradient';
      const run = runBatch(where, network, params, batch, loss, rng);
      const { signals, initialState } = perturbUnits(where, network, params, batch, loss, run, perturber, rng);
      const cell = network.cellOf(params);
      const { rollout } = run.pass;
      const atSynapses = cell.leak === 'rate' ? signals : signals.map((signal) => cell.alpha * signal);
      const gradients = network.gradientsOf(
        params,
        cellGradients(network, {
          ...presynapticProducts(cell, batch, rollout, atSynapses),
          ...readoutGradients(network.readoutCredit(run.loss.dOutputs, batch), rollout.rates, network),
          initialState,
        }),
      );
      return { loss: run.loss, gradients, state, rollout };
    },
  };
}
