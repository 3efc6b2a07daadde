import { ArgumentError, type Matrix } from '@lrsim/core';
import { symmetricEigenvalues } from '@lrsim/linalg';
import type { Rdm, WhiteningOptions } from './types.js';
import { congruence, factorOf, readConditionCovariance, relativeCovariance, relativeSecondMoment } from './whiten.js';

/** How far the logarithm of signal to noise is looked for on either side of equal traces. */
const REACH = 30;
const STEP = 1;
/** The golden section's ratio and when it stops. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const CLOSE = 1e-7;

/**
 * Minus the affine-invariant Riemannian distance between the second moment of b and the nearest e^s A + e^t N, A the second
 * moment of a and N the noise, over all s and t.
 *
 * The common scale is the mean log eigenvalue, in closed form; the ratio is found on a grid refined by golden sections.
 */
export function negativeRiemannian(where: string, a: Rdm, b: Rdm, { conditionCovariance }: WhiteningOptions): number {
  if (a.values.some(Number.isNaN) || b.values.some(Number.isNaN))
    throw new ArgumentError(`${where}: an RDM has NaN; negative-riemannian needs every pair of conditions measured`);
  const n = a.conditions;
  const covariance = readConditionCovariance(where, conditionCovariance, n);
  const target = factorOf(where, 'the second moment of y', relativeSecondMoment(b));
  const signal = congruence(target, relativeSecondMoment(a));
  const noise = congruence(target, relativeCovariance(n, covariance));
  const balance = trace(signal) > 0 ? Math.log(trace(noise) / trace(signal)) : 0;
  const spread = (ratio: number) => spreadOfLogs(mixed(signal, noise, balance + ratio));
  let best = 0;
  let least = Infinity;
  for (let ratio = -REACH; ratio <= REACH; ratio += STEP) {
    const value = spread(ratio);
    if (value < least) [best, least] = [ratio, value];
  }
  return -Math.sqrt(Math.min(least, refined(spread, best - STEP, best + STEP)));
}

const trace = ({ rows, data }: Matrix) => {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += data[i * (rows + 1)];
  return sum;
};

/** The signal and the noise in a ratio of e^logRatio, whichever is larger with weight 1. */
function mixed(signal: Matrix, noise: Matrix, logRatio: number): Matrix {
  const [s, t] = logRatio > 0 ? [1, Math.exp(-logRatio)] : [Math.exp(logRatio), 1];
  const { rows, columns, data } = signal;
  const sum = data.map((value, at) => s * value + t * noise.data[at]);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const mean = (sum[i * columns + j] + sum[j * columns + i]) / 2;
      sum[i * columns + j] = mean;
      sum[j * columns + i] = mean;
    }
  return { rows, columns, data: sum };
}

/** Sum of squared deviations of the eigenvalues' logarithms; infinite for a matrix that is not positive definite. */
function spreadOfLogs(matrix: Matrix): number {
  const values = symmetricEigenvalues(matrix);
  if (!(values[values.length - 1] > 0)) return Infinity;
  const logs = values.map(Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  return logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** The least value between two places that is found by golden sections. */
function refined(f: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (high - low > CLOSE) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = f(right);
    }
  }
  return Math.min(atLeft, atRight);
}
