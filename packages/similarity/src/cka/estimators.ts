import { type PackedSymmetric, rowSums } from '../packed-symmetric.js';
import type { HsicEstimator } from './types.js';

/**
 * What makes each estimator an inner product of two matrices: the kernel matrix, centred in its own way.
 *
 * In features, for data centred per unit, the same inner product is |X'Y|^2 - a sum_i k_i l_i + b tr K tr L, k and l the
 * diagonals of K = XX' and L = YY'.
 */
interface Centring {
  /** Changes a kernel matrix in place. */
  readonly apply: (kernel: PackedSymmetric) => void;
  readonly a: (samples: number) => number;
  readonly b: (samples: number) => number;
}

const zero = () => 0;
const one = () => 1;

export const centrings: Readonly<Record<HsicEstimator, Centring>> = {
  biased: { apply: doublyCentre, a: zero, b: zero },
  lange: {
    apply(kernel) {
      doublyCentre(kernel);
      dropDiagonal(kernel);
    },
    a: one,
    b: zero,
  },
  // The U-centred matrix (Szekely & Rizzo 2014), whose inner product is Song's estimator times n (n - 3).
  unbiased: {
    apply(kernel) {
      dropDiagonal(kernel);
      const { size: n, data } = kernel;
      const sums = rowSums(kernel);
      const all = sums.reduce((sum, value) => sum + value, 0) / ((n - 1) * (n - 2));
      for (let i = 0, at = 0; i < n; i++, at++)
        for (let j = 0; j < i; j++, at++) data[at] += all - (sums[i] + sums[j]) / (n - 2);
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

function doublyCentre(kernel: PackedSymmetric): void {
  const { size: n, data } = kernel;
  const means = rowSums(kernel).map((sum) => sum / n);
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0, at = 0; i < n; i++) {
    const shift = means[i] - mean;
    for (let j = 0; j <= i; j++, at++) data[at] -= shift + means[j];
  }
}

function dropDiagonal({ size, data }: PackedSymmetric): void {
  for (let i = 0; i < size; i++) data[(i * (i + 3)) / 2] = 0;
}
