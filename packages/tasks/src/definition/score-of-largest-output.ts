import type { TrialBatch } from '@lrsim/core';
import { normalisedError } from '../normalised-error.js';
import type { MeasuredScore } from '../types.js';

/**
 * The fraction of trials in which the output that is largest on average over the steps that count is the target's; `perTrial` is 0 or 1. Its
 * measure is `normalisedError`.
 */
export function scoreOfLargestOutput(outputs: ArrayLike<number>, batch: TrialBatch): MeasuredScore {
  const { trials, steps, nOut, targets, mask } = batch;
  const normalised = normalisedError(outputs, batch).mean;
  const largest = (values: ArrayLike<number>, trial: number) => {
    const sums = new Float64Array(nOut);
    for (let at = trial * steps * nOut; at < (trial + 1) * steps * nOut; at++) sums[at % nOut] += mask[at] * values[at];
    return sums.indexOf(Math.max(...sums));
  };
  const perTrial = Float64Array.from({ length: trials }, (_, trial) =>
    Number(largest(outputs, trial) === largest(targets, trial)),
  );
  const accuracy = perTrial.reduce((sum, one) => sum + one, 0) / trials;
  return { accuracy, perTrial, measures: { normalisedError: normalised } };
}
