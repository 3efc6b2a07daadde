import type { UnitTrials } from './types.js';

/** The mean over trials of each condition, and how many there were. */
export interface TrialAverages {
  /** [conditions, bins]; NaN where no trial has a value. */
  readonly means: Float64Array;
  /** Trials with a value in every bin or some, one per condition. */
  readonly counts: Float64Array;
}

/**
 * Averages the trials of each condition, leaving out what is missing.
 *
 * @param chosen - trials that count (default all).
 */
export function averageTrials(
  { values, bins, conditions }: UnitTrials,
  labels: readonly string[],
  chosen: readonly number[] = Array.from(conditions.keys()),
): TrialAverages {
  const index = new Map(labels.map((label, i) => [label, i]));
  const sums = new Float64Array(labels.length * bins);
  const seen = new Float64Array(labels.length * bins);
  const counts = new Float64Array(labels.length);
  for (const trial of chosen) {
    const condition = index.get(conditions[trial]);
    if (condition === undefined) continue;
    let any = false;
    for (let bin = 0; bin < bins; bin++) {
      const value = values[trial * bins + bin];
      if (Number.isNaN(value)) continue;
      any = true;
      sums[condition * bins + bin] += value;
      seen[condition * bins + bin]++;
    }
    if (any) counts[condition]++;
  }
  return { means: sums.map((sum, at) => (seen[at] > 0 ? sum / seen[at] : Number.NaN)), counts };
}
