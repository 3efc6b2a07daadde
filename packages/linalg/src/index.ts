// Products and norms

export { centreColumns, columnMeans } from './centre-columns.js';
export { frobeniusNorm } from './frobenius-norm.js';
export { multiply, transposeMultiply } from './multiply.js';
export { transpose } from './transpose.js';

// Decompositions

export { principalComponents } from './principal-components.js';
export { singularValues } from './singular-values.js';
export { symmetricEigen } from './symmetric-eigen.js';

// Errors and types

export { ConvergenceError } from './convergence-error.js';
export type { Engine, PrincipalComponents, SymmetricEigen } from './types.js';
