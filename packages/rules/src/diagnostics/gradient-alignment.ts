import type { Floats, Loss, Params, Rng, TrialBatch } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { bptt } from '../adjoint/bptt.js';
import type { LeakyRule, RuleState } from '../types.js';
import {
  compareGradients,
  type GradientComparisons,
  type SlowerPlusError,
  slowerPlusError,
} from './compare-gradients.js';

/** How a rule's gradient stands to BPTT's at the same weights, on the same trials and noise. */
export interface GradientAlignment extends GradientComparisons, SlowerPlusError {
  readonly rule: string;
}

/** Parameters in which rules differ: what leads to the recurrent units. The readout's gradient is exact in nearly all. */
const RECURRENT_SIDE = ['recurrentWeights', 'inputWeights', 'bias'];

/**
 * Compares rules with BPTT at one point of training: call it every so many updates with the parameters of the moment.
 *
 * `overall`, `speed` and `error` count the recurrent side: recurrent and input weights and biases.
 *
 * @param rules - each with its state of the moment.
 * @param rng - noise is drawn from it, the same for every rule; it is not advanced.
 */
export function gradientAlignment<F extends Floats>(
  network: LeakyNetwork<F>,
  params: Params<F>,
  batch: TrialBatch,
  loss: Loss,
  rules: readonly (readonly [rule: LeakyRule, state: RuleState])[],
  rng: Rng,
): GradientAlignment[] {
  const gradientOf = (rule: LeakyRule, state: RuleState) =>
    rule.gradient(network, params, batch, loss, state, rng.fork('alignment')).gradients;
  const exact = gradientOf(bptt, null);
  return rules.map(([rule, state]) => {
    const gradient = gradientOf(rule, state);
    return {
      rule: rule.name,
      ...compareGradients(gradient, exact, RECURRENT_SIDE),
      ...slowerPlusError(gradient, exact, RECURRENT_SIDE),
    };
  });
}
