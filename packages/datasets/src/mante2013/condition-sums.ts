import type { ManteCondition } from './conditions.js';
import type { ManteUnit } from './read-unit.js';
import { conditionsOfTrials } from './trial-conditions.js';

/** One unit's correct trials summed by condition. */
export interface ConditionSums {
  /** Spikes, [conditions, bins]. */
  readonly spikes: Float64Array;
  /** Trials summed, one per condition. */
  readonly trials: Float64Array;
  /** Why no trial could be given a condition, where that is so. */
  readonly problem?: string;
}

/**
 * Sums the spikes of a unit's correct trials by condition and bin of `binSamples` samples; samples after the last whole
 * bin are left out. Coherences are ranked within the unit; one not shown six of each modality has no conditions.
 */
export function sumByCondition(
  unit: ManteUnit,
  conditions: readonly ManteCondition[],
  binSamples: number,
): ConditionSums {
  const [trialCount, samples] = unit.counts.shape;
  const bins = Math.floor(samples / binSamples);
  const spikes = new Float64Array(conditions.length * bins);
  const trials = new Float64Array(conditions.length);
  const { conditionOf, problem } = conditionsOfTrials(unit, conditions);
  if (problem) return { spikes, trials, problem };
  for (let trial = 0; trial < trialCount; trial++) {
    const condition = conditionOf[trial];
    if (condition < 0) continue;
    trials[condition] += 1;
    for (let bin = 0, sample = trial * samples; bin < bins; bin++)
      for (const end = sample + binSamples; sample < end; sample++)
        spikes[condition * bins + bin] += unit.counts.data[sample];
  }
  return { spikes, trials };
}
