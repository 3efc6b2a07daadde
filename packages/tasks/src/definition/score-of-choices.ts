import { ArgumentError, type TrialBatch } from '@lrsim/core';
import { checkOutputs } from '../check-outputs.js';
import { crossEntropy } from '../cross-entropy.js';
import type { MeasuredScore } from '../types.js';

/**
 * The fraction of trials in which the largest output is the target's at the last step of every period named; `perTrial` is 0 or
 * 1. Its measure is `crossEntropy`, the mean over the steps that count.
 *
 * @throws ArgumentError for outputs of another shape, or a trial in which none of the periods has a step.
 */
export function scoreOfChoices(
  outputs: ArrayLike<number>,
  batch: TrialBatch,
  periods: readonly string[],
): MeasuredScore {
  checkOutputs('score', outputs, batch, 'classification');
  const { steps, nOut, targets } = batch;
  const perTrial = Float64Array.from(batch.info, ({ periods: spans }, trial) => {
    const ends = periods.filter((period) => spans[period][1] > spans[period][0]).map((period) => spans[period][1]);
    if (ends.length === 0)
      throw new ArgumentError(
        `score: trial ${trial} has no step in ${periods.join(', ')}; expected one: use a shorter step`,
      );
    const right = ends.every(
      (end) => choiceAt(outputs, trial * steps + end - 1, nOut) === targets[trial * steps + end - 1],
    );
    return right ? 1 : 0;
  });
  const accuracy = perTrial.reduce((sum, one) => sum + one, 0) / batch.trials;
  return { accuracy, perTrial, measures: { crossEntropy: crossEntropy(outputs, batch).mean } };
}

/** The largest output of a row; the first of several. */
export function choiceAt(outputs: ArrayLike<number>, row: number, nOut: number): number {
  let best = 0;
  for (let k = 1; k < nOut; k++) if (outputs[row * nOut + k] > outputs[row * nOut + best]) best = k;
  return best;
}
