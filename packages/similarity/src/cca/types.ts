/** Options of `ccaDistance`. */
export interface CcaOptions {
  /** Principal components kept of each dataset, at most (default 20). */
  readonly components?: number;
  /** Added to the diagonals of the un-normalised X'X and Y'Y of the components' scores (default 1e-3). */
  readonly regularisation?: number;
}

/** How a dataset is reduced to its leading principal components: to a share of the variance, a number, or the fewer. */
export interface Reduction {
  /** The fewest components that hold at least this fraction of the variance, from 0 to 1. */
  readonly variance?: number;
  /** At most this many. */
  readonly dimensions?: number;
}

/** How the spaces are found that canonical correlation analysis compares. */
export interface CanonicalOptions {
  /** False to leave each unit's mean in (default true). */
  readonly centre?: boolean;
  /** Reduction of both datasets, or of each (default none). */
  readonly reduction?: Reduction | { readonly x: Reduction; readonly y: Reduction };
  /**
   * Added to the eigenvalues of X'X and of Y'Y, times their mean over units, so that it does not depend on the scale
   * (default 0). The correlations are then the singular values of the regularised problem, and all below 1.
   */
  readonly ridge?: number;
}

/** What a sum over canonical correlations is divided by: min(rank X, rank Y), min(p, q) or sqrt(pq) for p and q units. */
export type CcaDivisor = 'rank' | 'units' | 'root';

/** Options of the mean over canonical correlations. */
export interface MeanCcaOptions extends CanonicalOptions {
  /** Default `rank`. */
  readonly divisor?: CcaDivisor;
}

/** Options of projection-weighted CCA. */
export interface PwccaOptions extends CanonicalOptions {
  /** Whose units weigh the correlations: the first argument's, as published, the second's, or the mean of both values (default `x`). */
  readonly weights?: 'x' | 'y' | 'mean';
}

/** Options of PLS correlation. */
export interface PlsCorrelationOptions {
  /** Pairs of latent variables averaged, at most; default all that covary. */
  readonly components?: number;
}
