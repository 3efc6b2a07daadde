// Products and norms

export { centreColumns, columnMeans, columnMeansAndNorm, minusRow } from './centre-columns.js';
export { leadingColumns, scaleColumns } from './columns.js';
export { frobeniusNorm } from './frobenius-norm.js';
export {
  multiply,
  multiplyTranspose,
  readProductTranspose,
  readTransposeProduct,
  readUpperGram,
  transposeMultiply,
} from './multiply.js';
export { transpose } from './transpose.js';

// Decompositions

export { generalEigen, generalEigenvalues } from './general-eigen.js';
export { invertLowerTriangle } from './invert-lower-triangle.js';
export { leadingSvd } from './leading-svd.js';
export { linearAssignment } from './linear-assignment.js';
export { orthonormalBasis } from './orthonormal-basis.js';
export { principalComponents } from './principal-components.js';
export { singularValues } from './singular-values.js';
export {
  cholesky,
  leastSquares,
  pivotedCholesky,
  positiveDefiniteSolver,
  qr,
  solve,
  solvePositiveDefinite,
} from './solve.js';
export { svd } from './svd.js';
export { leadingEigen, symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.js';
export { symmetricFunction } from './symmetric-function.js';

// Which engine runs

export { type EngineName, engineInUse, useEngine } from './engines/engine-in-use.js';

// Errors and types

export { ConvergenceError } from '@lrsim/core';
export type {
  ComplexValues,
  Engine,
  GeneralEigen,
  PivotedCholesky,
  PrincipalComponents,
  Qr,
  Svd,
  SymmetricEigen,
} from './types.js';
