import type { Params, TrialBatch } from '@lrsim/core';

/** The running mean of the loss of every condition, and how many of its trials there have been, each [conditions]. */
export type RunningLoss = Params<Float64Array>;

/** Before the first trial; conditions are added as they come. */
export const noTrialsYet = (): RunningLoss => ({
  meanLoss: { data: new Float64Array(1), shape: [1] },
  trialsSeen: { data: new Float64Array(1), shape: [1] },
});

/**
 * How much worse each trial is than its condition usually is, L_b - Lbar_k, and the means afterwards: trial after trial, Lbar_k <-
 * decay Lbar_k + (1 - decay) L_b (Miconi 2017). The first trial of a condition is what the mean starts from.
 *
 * @param losses - L_b of every trial of the batch.
 * @param decay - weight of the past.
 */
export function surprise(
  running: RunningLoss,
  { info }: Pick<TrialBatch, 'info'>,
  losses: ArrayLike<number>,
  decay: number,
): { readonly surprises: Float64Array; readonly running: RunningLoss } {
  const conditionOf = (trial: number) => info[trial]?.condition ?? 0;
  let count = running.meanLoss.data.length;
  for (let trial = 0; trial < losses.length; trial++) count = Math.max(count, conditionOf(trial) + 1);
  const [meanLoss, trialsSeen] = [new Float64Array(count), new Float64Array(count)];
  meanLoss.set(running.meanLoss.data);
  trialsSeen.set(running.trialsSeen.data);
  const surprises = Float64Array.from(losses, (value, trial) => {
    const condition = conditionOf(trial);
    if (trialsSeen[condition] === 0) meanLoss[condition] = value;
    const difference = value - meanLoss[condition];
    meanLoss[condition] = decay * meanLoss[condition] + (1 - decay) * value;
    trialsSeen[condition]++;
    return difference;
  });
  const shape = [count];
  return { surprises, running: { meanLoss: { data: meanLoss, shape }, trialsSeen: { data: trialsSeen, shape } } };
}
