import { ArgumentError, type TrialBatch } from '@lrsim/core';
import { checkOutputs } from './check-outputs.js';
import type { BatchMean } from './cross-entropy.js';

/**
 * Normalised squared error of outputs [trials, steps, nOut]: the mean over outputs k of
 *
 *     sum (y_k - t_k)^2 / sum (mean(t_k) - t_k)^2
 *
 * with sums and mean over the entries, weighted by the mask. It is 0 for perfect outputs and 1 for each target's own mean.
 * A target that is constant over those entries adds its numerator as it is. `perTrial` is each trial's share times the
 * number of trials, so that its mean is the error.
 *
 * @throws ArgumentError for outputs of another shape or an output whose mask is 0 throughout; NonFiniteError for
 * outputs with NaN or infinity.
 */
export function normalisedError(outputs: ArrayLike<number>, batch: TrialBatch): BatchMean {
  checkOutputs('normalisedError', outputs, batch, 'regression');
  const { trials, steps, nOut, targets, mask } = batch;
  const perTrial = new Float64Array(trials);
  let mean = 0;
  for (let k = 0; k < nOut; k++) {
    const spread = targetSpread(batch, k);
    for (let trial = 0; trial < trials; trial++) {
      let squares = 0;
      for (let step = 0; step < steps; step++) {
        const i = (trial * steps + step) * nOut + k;
        squares += mask[i] * (outputs[i] - targets[i]) ** 2;
      }
      const share = squares / (spread * nOut);
      perTrial[trial] += share * trials;
      mean += share;
    }
  }
  return { mean, perTrial };
}

/** Sum of (mean(t_k) - t_k)^2 over the counted entries of output k; 1 where they are all equal. */
function targetSpread({ nOut, targets, mask }: TrialBatch, k: number): number {
  let [sum, count, least, most] = [0, 0, Infinity, -Infinity];
  for (let i = k; i < targets.length; i += nOut) {
    if (mask[i] === 0) continue;
    sum += mask[i] * targets[i];
    count += mask[i];
    least = Math.min(least, targets[i]);
    most = Math.max(most, targets[i]);
  }
  if (count === 0)
    throw new ArgumentError(`normalisedError: mask of output ${k} is 0 throughout; expected a weight in it`);
  if (least === most) return 1;
  let squares = 0;
  for (let i = k; i < targets.length; i += nOut) squares += mask[i] * (sum / count - targets[i]) ** 2;
  return squares;
}
