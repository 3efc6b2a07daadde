/** Options of the soft matching measures. */
export interface SoftMatchingOptions {
  /** Whether each unit's mean is removed first (default true). */
  readonly centre?: boolean;
  /** Strength of an entropy that smooths the matching, relative to the mean cost; without it the matching is exact. */
  readonly epsilon?: number;
}
