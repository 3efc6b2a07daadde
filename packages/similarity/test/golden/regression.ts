import { type GoldenTable, goldenArray } from '@lrsim/test-support';
import { crossValidatedPrediction, regressionCompatibility } from '../../src/index.js';

type Measure = GoldenTable[string];

const deepdiveScores = {
  r2: 'r2',
  pearson_r: 'pearson',
  pearson_r2: 'pearson-squared',
  explained_variance: 'explained-variance',
} as const;
type DeepdiveScore = keyof typeof deepdiveScores;

const deepdive =
  (name: string): Measure =>
  ({ options }, read) =>
    regressionCompatibility[name](read('X'), read('Y'), {
      alpha: options.ridge_alpha,
      score: deepdiveScores[options.score as DeepdiveScore],
    });
const named =
  (name: string): Measure =>
  ({ options }, read) =>
    regressionCompatibility[name](read('X'), read('Y'), { alpha: options.alpha, components: options.n_components });
const diffscore: Measure = ({ options }, read) =>
  regressionCompatibility[`diffscore/linreg-${options.agg ?? 'r2'}`](read('X'), read('Y'), {
    alpha: options.alpha,
    folds: options.n_splits,
  });

/** Regression scores of the reference libraries. */
export const regressionGolden: GoldenTable = {
  'similarity-repository/kfold_ridge': deepdive('deepdive/ridge_regression'),
  'similarity-repository/kfold_ols': deepdive('deepdive/linear_regression'),
  'sklearn 1.2.1/ols_r2_in_sample': named('sklearn/LinearRegression'),
  'sklearn 1.2.1/ridge_r2_in_sample': named('sklearn/Ridge'),
  'sklearn 1.2.1/ridgecv_gcv'(_, read) {
    const { chosen, score } = crossValidatedPrediction('ridge-cv', read('X'), read('Y'), {
      inSample: true,
      score: 'r2',
      constantTargets: 'count',
    });
    return [chosen[0][0], score];
  },
  'sklearn 1.2.1/pls_r2_in_sample': named('sklearn/PLSRegression'),
  'oracle/pls_r2_in_sample': named('sklearn/PLSRegression'),
  'similarity-repository/ridge_r2_nointercept': named('brain_language_nlp/ridge'),
  'similarity-repository/kernel_ridge_r2_nointercept': named('brain_language_nlp/kernel_ridge'),
  'similarity-repository/pairwisematching': ({ inputs }, read) =>
    crossValidatedPrediction('matching', read('X'), read('Y'), { folds: goldenArray(String(inputs.folds)).data })
      .perFold,
  'similarity-repository/LinearRegression': named('resi/LinearRegression'),
  'diffscore/diffscore:linreg-r2': diffscore,
  'oracle/linreg_oracle': diffscore,
  'diffscore/linreg': diffscore,
};
