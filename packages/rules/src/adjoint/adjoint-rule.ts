import { runBatch } from '../run-batch.js';
import type { AdjointDefinition, AdjointRule } from '../types.js';

/**
 * A learning rule of the adjoint family from its definition. All members share the kernel's backward recursion and
 * differ in the route their credit takes: which matrix carries it back through the recurrence (none for e-prop), with
 * which slope, at which steps it is cut, and which matrix stands for the readout's transpose.
 *
 * Noise is drawn anew for every batch, from the given generator, where the network has any. The state is handed back as
 * it came, unless the definition says how it follows the parameters.
 *
 * Its `gradient` throws ArgumentError where network and batch do not fit, NonFiniteError where the loss is not finite.
 */
export function adjointRule<S>(definition: AdjointDefinition<S>): AdjointRule<S> {
  const { prepare, ...facts } = definition;
  return {
    ...facts,
    gradient(network, params, batch, loss, state, rng) {
      const { pass, loss: value } = runBatch(`${definition.name}.gradient`, network, params, batch, loss, rng);
      const current = prepare ? prepare(state, params) : state;
      const gradients = network.backward(params, pass, value, (weights) => definition.route(weights, current));
      return { loss: value, gradients, state: current, rollout: pass.rollout };
    },
  };
}
