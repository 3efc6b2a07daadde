/** Options of `gulp`. */
export interface GulpOptions {
  /** Ridge of the linear predictors, relative to data whose covariance has the trace 1; not negative (default 0). */
  readonly lambda?: number;
  /** Whether the squared distance is given (default false). */
  readonly squared?: boolean;
}

/** Options of `eigenspaceOverlap`. */
export interface EigenspaceOverlapOptions {
  /** Whether each unit's mean is removed first (default false, as published). */
  readonly centre?: boolean;
  /** What the overlap is divided by: the larger number of `units` (default, as published) or the larger `rank`. */
  readonly divisor?: 'units' | 'rank';
}

/** Options of `maximumMatch`. */
export interface MaximumMatchOptions {
  /** Largest distance from a unit to the span of the others, relative to its own norm, from 0 to 1 (default 0.25). */
  readonly epsilon?: number;
  /** Whether each unit's mean is removed first (default false, as published). */
  readonly centre?: boolean;
}

/** The units that match, by index, ascending. */
export interface MaximumMatch {
  readonly x: readonly number[];
  readonly y: readonly number[];
}
