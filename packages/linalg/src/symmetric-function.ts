import type { Matrix } from '@lrsim/core';
import { multiplyTranspose } from './multiply.js';
import { symmetricEigen } from './symmetric-eigen.js';

/**
 * V diag(f(l)) V' of a symmetric matrix A = V diag(l) V': its square root, inverse square root, logarithm, ...
 *
 * @param f - gets each eigenvalue and the largest magnitude among them, to cut relative to it.
 */
export function symmetricFunction(a: Matrix, f: (value: number, largest: number) => number): Matrix {
  const { values, vectors } = symmetricEigen(a);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const mapped = values.map((value) => f(value, largest));
  const scaled = { ...vectors, data: vectors.data.map((value, at) => value * mapped[at % vectors.columns]) };
  return multiplyTranspose(scaled, vectors);
}
