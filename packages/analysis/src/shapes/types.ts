import type { Matrix, MatrixInput, NdArray, Rng } from '@lrsim/core';

/** What may be done to one representation's units to align it with another: any rotation or reflection, a new order, nothing. */
export type AlignmentGroup = 'orth' | 'perm' | 'identity';

/** What each representation is aligned with: the sum of the others as they are by now, or the mean of all before this sweep. */
export type FrechetMeanMethod = 'successive' | 'full-batch';

/** Options of `frechetMean`. */
export interface FrechetMeanOptions {
  /** Default 'orth'. */
  readonly group?: AlignmentGroup;
  /** Default 'successive', which converges in fewer alignments. */
  readonly method?: FrechetMeanMethod;
  /** Where to start; never changed. Default: representations joined one after another, as many times as `starts`. */
  readonly start?: MatrixInput;
  /** Default 2, each joined from another representation on, of which the best is kept. */
  readonly starts?: number;
  /**
   * Ends when the mean's elements change by less than this share of their root mean square. Default 1e-6, at which the
   * objective has about twice as many digits.
   */
  readonly tolerance?: number;
  /** Alignments of all, for each start. Default 200. */
  readonly maxIterations?: number;
  /** Whether units are centred first. Default false. */
  readonly centre?: boolean;
}

/** A mean of representations up to alignment. */
export interface FrechetMean {
  /** [samples, units]. */
  readonly mean: NdArray;
  /** Sum of squared distances of the aligned representations from the mean. */
  readonly objective: number;
  /** Each representation aligned to the mean, [samples, units]. */
  readonly aligned: readonly NdArray[];
  readonly iterations: number;
  readonly converged: boolean;
}

/** Representations read, all of one size, with zeros for units that narrower ones lack. */
export interface Shapes {
  readonly matrices: readonly Matrix[];
  readonly rows: number;
  readonly columns: number;
}

/** Options of `shapeKMeans`. */
export interface ShapeKMeansOptions {
  readonly clusters: number;
  readonly group?: AlignmentGroup;
  /** Random starts, the best is kept. Default 10. */
  readonly starts?: number;
  /** Default 50 for each start. */
  readonly maxIterations?: number;
  readonly centre?: boolean;
  /** Default: seed 0. */
  readonly rng?: Rng;
}

/** Clusters of representations. */
export interface ShapeClusters {
  /** Cluster of each representation. */
  readonly labels: Int32Array;
  /** The mean of each cluster, [samples, units]. */
  readonly centroids: readonly NdArray[];
  /** Sum of squared distances from the centroids. */
  readonly inertia: number;
  readonly converged: boolean;
}

/** Clusters of items around items. */
export interface MedoidClusters {
  readonly labels: Int32Array;
  /** The item at the middle of each cluster. */
  readonly medoids: Int32Array;
  /** Sum of distances from the medoids. */
  readonly cost: number;
  readonly converged: boolean;
}

/** Principal components of representations around their mean. */
export interface TangentPca {
  /** [samples, units]. */
  readonly mean: NdArray;
  /** [components, samples, units]: directions of unit length in the space of aligned representations. */
  readonly components: NdArray;
  /** [representations, components]. */
  readonly scores: NdArray;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
}
