import type { MatrixInput, NdArray, Rng } from '@lrsim/core';

/** A map of items by classical scaling. */
export interface ClassicalMds {
  /** [items, dimensions], centred, on principal axes; zeros in a dimension that the distances do not have. */
  readonly points: NdArray;
  /** Of the doubly centred squared distances, descending; negative ones where no Euclidean space has these distances. */
  readonly eigenvalues: Float64Array;
  /** Sum of the negative eigenvalues' magnitudes over that of all: 0 for Euclidean distances. */
  readonly negativeShare: number;
  /** Share of the positive eigenvalues that the kept dimensions hold. */
  readonly explained: number;
  /** sqrt(sum (d - |x_i - x_j|)^2 / sum d^2): Kruskal's stress-1 without a transformation of the distances. */
  readonly stress: number;
}

/** Options of `metricMds`. */
export interface MetricMdsOptions {
  /** Default 2. */
  readonly dimensions?: number;
  /** Of each distance, symmetric and not negative; 0 for a missing one. Default 1. */
  readonly weights?: MatrixInput;
  /** Starting maps: the classical one, and random ones beyond the first. Default 4. */
  readonly starts?: number;
  /** Default 500 for each start. */
  readonly maxIterations?: number;
  /** A start ends when the stress falls by less than this share. Default 1e-9. */
  readonly tolerance?: number;
  /** Default: seed 0. */
  readonly rng?: Rng;
}

/** Options of `sphericalMds`: those of `metricMds` without weights; `dimensions` are those of the sphere's surface. */
export type SphericalMdsOptions = Omit<MetricMdsOptions, 'weights'>;

/** A map of items by stress majorisation, the best of its starts. */
export interface MetricMds {
  /** [items, dimensions], centred, on principal axes. */
  readonly points: NdArray;
  /** sqrt(sum w (d - |x_i - x_j|)^2 / sum w d^2). */
  readonly stress: number;
  readonly iterations: number;
  readonly converged: boolean;
}
