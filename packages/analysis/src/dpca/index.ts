// The decomposition

export { dpca } from './dpca.js';
export { marginalise } from './marginalise.js';
export { dpcaInverseTransform, dpcaReconstruct, dpcaTransform } from './transform.js';

// Single trials

export { dpcaCrossValidation, dpcaPredictionError } from './cross-validation.js';
export { dpcaSignificance } from './significance.js';
export { conditionMeans } from './trials.js';

// Types

export type {
  Dpca,
  DpcaComponent,
  DpcaCrossValidation,
  DpcaCrossValidationOptions,
  DpcaMarginalisation,
  DpcaOptions,
  DpcaSignificance,
  DpcaSignificanceOptions,
} from './types.js';
