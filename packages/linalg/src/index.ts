// Products and norms
export { centreColumns, columnMeans } from './centre-columns.js';
// Errors and types
export { ConvergenceError } from './convergence-error.js';
export { frobeniusNorm } from './frobenius-norm.js';
// Decompositions
export { inverseSquareRoot } from './inverse-square-root.js';
export { multiply, transposeMultiply } from './multiply.js';
export { principalComponents } from './principal-components.js';
export { singularValues } from './singular-values.js';
export { symmetricEigen } from './symmetric-eigen.js';
export { transpose } from './transpose.js';
export type { Engine, PrincipalComponents, SymmetricEigen } from './types.js';
