import type { Matrix } from '@lrsim/core';
import type { HsicEstimator } from './types.js';

/**
 * What makes each estimator an inner product of two matrices: the kernel matrix, centred in its own way.
 *
 * In features, for data centred per unit, the same inner product is |X'Y|^2 - a sum_i k_i l_i + b tr K tr L, k and l the
 * diagonals of K = XX' and L = YY'.
 */
interface Centring {
  /** Changes a kernel matrix in place. */
  readonly apply: (k: Float64Array, samples: number) => void;
  readonly a: (samples: number) => number;
  readonly b: (samples: number) => number;
}

const zero = () => 0;
const one = () => 1;

export const centrings: Readonly<Record<HsicEstimator, Centring>> = {
  biased: { apply: doublyCentre, a: zero, b: zero },
  lange: {
    apply(k, n) {
      doublyCentre(k, n);
      dropDiagonal(k, n);
    },
    a: one,
    b: zero,
  },
  // The U-centred matrix (Szekely & Rizzo 2014), whose inner product is Song's estimator times n (n - 3).
  unbiased: {
    apply(k, n) {
      dropDiagonal(k, n);
      const sums = rowSums(k, n);
      const all = sums.reduce((sum, value) => sum + value, 0) / ((n - 1) * (n - 2));
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) if (i !== j) k[i * n + j] += all - (sums[i] + sums[j]) / (n - 2);
    },
    a: (n) => n / (n - 2),
    b: (n) => 1 / ((n - 1) * (n - 2)),
  },
};

/** Kernel matrices as they are, or without their diagonals. */
export const uncentred: Readonly<Record<Exclude<HsicEstimator, 'unbiased'>, Centring>> = {
  biased: { apply: () => {}, a: zero, b: zero },
  lange: { apply: dropDiagonal, a: one, b: zero },
};

/** Centring of the estimator. */
export const centringOf = (estimator: HsicEstimator, centre: boolean): Centring =>
  centre || estimator === 'unbiased' ? centrings[estimator] : uncentred[estimator];

function doublyCentre(k: Float64Array, n: number): void {
  const means = rowSums(k, n).map((sum) => sum / n);
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) k[i * n + j] -= means[i] + means[j] - mean;
}

function dropDiagonal(k: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) k[i * n + i] = 0;
}

function rowSums(k: Float64Array, n: number): Float64Array {
  // Differences from the first element: what is common to a row of nearly equal values loses no digits.
  return Float64Array.from({ length: n }, (_, i) => {
    const first = k[i * n];
    let sum = 0;
    for (let j = 1; j < n; j++) sum += k[i * n + j] - first;
    return sum + n * first;
  });
}

/** The inner product of two matrices of the same size. */
export function innerProduct(a: Pick<Matrix, 'data'>, b: Pick<Matrix, 'data'>): number {
  let sum = 0;
  for (let at = 0; at < a.data.length; at++) sum += a.data[at] * b.data[at];
  return sum;
}
