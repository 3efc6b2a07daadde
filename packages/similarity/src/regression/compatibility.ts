import type { MatrixInput } from '@lrsim/core';
import {
  kernelRidgePredictivity,
  linearPredictivity,
  linearRegression,
  pairwiseMatching,
  plsPredictivity,
  ridgeCvPredictivity,
  ridgePredictivity,
} from './predictivity.js';
import type { PredictionScore } from './types.js';

/** What compatibility names may be told. */
export interface RegressionCompatibilityOptions {
  /** Of ridge regressions (default: the library's). */
  readonly alpha?: number;
  /** Of deepdive (default `r2`). */
  readonly score?: PredictionScore;
  /** Of PLS (default 2, as in scikit-learn). */
  readonly components?: number;
  /** Of diffscore: contiguous folds, or null for the samples learnt from (default 5). */
  readonly folds?: number | null;
}

type Compatible = (x: MatrixInput, y: MatrixInput, options?: RegressionCompatibilityOptions) => number;

/** In-sample R2 of each target, averaged, as scikit-learn scores. */
const sklearn = { inSample: true, score: 'r2', constantTargets: 'count' } as const;

const diffscore =
  (score: PredictionScore): Compatible =>
  (x, y, { alpha = 0, folds = 5 } = {}) => {
    const division = folds === null ? { inSample: true } : { folds };
    return ridgePredictivity(x, y, { predict: 'x', aggregate: 'folds', score, alpha, ...division });
  };

/** The conventions of other libraries, under their names: `library/name`. */
export const regressionCompatibility: Readonly<Record<string, Compatible>> = {
  'sklearn/LinearRegression': (x, y) => linearPredictivity(x, y, sklearn),
  'sklearn/Ridge': (x, y, { alpha = 1 } = {}) => ridgePredictivity(x, y, { ...sklearn, alpha }),
  'sklearn/RidgeCV': (x, y) => ridgeCvPredictivity(x, y, sklearn),
  'sklearn/PLSRegression': (x, y, { components = 2 } = {}) => plsPredictivity(x, y, { ...sklearn, components }),
  'deepdive/linear_regression': (x, y, { score = 'r2' } = {}) =>
    linearPredictivity(x, y, { score, constantTargets: 'count' }),
  'deepdive/ridge_regression': (x, y, { alpha = 1, score = 'r2' } = {}) =>
    ridgePredictivity(x, y, { alpha, score, constantTargets: 'count' }),
  'brain_language_nlp/ridge': (x, y, { alpha = 1 } = {}) =>
    ridgePredictivity(x, y, { ...sklearn, intercept: false, alpha }),
  'brain_language_nlp/kernel_ridge': (x, y, { alpha = 1 } = {}) =>
    kernelRidgePredictivity(x, y, { ...sklearn, intercept: false, kernel: 'linear', alpha }),
  'diffscore/linreg-r2': diffscore('total-r2'),
  'diffscore/linreg-pearsonr': diffscore('cosine'),
  'resi/LinearRegression': (x, y) => linearRegression(x, y, { predict: 'x' }),
  'neuroaimetrics/pairwisematching': (x, y) => pairwiseMatching(x, y),
};
