// Models

export { classify } from './classify.js';
export { discriminantAnalysis } from './discriminant-analysis.js';
export { logisticRegression } from './logistic-regression.js';
export { predictRegression, ridgeRegression } from './ridge-regression.js';

// Held-out accuracy

export { crossValidatedClassifier, crossValidatedRegression, decodeOverTime } from './cross-validation.js';
export { decodingSignificance } from './significance.js';

// Types

export type {
  DecodingAccuracy,
  DecodingOptions,
  DecodingSignificance,
  DiscriminantOptions,
  FoldOptions,
  LinearClassifier,
  LinearRegression,
  LogisticOptions,
  RegressionAccuracy,
  RidgeOptions,
  TimeResolvedDecoding,
} from './types.js';
