import { ArgumentError, type TrialBatch } from '@lrsim/core';
import { checkOutputs } from './check-outputs.js';
import type { DecisionAccuracy } from './types.js';

/**
 * How often the largest of all outputs (not of the choices alone) is the target's in the period `decision`: over its
 * steps, and over trials at its last step.
 *
 * @throws ArgumentError for outputs of another shape or trials without a period `decision`.
 */
export function decisionAccuracy(outputs: ArrayLike<number>, batch: TrialBatch): DecisionAccuracy {
  checkOutputs('decisionAccuracy', outputs, batch, 'classification');
  const { steps, nOut, targets } = batch;
  let [rightSteps, allSteps, rightTrials] = [0, 0, 0];
  batch.info.forEach(({ periods }, trial) => {
    const [start, end] = periods.decision ?? [0, 0];
    if (end <= start)
      throw new ArgumentError(`decisionAccuracy: trial ${trial} has no period 'decision'; expected one in its info`);
    for (let i = trial * steps + start; i < trial * steps + end; i++) {
      const right = Number(largest(outputs, i * nOut, nOut) === targets[i]);
      rightSteps += right;
      if (i === trial * steps + end - 1) rightTrials += right;
    }
    allSteps += end - start;
  });
  return { steps: rightSteps / allSteps, trials: rightTrials / batch.trials };
}

/** Index of the largest of `count` values from `from`; the first of several. */
function largest(values: ArrayLike<number>, from: number, count: number): number {
  let best = 0;
  for (let k = 1; k < count; k++) if (values[from + k] > values[from + best]) best = k;
  return best;
}
