import { ArgumentError, type TrialBatch } from '@lrsim/core';
import { checkOutputs } from './check-outputs.js';

/** A mean over a batch and over each of its trials. */
export interface BatchMean {
  readonly mean: number;
  readonly perTrial: Float64Array;
}

/**
 * Mean softmax cross-entropy (nat) of logits [trials, steps, nOut] over the steps, weighted by the mask.
 *
 * @throws ArgumentError for outputs of another shape, targets that are no class, or a trial whose mask is 0 throughout;
 * NonFiniteError for outputs with NaN or infinity.
 */
export function crossEntropy(outputs: ArrayLike<number>, batch: TrialBatch): BatchMean {
  checkOutputs('crossEntropy', outputs, batch, 'classification');
  const { trials, steps, nOut, targets, mask } = batch;
  const perTrial = new Float64Array(trials);
  let total = 0;
  let counted = 0;
  for (let trial = 0; trial < trials; trial++) {
    let sum = 0;
    let count = 0;
    for (let i = trial * steps; i < (trial + 1) * steps; i++) {
      if (mask[i] === 0) continue;
      sum += mask[i] * surprise(outputs, i * nOut, nOut, targets[i]);
      count += mask[i];
    }
    if (count === 0)
      throw new ArgumentError(`crossEntropy: mask is 0 throughout trial ${trial}; expected a weight in it`);
    perTrial[trial] = sum / count;
    total += sum;
    counted += count;
  }
  return { mean: total / counted, perTrial };
}

/** -log softmax(logits)[target], with the largest logit taken out so that no exponential overflows. */
function surprise(logits: ArrayLike<number>, from: number, nOut: number, target: number): number {
  if (!Number.isInteger(target) || target < 0 || target >= nOut)
    throw new ArgumentError(`crossEntropy: targets has the value ${target}; expected a class from 0 to ${nOut - 1}`);
  let largest = -Infinity;
  for (let k = 0; k < nOut; k++) largest = Math.max(largest, logits[from + k]);
  let sum = 0;
  for (let k = 0; k < nOut; k++) sum += Math.exp(logits[from + k] - largest);
  return Math.log(sum) + largest - logits[from + target];
}
