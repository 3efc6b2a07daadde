import { ArgumentError, type Matrix } from '@lrsim/core';
import { cholesky, solve, transposeMultiply } from '@lrsim/linalg';

/**
 * The condition number of the correlations between units up to which they are factored themselves: what that loses, this times
 * the machine epsilon, stays below 1e-10.
 */
const WELL_CONDITIONED = 1e5;
/** Norms beyond these have squares beyond float64. */
const [SMALLEST, LARGEST] = [1e-140, 1e140];

/**
 * The W for which the columns of XW' are orthonormal, from the correlations between the units of X: many times faster than an
 * SVD of tall data. Undefined where it would lose digits or X lacks rank, which takes a basis from an SVD.
 *
 * @param x - samples x units, centred.
 * @param leastSingular - directions below this are rounding.
 */
export function whiteningOf(x: Matrix, leastSingular: number): Matrix | undefined {
  const n = x.columns;
  if (x.rows <= n) return undefined;
  const gram = transposeMultiply(x, x);
  // Each unit over its norm: how different their scales are does not matter to canonical correlations.
  const norms = Float64Array.from({ length: n }, (_, i) => Math.sqrt(gram.data[i * n + i]));
  if (norms.some((norm) => !(norm > SMALLEST && norm < LARGEST))) return undefined;
  const correlations = { ...gram, data: gram.data.map((v, at) => v / norms[Math.floor(at / n)] / norms[at % n]) };
  const inverse = inverseFactor(correlations);
  if (!inverse || largestSum(correlations) * largestSum(inverse) * largestSumOfColumn(inverse) > WELL_CONDITIONED)
    return undefined;
  const whitening = { ...inverse, data: inverse.data.map((value, at) => value / norms[at % n]) };
  // The largest singular value of W is at most the root of these, and the least of X is its inverse.
  const largest = Math.sqrt(largestSum(whitening) * largestSumOfColumn(whitening));
  return largest * leastSingular < 1 ? whitening : undefined;
}

/** The inverse of the Cholesky factor; undefined where there is none. */
function inverseFactor(a: Matrix): Matrix | undefined {
  const identity = new Float64Array(a.rows * a.rows);
  for (let i = 0; i < a.rows; i++) identity[i * (a.rows + 1)] = 1;
  try {
    return solve(cholesky(a), { ...a, data: identity });
  } catch (error) {
    if (error instanceof ArgumentError) return undefined;
    throw error;
  }
}

/** The largest sum of magnitudes in a row. */
function largestSum({ rows, columns, data }: Matrix): number {
  let largest = 0;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let at = i * columns; at < (i + 1) * columns; at++) sum += Math.abs(data[at]);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** The largest sum of magnitudes in a column. */
function largestSumOfColumn({ rows, columns, data }: Matrix): number {
  const sums = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) sums[j] += Math.abs(data[at]);
  return sums.reduce((largest, sum) => Math.max(largest, sum), 0);
}
