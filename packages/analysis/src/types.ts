import type { NdArray } from '@lrsim/core';

/** How many principal components to keep: at most one of the two, all by default. */
export interface PcaOptions {
  /** This many, or as many as there are. */
  readonly components?: number;
  /** As few as hold at least this fraction of the variance, in (0, 1]. */
  readonly varianceFraction?: number;
}

/** Principal components of samples x units, largest variance first. */
export interface Pca {
  /** Mean of each unit. */
  readonly mean: Float64Array;
  /** [units, components]: unit vectors in columns, the largest loading of each positive. */
  readonly components: NdArray;
  /** [samples, components]: the data minus the mean, on the components. */
  readonly scores: NdArray;
  /** Sample variance (divided by samples - 1) of each component's scores. */
  readonly explainedVariance: Float64Array;
  /** The same as a fraction of the variance of all units together. */
  readonly explainedVarianceRatio: Float64Array;
}

/** Mean and standard deviation. */
export interface MeanAndSd {
  readonly mean: number;
  readonly sd: number;
}
