import type { Matrix } from '@lrsim/core';
import { checkSquare } from './check-matrix.js';
import { engine } from './engines/engine-in-use.js';
import { scaleByPowerOfTwo } from './power-of-two-scale.js';
import type { ComplexValues, GeneralEigen } from './types.js';

/**
 * Eigenvalues and right eigenvectors of a square real matrix that need not be symmetric: A v = l v, complex in general.
 *
 * The order is the algorithm's; complex ones come in conjugate pairs. Each eigenvector has Euclidean length 1.
 *
 * @throws ArgumentError for a matrix that is not square.
 * @throws NonFiniteError for NaN or infinity.
 * @throws ConvergenceError after a bounded number of iterations.
 */
export function generalEigen(a: Matrix): GeneralEigen {
  const { matrix, unscale } = scaledSquare('generalEigen', a);
  const { real, imaginary, vectorsReal, vectorsImaginary } = engine().generalEigen(matrix);
  return { ...unscaled({ real, imaginary }, unscale), vectorsReal, vectorsImaginary };
}

/** The eigenvalues of `generalEigen` alone, at a smaller cost. */
export function generalEigenvalues(a: Matrix): ComplexValues {
  const { matrix, unscale } = scaledSquare('generalEigenvalues', a);
  return unscaled(engine().generalEigenvalues(matrix), unscale);
}

function scaledSquare(where: string, a: Matrix) {
  checkSquare(where, 'a', a);
  return scaleByPowerOfTwo(a);
}

const unscaled = ({ real, imaginary }: ComplexValues, unscale: number): ComplexValues => ({
  real: real.map((value) => value * unscale),
  imaginary: imaginary.map((value) => value * unscale),
});
