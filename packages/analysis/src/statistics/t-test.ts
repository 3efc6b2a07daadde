import { ArgumentError, checkNumber, lookUp, studentTTail } from '@lrsim/core';
import { differences, momentsOf } from './groups.js';
import type { Alternative, Group, TTest, TTestOptions, UnpairedTTestOptions } from './types.js';

/**
 * Unpaired t test of the difference of two means, from values or from mean, SD and number.
 *
 * Student's test pools the variances, with n_a + n_b - 2 degrees of freedom; Welch's does not, with Satterthwaite's. The
 * defaults (Student, two-sided, population SD in summaries) are those that reproduce the paper's tables.
 *
 * @param options.alternative - 'greater' asks whether the mean of a is above that of b.
 * @throws ArgumentError for fewer than two values in a group, no variance in either, or NaN.
 * @source Student 1908 (Biometrika 6:1); Welch 1947 (Biometrika 34:28).
 */
export function tTest(a: Group, b: Group, { variances = 'equal', ...options }: UnpairedTTestOptions = {}): TTest {
  const [x, y] = [momentsOf('tTest', 'a', a), momentsOf('tTest', 'b', b)];
  const unequal = lookUp('assumption on variances', { equal: false, unequal: true }, variances);
  const [u, v] = [x.variance / x.count, y.variance / y.count];
  if (unequal) {
    // Satterthwaite's (u + v)^2 / (u^2/(n-1) + v^2/(m-1)), from shares of u + v so that nothing under- or overflows.
    const share = u / (u + v);
    const freedom = 1 / (share ** 2 / (x.count - 1) + (1 - share) ** 2 / (y.count - 1));
    return tested('tTest', x.mean - y.mean, Math.sqrt(u + v), freedom, options);
  }
  const freedom = x.count + y.count - 2;
  const pooled = ((x.count - 1) * x.variance + (y.count - 1) * y.variance) / freedom;
  return tested('tTest', x.mean - y.mean, Math.sqrt(pooled * (1 / x.count + 1 / y.count)), freedom, options);
}

/**
 * Paired t test: whether the mean of a - b, position by position, is 0.
 *
 * @throws ArgumentError for different lengths, fewer than two pairs, differences that are all alike, or NaN.
 */
export function pairedTTest(a: ArrayLike<number>, b: ArrayLike<number>, options: TTestOptions = {}): TTest {
  return tested('pairedTTest', ...oneSample('pairedTTest', 'a - b', differences('pairedTTest', a, b), 0), options);
}

/**
 * One-sample t test: whether the mean differs from a hypothetical one, from values or from mean, SD and number.
 *
 * @param hypothesis - the mean under the null hypothesis, default 0.
 * @throws ArgumentError for fewer than two values, no variance, or NaN.
 */
export function oneSampleTTest(values: Group, hypothesis = 0, options: TTestOptions = {}): TTest {
  checkNumber('oneSampleTTest', 'hypothesis', hypothesis);
  return tested('oneSampleTTest', ...oneSample('oneSampleTTest', 'values', values, hypothesis), options);
}

function oneSample(where: string, argument: string, values: Group, hypothesis: number): [number, number, number] {
  const { mean, count, variance } = momentsOf(where, argument, values);
  return [mean - hypothesis, Math.sqrt(variance / count), count - 1];
}

function tested(
  where: string,
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
  { alternative = 'two-sided', confidence = 0.95 }: TTestOptions,
): TTest {
  if (!(confidence > 0 && confidence < 1))
    throw new ArgumentError(`${where}: confidence is ${confidence}; expected a number between 0 and 1`);
  if (!(standardError > 0))
    throw new ArgumentError(`${where}: the values do not vary; expected some variance, which a t test compares with`);
  const t = difference / standardError;
  const margin = standardError * criticalT((1 - confidence) / 2, degreesOfFreedom);
  return {
    t,
    degreesOfFreedom,
    pValue: lookUp('alternative', tails, alternative)(t, degreesOfFreedom),
    difference,
    standardError,
    interval: [difference - margin, difference + margin],
  };
}

const tails: Readonly<Record<Alternative, (t: number, freedom: number) => number>> = {
  'two-sided': (t, freedom) => Math.min(1, 2 * studentTTail(Math.abs(t), freedom)),
  greater: (t, freedom) => studentTTail(t, freedom),
  less: (t, freedom) => studentTTail(-t, freedom),
};

/** The t that is exceeded with probability `tail` below 1/2, by bisection to the last bits. */
function criticalT(tail: number, freedom: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 1000 && studentTTail(high, freedom) > tail; step++) [low, high] = [high, 2 * high];
  for (let step = 0; step < 100 && high - low > Number.EPSILON * high; step++) {
    const middle = (low + high) / 2;
    if (studentTTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
