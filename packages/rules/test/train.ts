import { createRng, type Floats, type LossValue, type Params, type TrialBatch } from '@lrsim/core';
import type { LeakyNetwork } from '@lrsim/rnn';
import { adam } from '../src/adam.js';
import { adaptPenalty, INITIAL_PENALTY, withActivityPenalty } from '../src/losses/activity-penalty.js';
import { lossForKind } from '../src/losses/losses.js';
import type { AdjointRule } from '../src/types.js';

/** What is known of one update: the parameters before it, and its loss with the coefficient before and after. */
export interface UpdateRecord<F extends Floats> {
  readonly update: number;
  readonly params: Params<F>;
  readonly loss: LossValue;
  readonly coefficientAfter: number;
}

/**
 * The paper's loop over a fixed batch: the loss is differentiated with the coefficient of the penalty it was formed with,
 * and the adapted one is for the next update.
 */
export function train<F extends Floats>(
  network: LeakyNetwork<F>,
  rule: AdjointRule<null>,
  initial: Params<F>,
  batch: TrialBatch,
  { learningRate, updates }: { readonly learningRate: number; readonly updates: number },
  watch: (record: UpdateRecord<F>) => void,
): void {
  const optimizer = adam({ learningRate });
  let params = initial;
  let state = optimizer.init(params);
  let coefficient = INITIAL_PENALTY;
  for (let update = 0; update <= updates; update++) {
    const loss = withActivityPenalty(lossForKind(batch.kind), coefficient);
    const result = rule.gradient(network, params, batch, loss, null, createRng(0));
    const { main, penalty } = result.loss.terms;
    coefficient = adaptPenalty(coefficient, { main, penalty });
    watch({ update, params, loss: result.loss, coefficientAfter: coefficient });
    [params, state] = optimizer.update(result.gradients, state, params);
  }
}
