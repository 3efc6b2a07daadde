import type { Floats, GradientResult, LearningRule, Loss, Params, Rng, TrialBatch } from '@lrsim/core';
import type { CreditRule, LeakyNetwork } from '@lrsim/rnn';

/** A rule's state: named arrays, or null for a rule without, so that every run can be saved. */
export type RuleState = Params | null;

/** A learning rule for leaky networks. */
export interface LeakyRule<S = RuleState> extends LearningRule<S> {
  init<F extends Floats>(network: LeakyNetwork<F>, rng: Rng): S;
  gradient<F extends Floats>(
    network: LeakyNetwork<F>,
    params: Params<F>,
    batch: TrialBatch,
    loss: Loss,
    state: S,
    rng: Rng,
  ): GradientResult<S, F>;
}

/** What a rule says of itself. */
export type RuleFacts = Pick<LearningRule, 'name' | 'locality' | 'causal' | 'estimate' | 'cost' | 'source'>;

/** What tells one adjoint rule from another. */
export interface AdjointDefinition<S> extends CreditRule<S>, RuleFacts {
  /** State such as a fixed random feedback matrix; null where a rule has none. */
  init<F extends Floats>(network: LeakyNetwork<F>, rng: Rng): S;
  /** The state a batch is credited with, and handed back after it, given the parameters of the moment; unchanged by default. */
  prepare?<F extends Floats>(state: S, params: Params<F>): S;
}

/** A learning rule of the adjoint family: backward in time through the network, along its own route of credit. */
export interface AdjointRule<S = RuleState> extends LeakyRule<S>, CreditRule<S> {}
