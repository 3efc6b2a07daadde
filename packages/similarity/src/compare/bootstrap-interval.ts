import { ArgumentError, checkInteger, checkNumber, createRng, type MatrixInput, type Rng } from '@lrsim/core';
import type { Measure } from '../types.js';
import { drawablePair, indices } from './select.js';
import type { BootstrapInterval, BootstrapOptions } from './types.js';

/**
 * A bootstrap interval of any measure: conditions (of both datasets alike) or units (of each apart) drawn with replacement,
 * and percentiles of the values.
 *
 * Conditions drawn twice are equal in both datasets, which makes measures of neighbours and of dissimilarities look closer;
 * inference for dissimilarity matrices (folder rsa) leaves such pairs out.
 *
 * @throws ArgumentError for different numbers of conditions, options out of range, or where no resample gives a value.
 * @source Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13 (percentile interval).
 */
export function bootstrapInterval<O, P>(
  measure: Measure<O, P>,
  x: MatrixInput,
  y: MatrixInput,
  { options, over = 'conditions', resamples = 1000, confidence = 0.95, seed = 0 }: BootstrapOptions<O> = {},
): BootstrapInterval {
  const where = 'bootstrapInterval';
  checkInteger(where, 'resamples', resamples, 2);
  checkNumber(where, 'confidence', confidence, 0, 1);
  const [a, b] = drawablePair(where, x, y);
  const value = measure(x, y, options);
  const rng = createRng(seed);
  const values: number[] = [];
  for (let k = 0; k < resamples; k++) {
    const conditions = drawn(rng, a.conditions);
    const [xDrawn, yDrawn] =
      over === 'units'
        ? [a.withUnits(drawn(rng, a.units)), b.withUnits(drawn(rng, b.units))]
        : [a.withConditions(conditions), b.withConditions(conditions)];
    try {
      values.push(measure(xDrawn, yDrawn, options));
    } catch (error) {
      // One condition drawn every time: nothing varies, and the resample has no value.
      if (!(error instanceof ArgumentError)) throw error;
    }
  }
  if (values.length === 0)
    throw new ArgumentError(`${where}: none of ${resamples} resamples gave a value; x and y need more ${over}`);
  const resampled = Float64Array.from(values);
  const sorted = resampled.slice().sort();
  const tail = (1 - confidence) / 2;
  return { value, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), resampled };
}

const drawn = (rng: Rng, n: number) => indices(n).map(() => rng.integer(n));

/** The quantile of sorted values, linear between them (numpy's default). */
function quantile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
