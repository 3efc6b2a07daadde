import { ArgumentError, type Floats, type Network, NonFiniteError, type TrialBatch } from '@lrsim/core';
import type { AdjointDefinition, AdjointRule } from './types.js';

/**
 * A learning rule of the adjoint family from its definition. All members share the kernel's backward recursion and
 * differ in the route their credit takes: which matrix carries it back through the recurrence (none for e-prop), with
 * which slope, at which steps it is cut, and which matrix stands for the readout's transpose.
 *
 * Noise is drawn anew for every batch, from the given generator, where the network has any. The state is handed back as
 * it came: a rule of this family has nothing to learn of its own.
 *
 * Its `gradient` throws ArgumentError where network and batch do not fit, NonFiniteError where the loss is not finite.
 */
export function adjointRule<S>(definition: AdjointDefinition<S>): AdjointRule<S> {
  return {
    ...definition,
    gradient(network, params, batch, loss, state, rng) {
      checkFit(`${definition.name}.gradient`, network, batch);
      const noise = network.drawNoise(rng, batch);
      const pass = network.forward(params, batch.inputs, batch, noise);
      const value = loss(pass.rollout, batch);
      if (!Number.isFinite(value.value))
        throw new NonFiniteError(
          `${definition.name}.gradient: the loss is ${value.value}; expected a finite number. Look for a logarithm or ` +
            'division at 0 in the loss, or lower the learning rate.',
        );
      const gradients = network.backward(params, pass, value, (weights) => definition.route(weights, state));
      return { loss: value, gradients, state, rollout: pass.rollout };
    },
  };
}

function checkFit(where: string, network: Network<Floats>, batch: TrialBatch): void {
  if (!('backward' in network))
    throw new ArgumentError(
      `${where}: network is a '${network.cell}' network without a backward pass; expected one made by leakyNetwork of @lrsim/rnn`,
    );
  for (const size of ['nIn', 'nOut'] as const)
    if (network[size] !== batch[size])
      throw new ArgumentError(
        `${where}: the network has ${size} ${network[size]}, the batch ${batch[size]}; make the network with the task's sizes`,
      );
}
