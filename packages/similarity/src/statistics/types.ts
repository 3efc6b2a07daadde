/** Options of `distanceCorrelation`. */
export interface DistanceCorrelationOptions {
  /**
   * - `biased` (default): from doubly centred distances, between 0 and 1; positive for independent data.
   * - `unbiased`: bias-corrected, from U-centred distances: about 0 for independent data, which it may be below; an estimate
   *   of the squared correlation, whatever `squared` says.
   */
  readonly estimator?: 'biased' | 'unbiased';
  /** Whether the biased form is left squared (default false). */
  readonly squared?: boolean;
  /** Power of the Euclidean distances, above 0 and below 2 (default 1). */
  readonly exponent?: number;
}

/** Options of `ensd`. */
export interface EnsdOptions {
  /** Whether each unit's mean is removed first (default true). */
  readonly centre?: boolean;
}

/** Options of the norms of the difference of two representational matrices. */
export interface RsmNormOptions {
  /** Between samples: `euclidean` (default) or `cosine`, 1 - cosine of samples as they are. */
  readonly distance?: 'euclidean' | 'cosine';
}

/** Options of `stress`. */
export interface StressOptions {
  /**
   * What each representation's distances are divided by first, so that size does not count: nothing (default), their median,
   * or their lower median, the lower of the two middle ones of an even number (as repsim has it).
   */
  readonly rescale?: 'none' | 'median' | 'lower-median';
}

/** Options of `uniformityDifference`. */
export interface UniformityOptions {
  /** t of exp(-t |x_i - x_j|^2), positive (default 2). */
  readonly sharpness?: number;
}
