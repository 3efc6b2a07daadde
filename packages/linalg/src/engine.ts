import { bidiagonalSingularValues } from './bidiagonal-singular-values.js';
import { bidiagonalise } from './bidiagonalise.js';
import {
  mlMatrixCholesky,
  mlMatrixEigen,
  mlMatrixGeneralEigen,
  mlMatrixGeneralEigenvalues,
  mlMatrixQr,
  mlMatrixSolve,
  mlMatrixSvd,
} from './ml-matrix-decompositions.js';
import { packedTransposeMultiply } from './packed-transpose-multiply.js';
import { transpose } from './transpose.js';
import type { Engine } from './types.js';

/**
 * The engine in use: plain JavaScript loops, and ml-matrix for eigenvectors. This is the one place to change for another.
 *
 * Singular values are not ml-matrix's: its SVD has no bound on its sweeps (mljs/matrix issue 70 reports data on which
 * it never returns) and takes twice the time.
 */
export const engine: Engine = {
  name: 'javascript',
  transposeMultiply: packedTransposeMultiply,
  singularValues: (a) => bidiagonalSingularValues(bidiagonalise(a.rows < a.columns ? transpose(a) : a)),
  svd: mlMatrixSvd,
  symmetricEigen: mlMatrixEigen,
  symmetricEigenvalues: (a) => mlMatrixEigen(a).values,
  generalEigen: mlMatrixGeneralEigen,
  generalEigenvalues: mlMatrixGeneralEigenvalues,
  qr: mlMatrixQr,
  solve: mlMatrixSolve,
  cholesky: mlMatrixCholesky,
};
