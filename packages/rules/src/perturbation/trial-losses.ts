import { checkLength, type Floats, type Loss, type LossValue, type Rollout, type TrialBatch } from '@lrsim/core';
import { checkLoss } from '../run-batch.js';

/** Each trial's share of the loss of two runs of one batch. */
export interface TrialLosses {
  readonly clean: Float64Array;
  readonly perturbed: Float64Array;
}

/**
 * What each trial contributes to the loss of a clean and of a perturbed run of a batch: the reward, with its sign changed, that
 * the trial's perturbation is judged by.
 *
 * Where the loss says each trial's share (`perTrial`), that is it. Any other loss is taken once more for every trial, of the
 * clean run with that trial alone replaced by the perturbed one, and the change is the trial's; the clean loss is shared
 * equally. Both are right to first order in the perturbation, whatever the loss's form.
 *
 * @throws ArgumentError where perTrial is of another length than the batch has trials, NonFiniteError where a loss is not finite.
 */
export function trialLosses<F extends Floats>(
  where: string,
  loss: Loss,
  batch: TrialBatch,
  clean: { readonly rollout: Rollout<F>; readonly loss: LossValue<F> },
  perturbed: Rollout<F>,
): TrialLosses {
  const after = loss(perturbed, batch);
  checkLoss(where, after);
  const [sharesBefore, sharesAfter] = [clean.loss.perTrial, after.perTrial];
  if (sharesBefore && sharesAfter) {
    checkLength(where, 'perTrial of the loss', sharesBefore, [batch.trials]);
    checkLength(where, 'perTrial of the loss', sharesAfter, [batch.trials]);
    return { clean: sharesBefore, perturbed: sharesAfter };
  }
  const equalShares = new Float64Array(batch.trials).fill(clean.loss.value / batch.trials);
  const changed = equalShares.map((share, trial) => {
    const value = loss(withTrial(clean.rollout, perturbed, trial), batch);
    checkLoss(where, value);
    return share + (value.value - clean.loss.value);
  });
  return { clean: equalShares, perturbed: changed };
}

/** A rollout with one trial taken from another. */
export function withTrial<F extends Floats>(rollout: Rollout<F>, other: Rollout<F>, trial: number): Rollout<F> {
  const mixed = (own: F, theirs: F): F => {
    const size = own.length / rollout.trials;
    const values = own.slice() as F;
    values.set(theirs.subarray(trial * size, (trial + 1) * size), trial * size);
    return values;
  };
  const rates = mixed(rollout.rates, other.rates);
  let squares = 0;
  for (let k = 0; k < rates.length; k++) squares += rates[k] * rates[k];
  return {
    trials: rollout.trials,
    steps: rollout.steps,
    nUnits: rollout.nUnits,
    nOut: rollout.nOut,
    kernel: rollout.kernel,
    outputs: mixed(rollout.outputs, other.outputs),
    rates,
    meanSquareRate: squares / rates.length,
  };
}
