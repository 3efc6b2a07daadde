/** Any kernel: how alike two samples are, from the activity of all units in each. Must be symmetric. */
export type KernelFunction = (a: Float64Array, b: Float64Array) => number;

/**
 * How the width sigma of a kernel follows from the distances d between samples:
 * - `median-nonzero`: sigma^2 is the median of the squared distances of the pairs that differ;
 * - `median-all`: sigma^2 is the median over the whole samples x samples matrix, its zero diagonal included;
 * - `lower-median`: sigma is the median of the distances of pairs, the lower of the middle two;
 * - a number is sigma itself, in the units of the data.
 */
export type Bandwidth = 'median-nonzero' | 'median-all' | 'lower-median' | number;

/** exp(-d^2 / (2 sigma^2)) for `rbf`, exp(-d / sigma) for `laplace`, d the Euclidean distance of two samples. */
export interface DistanceKernel {
  readonly name: 'rbf' | 'laplace';
  /** Default `median-nonzero`. */
  readonly bandwidth?: Bandwidth;
  /** What sigma is multiplied by (default 1). */
  readonly factor?: number;
}

/** (slope a'b + offset)^degree, of the data as they are (not centred). */
export interface PolynomialKernel {
  readonly name: 'polynomial';
  /** Default 3. */
  readonly degree?: number;
  /** Default 1 / units. */
  readonly slope?: number;
  /** Default 1. */
  readonly offset?: number;
}

/** A kernel by name with its defaults, with parameters, or a function of two samples. */
export type Kernel =
  | 'linear'
  | 'rbf'
  | 'laplace'
  | 'polynomial'
  | { readonly name: 'linear' }
  | DistanceKernel
  | PolynomialKernel
  | KernelFunction;

/**
 * How the dependence of two kernel matrices is estimated:
 * - `biased` (Gretton et al. 2005): the inner product of the centred matrices;
 * - `unbiased` (Song et al. 2012): without the diagonals, 0 on average for independent data, and so also negative;
 *   needs 4 samples;
 * - `lange` (Lange et al. 2022): centred, then without the diagonals.
 */
export type HsicEstimator = 'biased' | 'unbiased' | 'lange';

/** Options of centred kernel alignment. */
export interface CkaOptions {
  /** Default `linear`. */
  readonly kernel?: Kernel;
  /** Default `biased`. */
  readonly estimator?: HsicEstimator;
  /** False for kernel matrices as they are, which then depend on each unit's mean; not for `unbiased` (default true). */
  readonly centre?: boolean;
}

/** Options of the Hilbert-Schmidt independence criterion. */
export interface HsicOptions extends CkaOptions {
  /**
   * What the sum is divided by: `standard` is (n - 1)^2, for `unbiased` n (n - 3); `samples` is n^2; `none` is 1
   * (default `standard`).
   */
  readonly scaling?: 'standard' | 'samples' | 'none';
}

/** Options of minibatch CKA. */
export interface MinibatchCkaOptions {
  /** Default `linear`. A bandwidth rule is applied in each batch. */
  readonly kernel?: Kernel;
  /** Whether each batch counts alike, as published, or each sample (default `batches`). */
  readonly weights?: 'batches' | 'samples';
}

/** Options of `minibatchCka`, which cuts the samples into batches itself. */
export interface BatchedCkaOptions extends MinibatchCkaOptions {
  /** Consecutive samples of a batch, at least 4; a rest of fewer than 4 joins the last batch (default 32). */
  readonly batchSize?: number;
}
