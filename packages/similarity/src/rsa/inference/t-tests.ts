import { ArgumentError, checkNumber, type Matrix, studentTTail } from '@lrsim/core';
import type { ModelScores } from './types.js';

/** Relative size below which a variance or a difference is rounding. */
const ROUNDING = 16 * Number.EPSILON;

/** A t statistic; 0 where there is no difference, infinite where a difference has no variance. */
function statistic(difference: number, variance: number, scaleOfMeans: number, scaleOfVariances: number): number {
  if (Math.abs(difference) <= ROUNDING * scaleOfMeans) return 0;
  const spread = variance > ROUNDING * scaleOfVariances ? Math.sqrt(variance) : 0;
  return difference / spread;
}

function twoSided(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * studentTTail(Math.abs(t), degreesOfFreedom));
}

const varianceOf = ({ covariance }: ModelScores, i: number) => covariance.data[i * (covariance.columns + 1)];

/** One-sided t tests that each model's mean score is above 0: a p value for each model. */
export function testAgainstZero(scores: ModelScores): Float64Array {
  return scores.means.map((value, i) =>
    studentTTail(statistic(value, varianceOf(scores, i), 0, 0), scores.degreesOfFreedom),
  );
}

/** Two-sided t tests that two models' mean scores differ: p values, models x models, 1 on the diagonal. */
export function testPairwise(scores: ModelScores): Matrix {
  const n = scores.means.length;
  const data = new Float64Array(n * n).fill(1);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [scores.means[i], scores.means[j]];
      const separate = varianceOf(scores, i) + varianceOf(scores, j);
      const variance = differenceVariance(scores, i, j);
      const t = statistic(a - b, variance, Math.max(Math.abs(a), Math.abs(b)), separate);
      data[i * n + j] = data[j * n + i] = twoSided(t, scores.degreesOfFreedom);
    }
  return { rows: n, columns: n, data };
}

/** The variance of the difference of two models' mean scores. */
export const differenceVariance = (scores: ModelScores, i: number, j: number): number =>
  varianceOf(scores, i) + varianceOf(scores, j) - 2 * scores.covariance.data[i * scores.covariance.columns + j];

/** Two-sided t tests of each model's mean score against the lower noise ceiling, which is taken as a fixed number. */
export function testAgainstCeiling(scores: ModelScores): Float64Array {
  const { lower } = scores.noiseCeiling;
  checkNumber('testAgainstCeiling', 'noiseCeiling.lower', lower);
  return scores.means.map((value, i) =>
    twoSided(
      statistic(value - lower, varianceOf(scores, i), Math.max(Math.abs(value), Math.abs(lower)), 0),
      scores.degreesOfFreedom,
    ),
  );
}

/** The standard error of each model's mean score. */
export const standardErrors = (scores: ModelScores): Float64Array =>
  scores.means.map((_, i) => Math.sqrt(Math.max(0, varianceOf(scores, i))));

/** Confidence interval of each model's mean score by Student's t: models x 2, lower and upper end. `level` default 0.95. */
export function confidenceIntervals(scores: ModelScores, level = 0.95): Matrix {
  if (!(level > 0 && level < 1))
    throw new ArgumentError(`confidenceIntervals: level is ${level}; expected a number between 0 and 1, both excluded`);
  const reach = criticalT((1 - level) / 2, scores.degreesOfFreedom);
  const errors = standardErrors(scores);
  const data = Float64Array.from(
    Array.from(scores.means).flatMap((value, i) => [value - reach * errors[i], value + reach * errors[i]]),
  );
  return { rows: errors.length, columns: 2, data };
}

/** The t that is exceeded with probability `tail` < 1/2, by bisection. */
function criticalT(tail: number, degreesOfFreedom: number): number {
  let [low, high] = [0, 1];
  while (studentTTail(high, degreesOfFreedom) > tail) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentTTail(middle, degreesOfFreedom) > tail) low = middle;
    else high = middle;
  }
}
