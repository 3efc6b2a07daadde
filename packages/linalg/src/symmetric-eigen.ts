import { ArgumentError, type Matrix } from '@lrsim/core';
import { checkDecomposable } from './check-matrix.js';
import { engine } from './engines/engine-in-use.js';
import { largestMagnitude } from './frobenius-norm.js';
import { scaleByPowerOfTwo } from './power-of-two-scale.js';
import type { SymmetricEigen } from './types.js';

/** How far a_ij and a_ji may differ, relative to the largest element. Products of real data differ by far less. */
const ASYMMETRY = 1e-10;

/**
 * Eigenvalues (descending) and unit eigenvectors of a symmetric matrix.
 *
 * @throws ArgumentError for a matrix that is not square or not symmetric.
 * @throws NonFiniteError for NaN or infinity.
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  checkSymmetric(a);
  const { matrix, unscale } = scaleByPowerOfTwo(a);
  const { values, vectors } = engine().symmetricEigen(matrix);
  return { values: values.map((value) => value * unscale), vectors };
}

/** The eigenvalues of `symmetricEigen` alone, descending, at a smaller cost. */
export function symmetricEigenvalues(a: Matrix): Float64Array {
  checkSymmetric(a);
  const { matrix, unscale } = scaleByPowerOfTwo(a);
  const values = engine().symmetricEigenvalues(matrix);
  return values.map((value) => value * unscale);
}

function checkSymmetric(a: Matrix): void {
  const { rows, columns, data } = a;
  if (rows !== columns)
    throw new ArgumentError(`symmetricEigen: a is ${rows} x ${columns}; expected a square symmetric matrix`);
  checkDecomposable('symmetricEigen', 'a', a);
  const tolerance = ASYMMETRY * largestMagnitude(data);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++)
      if (Math.abs(data[i * columns + j] - data[j * columns + i]) > tolerance)
        throw new ArgumentError(
          `symmetricEigen: a is ${data[i * columns + j]} at [${i}, ${j}] and ${data[j * columns + i]} at [${j}, ${i}]; expected a symmetric matrix`,
        );
}
