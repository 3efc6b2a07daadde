import type { TrialBatch } from '@lrsim/core';
import { normalisedError } from '../normalised-error.js';
import type { MeasuredScore } from '../types.js';

/** 1 minus the normalised error of outputs, whose measure it is: 1 for the targets, 0 for their mean. */
export function scoreOfOutputs(outputs: ArrayLike<number>, batch: TrialBatch): MeasuredScore {
  const { mean, perTrial } = normalisedError(outputs, batch);
  return { accuracy: 1 - mean, perTrial: perTrial.map((one) => 1 - one), measures: { normalisedError: mean } };
}
