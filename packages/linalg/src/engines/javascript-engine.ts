import { transpose } from '../transpose.js';
import type { Engine } from '../types.js';
import { bidiagonalSingularValues } from './bidiagonal-singular-values.js';
import { bidiagonalise } from './bidiagonalise.js';
import { golubKahanSvd } from './golub-kahan-svd.js';
import { householderEigen, householderEigenvalues } from './householder-eigen.js';
import { householderQr } from './householder-qr.js';
import { packedTransposeMultiply } from './packed-transpose-multiply.js';
import { pivotedCholeskyFactor } from './pivoted-cholesky.js';
import { schurEigen, schurEigenvalues } from './schur-eigen.js';
import { smallProduct, smallProductTranspose, smallTransposeProduct } from './small-products.js';
import { choleskyFactor, eliminate, solveByCholesky } from './triangular-solvers.js';

/** Multiplications below which packing takes longer than what it saves. */
const SMALL_PRODUCT = 2000;

/** Plain JavaScript, which is always there. */
export const javascriptEngine: Engine = {
  name: 'javascript',
  multiply: (a, b) =>
    a.rows * a.columns * b.columns < SMALL_PRODUCT ? smallProduct(a, b) : packedTransposeMultiply(transpose(a), b),
  transposeMultiply: (a, b) =>
    a.columns * a.rows * b.columns < SMALL_PRODUCT ? smallTransposeProduct(a, b) : packedTransposeMultiply(a, b),
  multiplyTranspose(a, b) {
    if (a.rows * a.columns * b.rows < SMALL_PRODUCT) return smallProductTranspose(a, b);
    const transposed = transpose(a);
    return packedTransposeMultiply(transposed, a === b ? transposed : transpose(b));
  },
  singularValues: (a) => bidiagonalSingularValues(bidiagonalise(a.rows < a.columns ? transpose(a) : a)),
  svd: golubKahanSvd,
  symmetricEigen: householderEigen,
  symmetricEigenvalues: householderEigenvalues,
  generalEigen: schurEigen,
  generalEigenvalues: schurEigenvalues,
  qr: householderQr,
  solve: eliminate,
  cholesky: choleskyFactor,
  pivotedCholesky: pivotedCholeskyFactor,
  solveCholesky: solveByCholesky,
};
