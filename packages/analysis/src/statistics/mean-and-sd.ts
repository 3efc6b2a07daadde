import { ArgumentError, checkFinite, checkInteger } from '@lrsim/core';
import type { MeanAndSd } from '../types.js';

/**
 * Mean and standard deviation.
 *
 * @param options.ddof - the sum of squares is divided by the number of values minus this. Default 0, the population SD, as
 *   in numpy and in the paper's tables; 1 for the sample SD.
 * @throws ArgumentError for NaN, infinity, or no more values than `ddof`.
 */
export function meanAndSd(
  values: ArrayLike<number>,
  { ddof = 0 }: { readonly ddof?: number | undefined } = {},
): MeanAndSd {
  checkInteger('meanAndSd', 'ddof', ddof, 0);
  checkFinite('meanAndSd', 'values', values);
  const count = values.length;
  if (count <= ddof)
    throw new ArgumentError(`meanAndSd: values has ${count} values; expected at least ${ddof + 1} for ddof ${ddof}`);
  const array = Array.from(values);
  const mean = array.reduce((sum, value) => sum + value, 0) / count;
  const squares = array.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (count - ddof)) };
}
