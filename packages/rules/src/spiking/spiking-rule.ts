import {
  ArgumentError,
  type Floats,
  type GradientResult,
  type LearningRule,
  type Network,
  type Params,
  type Rng,
  type TrialBatch,
} from '@lrsim/core';
import type { SpikingNetwork } from '@lrsim/rnn';
import { learningSignals } from '../learning-signals.js';
import { readoutGradients } from '../readout-gradients.js';
import { checkLoss } from '../run-batch.js';
import type { RuleFacts, RuleState } from '../types.js';
import type { SpikingProblem, SynapticGradients } from './types.js';

/** What tells one rule for spiking networks from another. */
export interface SpikingDefinition<S extends RuleState> extends RuleFacts {
  /** State such as a random feedback matrix; null where a rule has none. */
  init(network: SpikingNetwork, rng: Rng): S;
  /** B [nOut, nUnits] that carries errors of the readout to the units; the readout weights where it is absent. */
  feedback?(state: S): Float64Array;
  /** The gradients of the weights into the units. */
  synapses(problem: SpikingProblem): SynapticGradients;
}

/**
 * A learning rule for networks made by `spikingNetwork` of @lrsim/rnn. Noise is drawn anew for every batch, from the given
 * generator, where the network has any. The gradients of the readout are exact in all of them. The state is handed back as
 * it came.
 *
 * Its `gradient` throws ArgumentError for a network of another kind or sizes that do not fit, NonFiniteError where the loss is
 * not finite.
 */
export function spikingRule<S extends RuleState>(definition: SpikingDefinition<S>): LearningRule<S> {
  const { feedback, synapses, ...facts } = definition;
  const where = `${facts.name}.gradient`;
  return {
    ...facts,
    init: (network, rng) => definition.init(spiking(`${facts.name}.init`, network), rng),
    gradient<F extends Floats>(...[given, params, batch, loss, state, rng]: Parameters<LearningRule<S>['gradient']>) {
      const network = spiking(where, given);
      checkSizes(where, network, batch);
      const weights = params as Params<Float64Array>;
      const pass = network.forward(weights, batch.inputs, batch, network.drawNoise(rng, batch));
      const value = loss(pass.rollout, batch);
      checkLoss(where, value);
      const { nUnits, nOut } = network;
      const readoutCredit = network.readoutCredit(value.dOutputs as Float64Array, batch);
      const signalsAt = learningSignals(where, {
        size: batch,
        nUnits,
        nOut,
        readoutCredit,
        feedback: feedback ? feedback(state) : weights.readoutWeights.data,
        dRates: value.dRates,
        rates: pass.spikes,
      });
      const readout = readoutGradients(readoutCredit, pass.spikes, network);
      const gradients = network.gradientsOf(weights, {
        ...synapses({ network, batch, pass, signalsAt }),
        ...readout,
      });
      // a spiking network is float64 throughout, so that F is Float64Array wherever the network was accepted
      return { loss: value, gradients, state, rollout: pass.rollout } as unknown as GradientResult<S, F>;
    },
  };
}

function spiking(where: string, network: Network<Floats>): SpikingNetwork {
  if (network.cell !== 'alif')
    throw new ArgumentError(
      `${where}: network is a '${network.cell}' network; expected one made by spikingNetwork of @lrsim/rnn`,
    );
  return network as SpikingNetwork;
}

function checkSizes(where: string, network: SpikingNetwork, batch: TrialBatch): void {
  for (const size of ['nIn', 'nOut'] as const)
    if (network[size] !== batch[size])
      throw new ArgumentError(
        `${where}: the network has ${size} ${network[size]}, the batch ${batch[size]}; make the network with the task's sizes`,
      );
}
