import { lookUp, type MatrixInput } from '@lrsim/core';
import { defineMeasure } from '../define-measure.js';
import type { Measure } from '../types.js';
import {
  crossValidated,
  type FoldedSamples,
  foldedSamples,
  heldOutScore,
  type PredictionResult,
  type Regression,
} from './cross-validation.js';
import {
  kernelRidgeRegression,
  leastSquaresRegression,
  matchingRegression,
  plsRegression,
  ridgeCvRegression,
  ridgeRegression,
} from './regressions.js';
import type {
  KernelRidgeOptions,
  LinearOptions,
  MatchingOptions,
  PlsOptions,
  RidgeCvOptions,
  RidgeOptions,
  ScoringOptions,
} from './types.js';

/** The options of each regression, by its name. */
export interface RegressionOptions {
  readonly linear: LinearOptions;
  readonly ridge: RidgeOptions;
  readonly 'ridge-cv': RidgeCvOptions;
  readonly pls: PlsOptions;
  readonly 'kernel-ridge': KernelRidgeOptions;
  readonly matching: MatchingOptions;
}

const regressions: { readonly [Name in keyof RegressionOptions]: Regression<RegressionOptions[Name]> } = {
  linear: leastSquaresRegression,
  ridge: ridgeRegression,
  'ridge-cv': ridgeCvRegression,
  pls: plsRegression,
  'kernel-ridge': kernelRidgeRegression,
  matching: matchingRegression,
};

/**
 * Predicts one representation from the other by a regression, fold by fold, with everything that it measures: scores of each
 * target and fold, the predictions themselves, and what was chosen.
 *
 * Nothing of held-out samples is used in training: means, scales, widths and choices are those of the training samples.
 *
 * @param regression - `linear`, `ridge`, `ridge-cv`, `pls`, `kernel-ridge` or `matching`.
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or options out of range;
 *   NonFiniteError for NaN.
 */
export function crossValidatedPrediction<Name extends keyof RegressionOptions>(
  regression: Name,
  x: MatrixInput,
  y: MatrixInput,
  options: RegressionOptions[Name] = {},
): PredictionResult {
  const where = 'crossValidatedPrediction';
  const learn = lookUp('regression', regressions, regression) as Regression<ScoringOptions>;
  const [a, b] = [foldedSamples(x, options, where, 'x'), foldedSamples(y, options, where, 'y')];
  return crossValidated(where, a, b, learn, options);
}

interface Facts {
  readonly range?: readonly [number, number];
  readonly invariance: Measure['invariance'];
  readonly source: string;
}

const predictivityMeasure = <O extends ScoringOptions>(
  name: string,
  regression: Regression<O>,
  { range = [-1, 1], invariance, source }: Facts,
  defaults: Partial<O> = {},
): Measure<O, FoldedSamples> => {
  const filled = (options: Partial<O>) => ({ ...defaults, ...options }) as O;
  return defineMeasure<FoldedSamples, O>({
    name,
    range,
    higherIsCloser: true,
    invariance,
    symmetric: false,
    isMetric: false,
    source,
    prepare: (input, options, where, argument) => foldedSamples(input, filled(options), where, argument),
    compare: (x, y, options) => crossValidated(name, x, y, regression, filled(options)).score,
    fit: (x, y, options) => ({ score: heldOutScore(name, x, y, regression, filled(options)) }),
  });
};

const unitsAlone = ['translation', 'isotropic-scaling', 'unit-scaling', 'permutation'] as const;
const absolute = ['translation', 'permutation'] as const;

/**
 * Linear predictivity: how well y is predicted from x by ordinary least squares, the mean Pearson correlation of held-out
 * predictions in 5 contiguous folds unless the options say otherwise. Also predicts x from y (`predict`), which is reverse
 * predictivity.
 *
 * Range and invariances are stated of the defaults; an R2 of held-out samples has no lower bound. `fit` learns from all its
 * samples; `score` scores the predictions of others.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or options out of range;
 *   NonFiniteError for NaN.
 */
export const linearPredictivity = /* @__PURE__ */ predictivityMeasure('linear-predictivity', leastSquaresRegression, {
  invariance: unitsAlone,
  source: 'Yamins et al. 2014 (doi 10.1073/pnas.1403112111); ordinary least squares',
});

/** `linearPredictivity` by ridge regression with a given regularisation, `alpha`, in the squared units of the predictor. */
export const ridgePredictivity = /* @__PURE__ */ predictivityMeasure('ridge-predictivity', ridgeRegression, {
  invariance: absolute,
  source: 'Hoerl & Kennard 1970 (doi 10.1080/00401706.1970.10488634)',
});

/** `linearPredictivity` by ridge regression whose regularisation is chosen by the leave-one-out error of the training samples. */
export const ridgeCvPredictivity = /* @__PURE__ */ predictivityMeasure('ridge-cv-predictivity', ridgeCvRegression, {
  invariance: absolute,
  source: 'Golub, Heath & Wahba 1979 (doi 10.1080/00401706.1979.10489751)',
});

/** `linearPredictivity` by partial least squares regression, of 25 components unless told otherwise. */
export const plsPredictivity = /* @__PURE__ */ predictivityMeasure('pls-predictivity', plsRegression, {
  invariance: unitsAlone,
  source:
    'Schrimpf et al. 2018 (doi 10.1101/407007); Wold, Sjostrom & Eriksson 2001 (doi 10.1016/S0169-7439(01)00155-1)',
});

/** `linearPredictivity` by kernel ridge regression: predictions that are not linear. */
export const kernelRidgePredictivity = /* @__PURE__ */ predictivityMeasure(
  'kernel-ridge-predictivity',
  kernelRidgeRegression,
  {
    invariance: ['translation', 'isotropic-scaling', 'permutation'],
    source: 'Saunders, Gammerman & Vovk 1998 (ICML), kernel ridge regression',
  },
);

/**
 * Pairwise matching: each unit of y is predicted by the one unit of x that correlates most with it in the training samples;
 * the mean correlation in held-out samples, averaged over folds. With `matching: 'one-to-one'` no unit serves twice.
 */
export const pairwiseMatching = /* @__PURE__ */ predictivityMeasure(
  'pairwise-matching',
  matchingRegression,
  {
    invariance: unitsAlone,
    source: 'Li, Yosinski, Clune, Lipson & Hopcroft 2016 (arXiv 1511.07543), on held-out samples',
  },
  { aggregate: 'folds' },
);

/**
 * Linear regression within the samples: the fraction of the variance of y that is a linear function of x,
 * |Qx'Y|^2 / |Y|^2, from 0 to 1.
 */
export const linearRegression = /* @__PURE__ */ predictivityMeasure(
  'linear-regression',
  leastSquaresRegression,
  {
    range: [0, 1],
    invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
    source: 'Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414), table 1',
  },
  { inSample: true, score: 'total-r2' },
);
