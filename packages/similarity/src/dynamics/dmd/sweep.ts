import { ArgumentError, checkNumber, type Matrix } from '@lrsim/core';
import { readTrials, rowsBetween } from '../trials.js';
import type { DmdOptions, TrialsInput } from '../types.js';
import { fitDmd } from './dmd.js';
import { forecastAic, forecastErrors } from './forecast-errors.js';
import { nonNormality } from './non-normality.js';
import { predictDmd } from './predict.js';
import { dmdResiduals } from './residuals.js';

/** One setting of a sweep and how it does on the trials left out. */
export interface DmdSweepPoint {
  readonly nDelays: number;
  /** Rank asked for; undefined where it is more than the Hankel matrix has. */
  readonly rank: number;
  readonly aic: number;
  readonly mase: number;
  readonly mse: number;
  readonly nonNormality: number;
  /** Mean over eigenvalues of the squared residual. */
  readonly residual: number;
}

/** What a sweep takes beside the data; everything of `DmdOptions` but the two that are swept. */
export interface DmdSweepOptions extends Omit<DmdOptions, 'nDelays' | 'rank' | 'rankThreshold' | 'explainedVariance'> {
  readonly nDelays: readonly number[];
  readonly ranks: readonly number[];
  /** Share of the trials (of the time, for one trial) that is fitted; the rest, which comes last, is predicted (default 0.8). */
  readonly trainShare?: number;
  /** As in `predictDmd` (default 1). */
  readonly reseed?: number;
}

/**
 * Fits a DMD for each number of delays and rank and predicts held-out trials, to choose both by the smallest AIC or MASE.
 *
 * Settings whose Hankel matrix has fewer columns or less rank than the rank asked for are left out.
 *
 * @throws ArgumentError where nothing is left to fit or to predict.
 */
export function dmdSweep(input: TrialsInput, options: DmdSweepOptions): DmdSweepPoint[] {
  const { nDelays, ranks, trainShare = 0.8, reseed = 1, ...rest } = options;
  checkNumber('dmdSweep', 'trainShare', trainShare, 0, 1);
  const [train, test] = split(readTrials('dmdSweep', 'input', input), trainShare);
  const [fitted, heldOut] = [train.map(asInput), test.map(asInput)];
  return nDelays.flatMap((delays) =>
    ranks.flatMap((rank) => {
      const model = fitDmd('dmdSweep', 'input', fitted, { ...rest, nDelays: delays, rank });
      if (model.rank < rank) return [];
      const predicted = predictDmd(model, heldOut, { reseed }).map(asInput);
      const { mase, mse } = forecastErrors(heldOut, predicted);
      const { residuals } = dmdResiduals(model, heldOut);
      const residual = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
      const aic = forecastAic(heldOut, predicted, rank);
      return [{ nDelays: delays, rank, aic, mase, mse, nonNormality: nonNormality(model.operator), residual }];
    }),
  );
}

const asInput = ({ rows, columns, data }: Matrix) => ({ data, shape: [rows, columns] });

function split(trials: readonly Matrix[], share: number): [Matrix[], Matrix[]] {
  const total = trials.length === 1 ? trials[0].rows : trials.length;
  const first = Math.floor(share * total);
  if (first < 1 || first >= total)
    throw new ArgumentError(
      `dmdSweep: trainShare is ${share}; expected a share that leaves some of the ${total} ${trials.length === 1 ? 'samples' : 'trials'} on both sides`,
    );
  if (trials.length > 1) return [trials.slice(0, first), trials.slice(first)];
  return [[rowsBetween(trials[0], 0, first)], [rowsBetween(trials[0], first, total)]];
}
