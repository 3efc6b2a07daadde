import type { TrialBatch } from '@lrsim/core';
import { checkOutputs } from '../check-outputs.js';
import { crossEntropy } from '../cross-entropy.js';
import type { MeasuredScore } from '../types.js';
import { choiceAt } from './score-of-choices.js';

/** A produced interval may be off by this part of the asked one and these ms (Remington et al. 2018). */
const [PART, MARGIN_MS] = [0.2, 25];

/**
 * The fraction of trials in which the first choice other than 0 comes, from the start of a period on, as late as the target's: within a
 * fifth of that interval and 25 ms. Its measures are `crossEntropy` and `meanProducedMs` of the trials with a response.
 */
export function scoreOfProducedTime(outputs: ArrayLike<number>, batch: TrialBatch, period: string): MeasuredScore {
  checkOutputs('score', outputs, batch, 'classification');
  const { steps, nOut, targets, dtMs } = batch;
  const produced: number[] = [];
  const perTrial = Float64Array.from(batch.info, ({ periods }, trial) => {
    const [start, end] = periods[period];
    const firstStep = (isGo: (row: number) => boolean) => {
      for (let step = start; step < end; step++) if (isGo(trial * steps + step)) return (step - start) * dtMs;
      return Number.NaN;
    };
    const asked = firstStep((row) => targets[row] > 0);
    const given = firstStep((row) => choiceAt(outputs, row, nOut) > 0);
    if (Number.isFinite(given)) produced.push(given);
    return Math.abs(given - asked) <= PART * asked + MARGIN_MS ? 1 : 0;
  });
  const accuracy = perTrial.reduce((sum, one) => sum + one, 0) / batch.trials;
  const meanProducedMs = produced.reduce((sum, ms) => sum + ms, 0) / Math.max(1, produced.length);
  return { accuracy, perTrial, measures: { crossEntropy: crossEntropy(outputs, batch).mean, meanProducedMs } };
}
