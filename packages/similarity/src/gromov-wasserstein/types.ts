import type { Matrix } from '@lrsim/core';

/** How a Gromov-Wasserstein distance is searched for. */
export interface GromovWassersteinSearch {
  /** Random starts beside the deterministic ones (default 4). */
  readonly restarts?: number;
  /** Of the random starts (default 0). */
  readonly seed?: number | string;
  /**
   * 0 (default) for exact linear problems in each step; a positive number for entropic ones, that much times the mean squared
   * difference of distances under independence: smooth plans of a larger loss. From 0.01 to 0.2: smaller ones end in the first poor plan.
   */
  readonly entropy?: number;
  /** Most steps from each start (default 200). */
  readonly maxIterations?: number;
}

/** Options of `gromovWassersteinOf`. */
export interface GromovWassersteinOfOptions extends GromovWassersteinSearch {
  /** Masses of the points of x, positive with sum 1 (default uniform). */
  readonly masses?: ArrayLike<number>;
  /** Masses of the points of y, positive with sum 1 (default uniform). */
  readonly otherMasses?: ArrayLike<number>;
}

/** Options of `gromovWasserstein`. */
export interface GromovWassersteinOptions extends GromovWassersteinSearch {
  /** Whose distances are compared: `samples` (default), with one row each, or `units`, with one column each. */
  readonly points?: 'samples' | 'units';
  /** Whether distances are divided by their mean over all pairs first, so that size does not count (default false). */
  readonly rescale?: boolean;
  /** `distance` (default) is the root of the `loss`, the mean squared difference of distances under the plan. */
  readonly score?: 'distance' | 'loss';
}

/** The best plan found and what is known of the least loss. */
export interface GromovWassersteinResult {
  /** Mean squared difference of distances under the plan: an upper bound of the least there is. */
  readonly loss: number;
  /** Its root. */
  readonly distance: number;
  /** Points of x x points of y: how much mass goes from each to each. */
  readonly plan: Matrix;
  /** The least loss is not below this: the largest of the three lower bounds. */
  readonly lowerBound: number;
  /** Number of starts, random and deterministic. */
  readonly starts: number;
  /** How many of them led to a loss within 1e-9 of the best, relative. */
  readonly startsAtBest: number;
}

/** Lower bounds of the loss. */
export interface GromovWassersteinBounds {
  /** From the eccentricities, the root mean squared distances of each point to all: the weakest. */
  readonly first: number;
  /** From all distances, whichever pairs they belong to. */
  readonly second: number;
  /** From each point's distances to all: the strongest, and the most work. */
  readonly third: number;
}
