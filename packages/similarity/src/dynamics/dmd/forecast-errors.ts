import { ArgumentError, checkInteger, type Matrix } from '@lrsim/core';
import { readTrials } from '../trials.js';
import type { TrialsInput } from '../types.js';

/** How well predicted trials match the true ones. */
export interface ForecastErrors {
  /** Mean absolute error. */
  readonly mae: number;
  /** Mean squared error. */
  readonly mse: number;
  /** Mean squared error over the variance of all true values about their one mean. */
  readonly nmse: number;
  /** Mean absolute error over that of predicting no change; below 1 is better than that. */
  readonly mase: number;
  /** Mean over units of 1 - SSE/SST, pooled over trials. */
  readonly r2: number;
  /** Mean over units of the Pearson correlation, pooled over trials. */
  readonly correlation: number;
}

/**
 * Errors of predicted trials, such as those of `predictDmd`.
 *
 * A unit that is constant has no r2 and no correlation: it is left out of their means (NaN where every unit is).
 *
 * @throws ArgumentError for different shapes, or trials of one sample.
 */
export function forecastErrors(truth: TrialsInput, predicted: TrialsInput): ForecastErrors {
  const [x, y] = paired('forecastErrors', truth, predicted);
  let [count, absolute, squared, total, change, changes] = [0, 0, 0, 0, 0, 0];
  for (const [k, trial] of x.entries())
    for (let at = 0; at < trial.data.length; at++) {
      const error = trial.data[at] - y[k].data[at];
      count++;
      absolute += Math.abs(error);
      squared += error * error;
      total += trial.data[at];
      if (at < trial.columns) continue;
      change += Math.abs(trial.data[at] - trial.data[at - trial.columns]);
      changes++;
    }
  if (changes === 0)
    throw new ArgumentError('forecastErrors: truth has 1 sample in every trial; expected at least 2 in one');
  const mean = total / count;
  const variance = x.reduce((sum, { data }) => sum + data.reduce((s, value) => s + (value - mean) ** 2, 0), 0) / count;
  const [mae, mse] = [absolute / count, squared / count];
  return { mae, mse, nmse: mse / variance, mase: mae / (change / changes), ...perUnit(x, y) };
}

function perUnit(x: readonly Matrix[], y: readonly Matrix[]): Pick<ForecastErrors, 'r2' | 'correlation'> {
  const units = x[0].columns;
  const samples = x.reduce((sum, trial) => sum + trial.rows, 0);
  const means = [x, y].map((trials) => {
    const sums = new Float64Array(units);
    for (const { data } of trials) for (let at = 0; at < data.length; at++) sums[at % units] += data[at] / samples;
    return sums;
  });
  const [xx, yy, xy, errors] = [0, 1, 2, 3].map(() => new Float64Array(units));
  for (const [k, { data }] of x.entries())
    for (let at = 0; at < data.length; at++) {
      const j = at % units;
      const [a, b] = [data[at] - means[0][j], y[k].data[at] - means[1][j]];
      xx[j] += a * a;
      yy[j] += b * b;
      xy[j] += a * b;
      errors[j] += (data[at] - y[k].data[at]) ** 2;
    }
  const meanOf = (values: Float64Array) => {
    const defined = values.filter(Number.isFinite);
    return defined.reduce((sum, value) => sum + value, 0) / defined.length;
  };
  return {
    r2: meanOf(xx.map((value, j) => 1 - errors[j] / value)),
    correlation: meanOf(xy.map((value, j) => value / Math.sqrt(xx[j] * yy[j]))),
  };
}

/**
 * Akaike's criterion of predictions by an operator of a rank: N log(SSE / N) + 2 (rank^2 + 1), with N the number of values.
 *
 * @param options.perValue - divided by N (default true), to compare data of different length.
 */
export function forecastAic(
  truth: TrialsInput,
  predicted: TrialsInput,
  rank: number,
  { perValue = true } = {},
): number {
  checkInteger('forecastAic', 'rank', rank);
  const [x, y] = paired('forecastAic', truth, predicted);
  let [count, squared] = [0, 0];
  for (const [k, { data }] of x.entries())
    for (let at = 0; at < data.length; at++) {
      squared += (data[at] - y[k].data[at]) ** 2;
      count++;
    }
  const aic = count * Math.log(squared / count) + 2 * (rank * rank + 1);
  return perValue ? aic / count : aic;
}

function paired(where: string, truth: TrialsInput, predicted: TrialsInput): [Matrix[], Matrix[]] {
  const [x, y] = [readTrials(where, 'truth', truth), readTrials(where, 'predicted', predicted)];
  const shapes = [x, y].map((trials) => trials.map(({ rows, columns }) => `${rows} x ${columns}`).join(', '));
  if (shapes[0] !== shapes[1])
    throw new ArgumentError(
      `${where}: predicted has trials of ${shapes[1]}, truth has ${shapes[0]}; expected the same`,
    );
  return [x, y];
}
