import type { NdArray } from '@lrsim/core';

/** A measure's value between two representations and how it changes with each of their numbers. */
export interface ValueWithGradient {
  readonly value: number;
  /** The derivative of the value with respect to x, in the shape of x; the centring is part of it. */
  readonly dX: NdArray;
  /** The same with respect to y. */
  readonly dY: NdArray;
}

/** Options of `procrustesWithGradient`. */
export interface ProcrustesGradientOptions {
  /** The form of the distance, as for `procrustes`; default `angular`. */
  readonly score?: 'angular' | 'radians' | 'unit-euclidean' | 'euclidean';
}

/** Options of `linearCkaWithGradient`. */
export interface CkaGradientOptions {
  /**
   * - `similarity` (default): linear CKA itself, as `linearCka`.
   * - `distance`: 1 - CKA, as `ckaDistance`.
   * - `angular`: arccos(CKA) over pi/2, as `angularCka`; `radians`: arccos(CKA), as netrep. CKA below 0 counts as 0.
   */
  readonly score?: 'similarity' | 'distance' | 'angular' | 'radians';
  /** `biased` (default; Gretton et al. 2005) or `unbiased` (Song et al. 2012; at least 4 samples, can be negative). */
  readonly estimator?: 'biased' | 'unbiased';
}

/** Options of `ccaWithGradient`. */
export interface CcaGradientOptions {
  /** `similarity` (default): the mean canonical correlation; `distance`: 1 minus it. */
  readonly score?: 'similarity' | 'distance';
  /** Added to the diagonals of the un-normalised X'X and Y'Y (default 0). */
  readonly regularisation?: number;
}

/** Options of `ridgeWithGradient`. */
export interface RidgeGradientOptions {
  /** What is added to the diagonal of the un-normalised X'X, scikit-learn's `alpha` (default 1). */
  readonly penalty?: number;
  /**
   * - `pooled` (default): 1 - |Y - XW|^2 / |Y|^2 over all target units together.
   * - `mean`: R2 of each target unit, averaged; units of y that do not vary are left out.
   */
  readonly targets?: 'pooled' | 'mean';
}
