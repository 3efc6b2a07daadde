import { ArgumentError, type TrialBatch } from '@lrsim/core';
import { checkOutputs } from './check-outputs.js';

/** How often the choice was right, and whether it was in each trial (1 or 0). */
export interface RecalledChoice {
  readonly fraction: number;
  readonly perTrial: Float64Array;
}

/**
 * How often the output whose mean over the steps with mask 1 is largest is the target of the last of them; the first of
 * several equal ones is taken.
 *
 * @throws ArgumentError for outputs of another shape, or a trial whose mask is 0 throughout.
 */
export function recalledChoice(outputs: ArrayLike<number>, batch: TrialBatch): RecalledChoice {
  checkOutputs('recalledChoice', outputs, batch, 'classification');
  const { trials, steps, nOut, targets, mask } = batch;
  const perTrial = new Float64Array(trials);
  for (let trial = 0; trial < trials; trial++) {
    const sums = new Float64Array(nOut);
    let target = -1;
    for (let row = trial * steps; row < (trial + 1) * steps; row++) {
      if (mask[row] === 0) continue;
      target = targets[row];
      for (let o = 0; o < nOut; o++) sums[o] += outputs[row * nOut + o];
    }
    if (target === -1)
      throw new ArgumentError(`recalledChoice: mask is 0 throughout trial ${trial}; expected a 1 in it`);
    perTrial[trial] = Number(sums.indexOf(Math.max(...sums)) === target);
  }
  return { fraction: perTrial.reduce((sum, right) => sum + right, 0) / trials, perTrial };
}
