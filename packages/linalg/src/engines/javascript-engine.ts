import { transpose } from '../transpose.js';
import type { Engine } from '../types.js';
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
import { solveByCholesky } from './solve-by-cholesky.js';

/** Plain JavaScript, which is always there. */
export const javascriptEngine: Engine = {
  name: 'javascript',
  multiply: (a, b) => packedTransposeMultiply(transpose(a), b),
  transposeMultiply: packedTransposeMultiply,
  multiplyTranspose(a, b) {
    const transposed = transpose(a);
    return packedTransposeMultiply(transposed, a === b ? transposed : transpose(b));
  },
  singularValues: (a) => bidiagonalSingularValues(bidiagonalise(a.rows < a.columns ? transpose(a) : a)),
  svd: mlMatrixSvd,
  symmetricEigen: mlMatrixEigen,
  symmetricEigenvalues: (a) => mlMatrixEigen(a).values,
  generalEigen: mlMatrixGeneralEigen,
  generalEigenvalues: mlMatrixGeneralEigenvalues,
  qr: mlMatrixQr,
  solve: mlMatrixSolve,
  cholesky: mlMatrixCholesky,
  solvePositiveDefinite(a, b) {
    const lower = mlMatrixCholesky(a);
    return lower && solveByCholesky(lower, b);
  },
};
