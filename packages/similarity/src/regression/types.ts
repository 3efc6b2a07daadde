import type { Kernel } from '../cka/types.js';
import type { FoldOptions } from './folds.js';

/**
 * How predictions are scored against targets:
 * - `r2`: 1 - residual over total sum of squares of each target about its mean;
 * - `pearson`, `pearson-squared`: the correlation of each target with its prediction, and its square;
 * - `explained-variance`: 1 - variance of the residual over variance of each target, so that an offset costs nothing;
 * - `total-r2`: 1 - |T - P|^2 / |T - mean of the training samples|^2 over all targets together;
 * - `cosine`: of all targets and predictions together, each minus the training mean.
 */
export type PredictionScore = 'r2' | 'pearson' | 'pearson-squared' | 'explained-variance' | 'total-r2' | 'cosine';

/** What is predicted and how predictions are valued. */
export interface ScoringOptions extends FoldOptions {
  /** Which argument is predicted; the other one is the predictor (default `y`). */
  readonly predict?: 'x' | 'y';
  /** Whether the samples learnt from are scored, without folds (default false). */
  readonly inSample?: boolean;
  /** Default `pearson`. */
  readonly score?: PredictionScore;
  /** Scores the held-out predictions of all folds at once, or each fold by itself, averaged (default `pooled`). */
  readonly aggregate?: 'pooled' | 'folds';
  /** How the scores of targets become one (default `mean`). */
  readonly targets?: 'mean' | 'median';
  /**
   * Targets that do not vary are left out, or count as scikit-learn has it: 1 where predicted exactly and 0 otherwise, for
   * `r2` and `explained-variance` (default `leave-out`).
   */
  readonly constantTargets?: 'leave-out' | 'count';
  /** The best score that noise allows, of each target; scores are divided by it. In the units of `score`. */
  readonly ceiling?: ArrayLike<number>;
}

/** Options of ordinary least squares: without regularisation; of least norm where that leaves a choice. */
export interface LinearOptions extends ScoringOptions {
  /** False to predict through the origin (default true). */
  readonly intercept?: boolean;
}

/** Options of ridge regression. */
export interface RidgeOptions extends LinearOptions {
  /** Added to the eigenvalues of X'X, in the squared units of the predictor (default 1). */
  readonly alpha?: number;
}

/** Options of ridge regression that chooses its own regularisation. */
export interface RidgeCvOptions extends LinearOptions {
  /** What to choose from (default 1e-8 to 1e8 by factors of 10). */
  readonly alphas?: readonly number[];
  /** Whether one is chosen for all targets or for each (default `all`). */
  readonly choice?: 'all' | 'each';
}

/** Options of partial least squares regression. */
export interface PlsOptions extends ScoringOptions {
  /** Components, at most; of a list the best by folds within the training samples (default 25). */
  readonly components?: number | readonly number[];
  /** Whether units and targets are divided by their standard deviation in the training samples (default true). */
  readonly scale?: boolean;
}

/** Options of kernel ridge regression. */
export interface KernelRidgeOptions extends RidgeOptions {
  /** Default `rbf`; bandwidth rules see the training samples only. */
  readonly kernel?: Kernel;
}

/** Options of pairwise matching. */
export interface MatchingOptions extends ScoringOptions {
  /**
   * `best`: each target takes the unit that correlates most with it, which several may share; `one-to-one`: no unit serves
   * twice, by the assignment of largest total correlation, and targets left over are not scored (default `best`).
   */
  readonly matching?: 'best' | 'one-to-one';
}
