export { bidiagonalise } from './bidiagonalise';
export { blockBytes, factorQr, formQ } from './orthogonalise';
export { multiplyAdd, scratchBytes } from './product';
export { tridiagonalise } from './tridiagonalise';
