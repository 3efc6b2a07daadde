import {
  kernelRidgePredictivity,
  linearPredictivity,
  linearRegression,
  pairwiseMatching,
  plsPredictivity,
  ridgeCvPredictivity,
  ridgePredictivity,
} from './predictivity.js';

/** The regression family by name. */
export const regressionMeasures = {
  'linear-predictivity': linearPredictivity,
  'ridge-predictivity': ridgePredictivity,
  'ridge-cv-predictivity': ridgeCvPredictivity,
  'pls-predictivity': plsPredictivity,
  'kernel-ridge-predictivity': kernelRidgePredictivity,
  'pairwise-matching': pairwiseMatching,
  'linear-regression': linearRegression,
} as const;
