import { runBatch } from '../run-batch.js';
import type { LeakyRule } from '../types.js';
import { type NodePerturbationOptions, normalPerturbation, perturbUnits, sigmaOf } from './perturb-units.js';

/**
 * Node perturbation as Liu, Yang & Cueva 2025 have it (Eq. 12): the rates are perturbed, which the leak does not keep, and the
 * estimate of dL/dh_t, dL_b xi_t / sigma, takes the place of e-prop's learning signal beside e-prop's eligibility trace. Since the
 * perturbation of h_t also travels through the recurrent weights, the mean of this, too, is the gradient to first order in sigma.
 * The change of the loss is each trial's own, which the paper leaves open; the initial state is perturbed by one draw for all
 * trials. The readout's gradient is exact.
 *
 * @param draw - where xi comes from; standard normals from the rule's generator by default.
 * @throws ArgumentError for a sigma that is not positive.
 */
export function nodePertRate(options: NodePerturbationOptions = {}, draw = normalPerturbation): LeakyRule<null> {
  const perturber = { sigma: sigmaOf('nodePertRate', options), draw, place: 'rates' } as const;
  return {
    name: 'node_pert_rate',
    locality: 'local',
    causal: true,
    estimate: 'unbiased',
    cost: { memory: 'N (leak on the rate: N^2)', time: 'N^2 (+1 run)' },
    source: 'Liu, Yang & Cueva 2025, Eq. 12',
    init: () => null,
    gradient(network, params, batch, loss, state, rng) {
      const where = 'node_pert_rate.gradient';
      const run = runBatch(where, network, params, batch, loss, rng);
      const estimate = perturbUnits(where, network, params, batch, loss, run, perturber, rng);
      const learningSignals = network.kernel.zeros(estimate.signals.length);
      learningSignals.set(estimate.signals);
      // e-prop's route, without what the readout would send to the units
      const nothing = new Float64Array(network.nOut * network.nUnits);
      const sensitivity = { dOutputs: run.loss.dOutputs, dRates: { array: learningSignals } };
      const gradients = network.backward(params, run.pass, sensitivity, () => ({ readout: nothing }));
      const initialState = { ...gradients.initialState, data: network.kernel.zeros(network.nUnits) };
      initialState.data.set(estimate.initialState);
      return { loss: run.loss, gradients: { ...gradients, initialState }, state, rollout: run.pass.rollout };
    },
  };
}
