import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, solve, transposeMultiply } from '@lrsim/linalg';

/** Sizes up to which plain loops over square matrices are faster than a call of a library. */
const SMALL = 32;

const square = (n: number, data: Float64Array): Matrix => ({ rows: n, columns: n, data });

/** A B of square matrices. */
export function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  if (n > SMALL) return multiply(square(n, a), square(n, b)).data;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let l = 0; l < n; l++) {
      const factor = a[i * n + l];
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[l * n + j];
    }
  return out;
}

/** A B' of square matrices. */
export function productTransposed(a: Float64Array, b: Float64Array, n: number): Float64Array {
  if (n > SMALL) return multiplyTranspose(square(n, a), square(n, b)).data;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < n; l++) sum += a[i * n + l] * b[j * n + l];
      out[i * n + j] = sum;
    }
  return out;
}

/** A' B of square matrices. */
export function transposedProduct(a: Float64Array, b: Float64Array, n: number): Float64Array {
  if (n > SMALL) return transposeMultiply(square(n, a), square(n, b)).data;
  const out = new Float64Array(n * n);
  for (let l = 0; l < n; l++)
    for (let i = 0; i < n; i++) {
      const factor = a[l * n + i];
      for (let j = 0; j < n; j++) out[i * n + j] += factor * b[l * n + j];
    }
  return out;
}

/** The Cayley transform (I - W/2)^-1 (I + W/2) of the skew-symmetric W = length * direction. */
export function cayley(direction: Float64Array, length: number, n: number): Float64Array {
  const minus = new Float64Array(n * n);
  const plus = new Float64Array(n * n);
  for (let at = 0; at < minus.length; at++) {
    plus[at] = (length * direction[at]) / 2;
    minus[at] = -plus[at];
  }
  for (let i = 0; i < n; i++) {
    minus[i * n + i] += 1;
    plus[i * n + i] += 1;
  }
  return n > SMALL ? solve(square(n, minus), square(n, plus)).data : eliminate(minus, plus, n);
}

/** Gaussian elimination in place; no pivots are sought, since a matrix of symmetric part I has none that is small. */
function eliminate(a: Float64Array, b: Float64Array, n: number): Float64Array {
  for (let k = 0; k < n; k++)
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] / a[k * n + k];
      for (let j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
      for (let j = 0; j < n; j++) b[i * n + j] -= factor * b[k * n + j];
    }
  for (let i = n - 1; i >= 0; i--) {
    for (let l = i + 1; l < n; l++) {
      const factor = a[i * n + l];
      for (let j = 0; j < n; j++) b[i * n + j] -= factor * b[l * n + j];
    }
    for (let j = 0; j < n; j++) b[i * n + j] /= a[i * n + i];
  }
  return b;
}
