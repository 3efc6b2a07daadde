import { ArgumentError, checkInteger, type Matrix } from '@lrsim/core';
import { readTrials } from '../trials.js';
import type { DelayOptions, TrialsInput } from '../types.js';
import { type HankelRows, hankelParts } from './hankel-parts.js';

/**
 * Delay embedding (Hankel matrix) of each trial: row t is [x(t), x(t - d), x(t - 2d), ...], the newest sample first.
 *
 * @param input - [trials, time, units], [time, units], or a list of trials of different lengths.
 * @returns one matrix a trial, (time - (nDelays - 1) d) x (units * nDelays).
 * @throws ArgumentError for a trial that is too short; NonFiniteError for NaN.
 */
export const delayEmbedding = (input: TrialsInput, options: DelayOptions = {}): Matrix[] =>
  embedTrials('delayEmbedding', 'input', readTrials('delayEmbedding', 'input', input), options, 1);

/** The embedding of trials already read, one after another in one storage; each must leave at least `minimum` rows. */
export function embedTrials(
  where: string,
  argument: string,
  trials: readonly Matrix[],
  options: DelayOptions,
  minimum: number,
): Matrix[] {
  const hankel = hankelRows(where, argument, trials, options, minimum);
  const { lengths, columns } = hankel;
  const all = wholeHankel(hankel).data;
  let end = 0;
  return lengths.map((rows) => {
    const start = end;
    end += rows * columns;
    return { rows, columns, data: all.subarray(start, end) };
  });
}

/** All rows of a Hankel matrix. */
export function wholeHankel(hankel: HankelRows): Matrix {
  const { lengths, columns } = hankel;
  const rows = lengths.reduce((sum, length) => sum + length, 0);
  const data = new Float64Array(rows * columns);
  let at = 0;
  for (const part of hankelParts(hankel)) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { rows, columns, data };
}

/** What a Hankel matrix of trials already read is made of; each must leave at least `minimum` rows. */
export function hankelRows(
  where: string,
  argument: string,
  trials: readonly Matrix[],
  { nDelays = 1, delayInterval = 1 }: DelayOptions,
  minimum: number,
): HankelRows {
  checkInteger(where, 'nDelays', nDelays);
  checkInteger(where, 'delayInterval', delayInterval);
  const past = (nDelays - 1) * delayInterval;
  const lengths = trials.map((trial, k) => {
    const rows = trial.rows - past;
    if (rows < minimum)
      throw new ArgumentError(
        `${where}: ${argument} has ${trial.rows} samples in trial ${k}; expected at least ${past + minimum} for ${nDelays} delays of ${delayInterval} steps: use longer trials or fewer delays`,
      );
    return rows;
  });
  return { trials, lengths, columns: trials[0].columns * nDelays, nDelays, delayInterval };
}
