import { ArgumentError, checkInteger, type Matrix } from '@lrsim/core';
import { checkDecomposable } from './check-matrix.js';
import { leadingColumns } from './columns.js';
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

/** Sizes below which all eigenvectors cost hardly more than a few. */
const LARGE = 128;

/**
 * All eigenvalues (descending) of a symmetric matrix, and the unit eigenvectors of the largest of them only: with LAPACK, a twentieth
 * of 400 take half the time of all.
 *
 * @param wanted - says, given the eigenvalues, how many: at least 1, at most as many as there are.
 * @throws ArgumentError for a matrix that is not square or not symmetric, or a number that is none of those.
 * @throws NonFiniteError for NaN or infinity.
 */
export function leadingEigen(a: Matrix, wanted: (values: Float64Array) => number): SymmetricEigen {
  checkSymmetric(a);
  const { matrix, unscale } = scaleByPowerOfTwo(a);
  const rescaled = (values: Float64Array) => values.map((value) => value * unscale);
  const count = (values: Float64Array) => {
    const number = wanted(rescaled(values));
    checkInteger('leadingEigen', 'the number wanted', number);
    return Math.min(number, values.length);
  };
  const few = a.rows < LARGE ? undefined : engine().leadingEigen?.(matrix, count);
  if (few) return { values: rescaled(few.values), vectors: few.vectors };
  const { values, vectors } = engine().symmetricEigen(matrix);
  return { values: rescaled(values), vectors: leadingColumns(vectors, count(values)) };
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
