import type { Matrix } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';

/** A symmetric matrix by its lower triangle with the diagonal, row by row: half the memory, and half of each pass over it. */
export interface PackedSymmetric {
  readonly size: number;
  /** size (size + 1) / 2 numbers. */
  readonly data: Float64Array;
}

/** The lower triangle of a symmetric matrix, copied. */
export function packed({ rows: n, data }: Matrix): PackedSymmetric {
  const values = new Float64Array((n * (n + 1)) / 2);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0, from = i * n; j <= i; j++, at++, from++) values[at] = data[from];
  return { size: n, data: values };
}

/** Rows and columns copied at a time: blocks that stay in the cache. */
const BLOCK = 32;

/** The whole matrix. */
export function unpacked({ size: n, data }: PackedSymmetric): Matrix {
  const whole = new Float64Array(n * n);
  for (let top = 0; top < n; top += BLOCK)
    for (let left = 0; left <= top; left += BLOCK)
      for (let i = top; i < Math.min(n, top + BLOCK); i++)
        for (let j = left, at = (i * (i + 1)) / 2 + left; j <= Math.min(i, left + BLOCK - 1); j++, at++) {
          whole[i * n + j] = data[at];
          whole[j * n + i] = data[at];
        }
  return { rows: n, columns: n, data: whole };
}

/** The sum of products of two symmetric matrices of one size. */
export function innerProduct({ size, data: a }: PackedSymmetric, { data: b }: PackedSymmetric): number {
  let [twice, once] = [0, 0];
  for (let i = 0, at = 0; i < size; i++, at++) {
    for (const end = at + i; at < end; at++) twice += a[at] * b[at];
    once += a[at] * b[at];
  }
  return 2 * twice + once;
}

/** The Frobenius norm. */
export function normOf({ size, data }: PackedSymmetric): number {
  const norm = frobeniusNorm({ rows: 1, columns: data.length, data });
  if (norm === 0) return 0;
  const diagonal = Float64Array.from({ length: size }, (_, i) => data[(i * (i + 3)) / 2]);
  // Each element beside the diagonal stands for two.
  return norm * Math.sqrt(2 - (frobeniusNorm({ rows: 1, columns: size, data: diagonal }) / norm) ** 2);
}

/** The sum of each row. Of differences from the first element: what is common to nearly equal numbers loses no digits. */
export function rowSums({ size, data }: PackedSymmetric): Float64Array {
  const first = data[0];
  const sums = new Float64Array(size);
  for (let i = 0, at = 0; i < size; i++, at++) {
    let sum = 0;
    for (let j = 0; j < i; j++, at++) {
      const value = data[at] - first;
      sum += value;
      sums[j] += value;
    }
    sums[i] = sum + (data[at] - first);
  }
  return sums.map((sum) => sum + size * first);
}
