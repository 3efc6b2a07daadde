export { bidiagonalise } from './bidiagonalise';
export { factorCholesky, solveCholesky } from './cholesky';
export { factorQr, formQ } from './orthogonalise';
export { multiplyAdd } from './product';
export { tridiagonalise } from './tridiagonalise';
