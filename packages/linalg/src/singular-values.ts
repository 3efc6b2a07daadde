import type { Matrix } from '@lrsim/core';
import { checkDecomposable } from './check-matrix.js';
import { engine } from './engines/engine-in-use.js';
import { scaleByPowerOfTwo } from './power-of-two-scale.js';

/**
 * The singular values, descending; as many as the smaller of rows and columns.
 *
 * Absolute error about machine precision times the largest value, at any scale of the matrix.
 *
 * @throws ArgumentError for a matrix without rows or columns; NonFiniteError for NaN or infinity.
 * @throws ConvergenceError after a bounded number of iterations; no input is known to cause it.
 */
export function singularValues(a: Matrix): Float64Array {
  checkDecomposable('singularValues', 'a', a);
  const { matrix, unscale } = scaleByPowerOfTwo(a);
  return engine()
    .singularValues(matrix)
    .map((value) => value * unscale);
}
