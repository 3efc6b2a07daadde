import { LEVELS, type ManteCondition } from './conditions.js';
import type { ManteUnit } from './read-unit.js';

/** One unit's correct trials summed by condition. */
export interface ConditionSums {
  /** Spikes, [conditions, bins]. */
  readonly spikes: Float64Array;
  /** Trials summed, one per condition. */
  readonly trials: Float64Array;
  /** Why no trial could be given a condition, where that is so. */
  readonly problem?: string;
}

/** Differences below this are rounding; the coherences used are at least 0.01 apart. */
const SAME_COHERENCE = 1e-6;

/** The distinct values, ascending. */
function levelsOf(values: ArrayLike<number>): number[] {
  const levels: number[] = [];
  for (const value of Float64Array.from(values).sort())
    if (levels.length === 0 || value - levels[levels.length - 1] > SAME_COHERENCE) levels.push(value);
  return levels;
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
  const motionLevels = levelsOf(unit.motion);
  const colourLevels = levelsOf(unit.colour);
  if (motionLevels.length !== LEVELS || colourLevels.length !== LEVELS)
    return {
      spikes,
      trials,
      problem: `${motionLevels.length} motion and ${colourLevels.length} colour coherences, not ${LEVELS} of each`,
    };
  const rank = (levels: readonly number[], value: number) =>
    levels.findIndex((level) => Math.abs(level - value) <= SAME_COHERENCE);
  const cell = (context: boolean, motionRank: number, colourRank: number) =>
    ((context ? 1 : 0) * LEVELS + motionRank) * LEVELS + colourRank;
  const place = new Int32Array(2 * LEVELS * LEVELS);
  conditions.forEach(({ context, motionRank, colourRank }, index) => {
    place[cell(context === 'motion', motionRank, colourRank)] = index;
  });
  for (let trial = 0; trial < trialCount; trial++) {
    if (unit.correct[trial] !== 1) continue;
    const ranks = [rank(motionLevels, unit.motion[trial]), rank(colourLevels, unit.colour[trial])] as const;
    const condition = place[cell(unit.context[trial] === 1, ...ranks)];
    trials[condition] += 1;
    for (let bin = 0, sample = trial * samples; bin < bins; bin++)
      for (const end = sample + binSamples; sample < end; sample++)
        spikes[condition * bins + bin] += unit.counts.data[sample];
  }
  return { spikes, trials };
}
