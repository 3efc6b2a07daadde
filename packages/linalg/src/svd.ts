import type { Matrix } from '@lrsim/core';
import { checkDecomposable } from './check-matrix.js';
import { engine } from './engines/engine-in-use.js';
import { scaleByPowerOfTwo } from './power-of-two-scale.js';
import type { Svd } from './types.js';

/**
 * The thin singular value decomposition A = U diag(values) V', with min(rows, columns) values, descending.
 *
 * Where a value is zero its vectors are an arbitrary orthonormal completion. Where only the values are needed,
 * `singularValues` costs a quarter.
 *
 * @throws ArgumentError for a matrix without rows or columns; NonFiniteError for NaN or infinity.
 * @throws ConvergenceError after a bounded number of iterations.
 */
export function svd(a: Matrix): Svd {
  checkDecomposable('svd', 'a', a);
  const { matrix, unscale } = scaleByPowerOfTwo(a);
  const { u, values, v } = engine().svd(matrix);
  return { u, values: values.map((value) => value * unscale), v };
}
