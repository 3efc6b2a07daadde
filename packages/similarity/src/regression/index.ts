// Predicting one representation from another: the family by name, its members

export { regressionMeasures } from './measures.js';
export {
  kernelRidgePredictivity,
  linearPredictivity,
  linearRegression,
  pairwiseMatching,
  plsPredictivity,
  ridgeCvPredictivity,
  ridgePredictivity,
} from './predictivity.js';

// Predictions, scores of targets and folds

export type { PredictionResult } from './cross-validation.js';
export { crossValidatedPrediction, type RegressionOptions } from './predictivity.js';

// Other libraries' conventions

export { type RegressionCompatibilityOptions, regressionCompatibility } from './compatibility.js';

// Options

export type { FoldOptions } from './folds.js';
export type {
  KernelRidgeOptions,
  LinearOptions,
  MatchingOptions,
  PlsOptions,
  PredictionScore,
  RidgeCvOptions,
  RidgeOptions,
  ScoringOptions,
} from './types.js';
