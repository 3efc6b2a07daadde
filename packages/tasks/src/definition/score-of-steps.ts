import type { TrialBatch } from '@lrsim/core';
import { checkOutputs } from '../check-outputs.js';
import { crossEntropy } from '../cross-entropy.js';
import type { MeasuredScore } from '../types.js';
import { choiceAt } from './score-of-choices.js';

/**
 * The fraction of the steps that count (weight above 0) at which the largest output is the target's: of tasks that ask for a sequence of
 * actions. Its measures are `crossEntropy` and `wholeTrials`, the fraction of trials without a wrong step.
 */
export function scoreOfSteps(outputs: ArrayLike<number>, batch: TrialBatch): MeasuredScore {
  checkOutputs('score', outputs, batch, 'classification');
  const { trials, steps, nOut, targets, mask } = batch;
  const perTrial = Float64Array.from({ length: trials }, (_, trial) => {
    let [right, counted] = [0, 0];
    for (let row = trial * steps; row < (trial + 1) * steps; row++) {
      if (!(mask[row] > 0)) continue;
      counted++;
      if (choiceAt(outputs, row, nOut) === targets[row]) right++;
    }
    return right / counted;
  });
  const mean = (of: (one: number) => number) => perTrial.reduce((sum, one) => sum + of(one), 0) / trials;
  return {
    accuracy: mean((one) => one),
    perTrial,
    measures: { crossEntropy: crossEntropy(outputs, batch).mean, wholeTrials: mean((one) => Number(one === 1)) },
  };
}
