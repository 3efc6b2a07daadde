import type { Floats, GradientResult, LearningRule, Loss, Params, Rng, TrialBatch } from '@lrsim/core';
import type { CreditRule, LeakyNetwork } from '@lrsim/rnn';

/** What tells one adjoint rule from another. */
export interface AdjointDefinition<S>
  extends CreditRule<S>,
    Pick<LearningRule<S>, 'name' | 'locality' | 'causal' | 'exact' | 'source'> {
  /** State such as a fixed random feedback matrix; null where a rule has none. */
  init<F extends Floats>(network: LeakyNetwork<F>, rng: Rng): S;
}

/** A learning rule of the adjoint family: backward in time through the network, along its own route of credit. */
export interface AdjointRule<S = unknown> extends LearningRule<S>, CreditRule<S> {
  gradient<F extends Floats>(
    network: LeakyNetwork<F>,
    params: Params<F>,
    batch: TrialBatch,
    loss: Loss,
    state: S,
    rng: Rng,
  ): GradientResult<S, F>;
}
