import { transpose } from '../transpose.js';
import type { Engine } from '../types.js';
import { bidiagonalSingularValues } from './bidiagonal-singular-values.js';
import { bidiagonalise } from './bidiagonalise.js';
import { golubKahanSvd } from './golub-kahan-svd.js';
import { householderEigen, householderEigenvalues } from './householder-eigen.js';
import { householderQr } from './householder-qr.js';
import { packedTransposeMultiply } from './packed-transpose-multiply.js';
import { schurEigen, schurEigenvalues } from './schur-eigen.js';
import { choleskyFactor, eliminate, solveByCholesky } from './triangular-solvers.js';

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
  svd: golubKahanSvd,
  symmetricEigen: householderEigen,
  symmetricEigenvalues: householderEigenvalues,
  generalEigen: schurEigen,
  generalEigenvalues: schurEigenvalues,
  qr: householderQr,
  solve: eliminate,
  cholesky: choleskyFactor,
  solvePositiveDefinite(a, b) {
    const lower = choleskyFactor(a);
    return lower && solveByCholesky(lower, b);
  },
};
