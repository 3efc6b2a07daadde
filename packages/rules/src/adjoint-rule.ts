import type { AdjointDefinition, AdjointRule } from './types.js';

/**
 * A learning rule of the adjoint family from its definition. All members share the kernel's backward recursion and
 * differ in the route their credit takes: which matrix carries it back through the recurrence (none for e-prop), with
 * which slope, at which steps it is cut, and which matrix stands for the readout's transpose.
 *
 * Noise is drawn anew for every batch, from the given generator, where the network has any.
 */
export function adjointRule<S>(definition: AdjointDefinition<S>): AdjointRule<S> {
  return {
    ...definition,
    gradient(network, params, batch, loss, state, rng) {
      const noise = network.drawNoise(rng, batch);
      const pass = network.forward(params, batch.inputs, batch, noise);
      const value = loss(pass.rollout, batch);
      const gradients = network.backward(params, pass, value, (weights) => definition.route(weights, state));
      return { loss: value, gradients, state, rollout: pass.rollout };
    },
  };
}
