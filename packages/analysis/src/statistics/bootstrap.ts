import { ArgumentError, checkFinite, checkInteger, createRng, lookUp } from '@lrsim/core';
import { meanOf } from './groups.js';
import { meanAndSd } from './mean-and-sd.js';
import type { BootstrapInterval, BootstrapOptions } from './types.js';

/**
 * Confidence interval of a statistic by drawing as many values as there are, with replacement, again and again.
 *
 * Quantiles are interpolated linearly (type 7). With few values the interval is too narrow, as every bootstrap's is.
 *
 * @throws ArgumentError for fewer than two values, a statistic that is not finite, a confidence not between 0 and 1, or NaN.
 * @source Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapters 12 and 13.
 */
export function bootstrapInterval(values: ArrayLike<number>, options: BootstrapOptions = {}): BootstrapInterval {
  const { statistic = meanOf, confidence = 0.95, samples = 9999, method = 'percentile', rng = createRng(0) } = options;
  checkFinite('bootstrapInterval', 'values', values);
  checkInteger('bootstrapInterval', 'samples', samples, 2);
  if (values.length < 2)
    throw new ArgumentError(`bootstrapInterval: values has ${values.length} values; expected at least 2`);
  if (!(confidence > 0 && confidence < 1))
    throw new ArgumentError(`bootstrapInterval: confidence is ${confidence}; expected a number between 0 and 1`);
  const reflected = lookUp('bootstrap method', { percentile: false, basic: true }, method);
  const all = Float64Array.from(values);
  const estimate = statistic(all);
  const drawn = Float64Array.from({ length: samples }, () => statistic(all.map(() => all[rng.integer(all.length)])));
  checkFinite('bootstrapInterval', 'statistic', [estimate]);
  checkFinite('bootstrapInterval', 'statistic', drawn);
  const sorted = Float64Array.from(drawn).sort();
  const [low, high] = [quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2)];
  return {
    estimate,
    interval: reflected ? [2 * estimate - high, 2 * estimate - low] : [low, high],
    standardError: meanAndSd(drawn, { ddof: 1 }).sd,
  };
}

function quantile(sorted: Float64Array, fraction: number): number {
  const position = fraction * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
