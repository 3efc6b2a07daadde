import { ArgumentError, createRng, type Matrix } from '@lrsim/core';
import { cholesky, frobeniusNorm, invertLowerTriangle, multiply, transposeMultiply } from '@lrsim/linalg';

/**
 * The condition number of the correlations between units up to which they are factored themselves: what that loses, this times
 * the machine epsilon, stays below 1e-11.
 */
const WELL_CONDITIONED = 1e4;
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
  // Of the centred data: `crossProduct` keeps the digits of the whole, not of each unit beside its own norm.
  const gram = transposeMultiply(x, x);
  // Each unit over its norm: how different their scales are does not matter to canonical correlations.
  const norms = Float64Array.from({ length: n }, (_, i) => Math.sqrt(gram.data[i * n + i]));
  if (norms.some((norm) => !(norm > SMALLEST && norm < LARGEST))) return undefined;
  const correlations = { ...gram, data: gram.data.map((v, at) => v / norms[Math.floor(at / n)] / norms[at % n]) };
  const inverse = inverseFactor(correlations);
  if (!inverse) return undefined;
  const least = 1 / largestEigenvalue(n, (v) => transposeMultiply(inverse, multiply(inverse, v)));
  const largest = largestEigenvalue(n, (v) => multiply(correlations, v));
  if (largest / least > WELL_CONDITIONED) return undefined;
  // The least singular value of X is at least that of the scaled units times the smallest norm.
  const smallestNorm = norms.reduce((smaller, norm) => Math.min(smaller, norm), Infinity);
  if (!(Math.sqrt(least) * smallestNorm > leastSingular)) return undefined;
  return { ...inverse, data: inverse.data.map((value, at) => value / norms[at % n]) };
}

/** The inverse of the Cholesky factor; undefined where there is none. */
function inverseFactor(a: Matrix): Matrix | undefined {
  try {
    return invertLowerTriangle(cholesky(a));
  } catch (error) {
    if (error instanceof ArgumentError) return undefined;
    throw error;
  }
}

/** Rounds of the power method: from a random start what it finds is at most n^(1/10) times too small. */
const ROUNDS = 5;

/** An estimate of the largest eigenvalue of a positive definite matrix, good to a factor of two. */
function largestEigenvalue(n: number, apply: (v: Matrix) => Matrix): number {
  const rng = createRng('power method');
  let v: Matrix = { rows: n, columns: 1, data: Float64Array.from({ length: n }, () => rng.normal()) };
  let value = 0;
  for (let round = 0; round <= ROUNDS; round++) {
    const norm = frobeniusNorm(v);
    v = apply({ ...v, data: v.data.map((one) => one / norm) });
    value = frobeniusNorm(v);
  }
  return value;
}
