import { ArgumentError, checkInteger, type Matrix } from '@lrsim/core';
import { readTrials } from '../trials.js';
import type { DelayOptions, TrialsInput } from '../types.js';

/**
 * Delay embedding (Hankel matrix) of each trial: row t is [x(t), x(t - d), x(t - 2d), ...], the newest sample first.
 *
 * @param input - [trials, time, units], [time, units], or a list of trials of different lengths.
 * @returns one matrix a trial, (time - (nDelays - 1) d) x (units * nDelays).
 * @throws ArgumentError for a trial that is too short; NonFiniteError for NaN.
 */
export const delayEmbedding = (input: TrialsInput, options: DelayOptions = {}): Matrix[] =>
  embedTrials('delayEmbedding', 'input', readTrials('delayEmbedding', 'input', input), options, 1);

/** The embedding of trials already read; each must leave at least `minimum` rows. */
export function embedTrials(
  where: string,
  argument: string,
  trials: readonly Matrix[],
  { nDelays = 1, delayInterval = 1 }: DelayOptions,
  minimum: number,
): Matrix[] {
  checkInteger(where, 'nDelays', nDelays);
  checkInteger(where, 'delayInterval', delayInterval);
  const past = (nDelays - 1) * delayInterval;
  return trials.map((trial, k) => {
    const rows = trial.rows - past;
    if (rows < minimum)
      throw new ArgumentError(
        `${where}: ${argument} has ${trial.rows} samples in trial ${k}; expected at least ${past + minimum} for ${nDelays} delays of ${delayInterval} steps: use longer trials or fewer delays`,
      );
    if (past === 0) return trial;
    const { columns: units, data } = trial;
    const columns = units * nDelays;
    const embedded = new Float64Array(rows * columns);
    for (let t = 0; t < rows; t++)
      for (let d = 0; d < nDelays; d++) {
        const from = (t + past - d * delayInterval) * units;
        const to = t * columns + d * units;
        for (let j = 0; j < units; j++) embedded[to + j] = data[from + j];
      }
    return { rows, columns, data: embedded };
  });
}
