import type { Matrix, MatrixInput } from '@lrsim/core';

/**
 * Responses to each condition as Gaussians: means [conditions, units] with covariances [conditions, units, units], or single
 * trials [conditions, repeats, units] of which these are estimated (covariances over repeats - 1).
 */
export type GaussianInput = MatrixInput | { readonly means: MatrixInput; readonly covariances: MatrixInput };

/**
 * What the units of one network may be mapped by: `orth` rotations and reflections (default), `perm` permutations of units,
 * `identity` nothing: the units correspond.
 */
export type AlignmentGroup = 'orth' | 'perm' | 'identity';

/** How an alignment is searched for. */
export interface AlignmentSearch {
  /** Default `orth`. */
  readonly group?: AlignmentGroup;
  /** Random starts beside those from the means and from the identity (default 20). */
  readonly restarts?: number;
  /** Seed of the random starts (default 0). */
  readonly seed?: number;
  /** Steps at most for the start that came out best (default 2000). */
  readonly maxIterations?: number;
  /** The search ends where a step improves the objective by less than this share of it (default 1e-12). */
  readonly tolerance?: number;
}

/** Options of the Gaussian stochastic shape distance. */
export interface GaussianStochasticOptions extends AlignmentSearch {
  /** Weight of the means, 0 to 2; covariances have 2 - alpha. Default 1: the 2-Wasserstein distance. 2: means alone. */
  readonly alpha?: number;
}

/** Options of the Gaussian-process stochastic shape distance. */
export interface GaussianProcessOptions extends GaussianStochasticOptions {
  /** Units of x and y, one number where they have as many; the other factor of the flattened length is time. */
  readonly units: number | readonly [x: number, y: number];
}

/**
 * How the expected distances within x and within y are estimated.
 * - `unbiased` (default; netrep): over different repeats, a U-statistic. Near 0 the squared distance can come out negative.
 * - `biased`: over all pairs of repeats, a V-statistic: the energy distance of the empirical distributions, never negative.
 * - `paired`: `unbiased` for repeats of x and y that were recorded together: the same repeat is left out between them too.
 */
export type EnergyEstimator = 'unbiased' | 'biased' | 'paired';

/** Options of the energy stochastic shape distance. */
export interface EnergyStochasticOptions extends AlignmentSearch {
  /** Default `unbiased`. */
  readonly estimator?: EnergyEstimator;
  /** Whether the square is returned, with its sign (default false: the root, of a negative square 0). */
  readonly squared?: boolean;
}

/** An alignment of two networks learnt from some conditions. */
export interface StochasticFit<I> {
  /** The distance on the conditions of the fit. */
  readonly value: number;
  /** Q, units x units: responses of y are aligned as YQ. Square, of the larger number of units; the fewer are padded with silence. */
  readonly alignment: Matrix;
  /** Whether the search ended by its tolerance rather than by its limit of steps. */
  readonly converged: boolean;
  /** Steps of the start that came out best. */
  readonly iterations: number;
  /** The same distance on other conditions of the same units under this alignment, with nothing learnt anew. */
  score(x: I, y: I): number;
}
