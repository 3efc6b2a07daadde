import { LEVELS, type ManteCondition } from './conditions.js';
import type { ManteUnit } from './read-unit.js';

/** Differences below this are rounding; the coherences used are at least 0.01 apart. */
const SAME_COHERENCE = 1e-6;

/** The distinct values, ascending. */
function levelsOf(values: ArrayLike<number>): number[] {
  const levels: number[] = [];
  for (const value of Float64Array.from(values).sort())
    if (levels.length === 0 || value - levels[levels.length - 1] > SAME_COHERENCE) levels.push(value);
  return levels;
}

/** The condition of every trial of a unit. */
export interface TrialConditions {
  /** Index of the condition; -1 for an error trial, or where there is a problem. */
  readonly conditionOf: Int32Array;
  /** Why no trial could be given a condition, where that is so. */
  readonly problem?: string;
}

/** The condition of each correct trial, by the ranks of the coherences among those shown to the unit. */
export function conditionsOfTrials(unit: ManteUnit, conditions: readonly ManteCondition[]): TrialConditions {
  const trials = unit.correct.length;
  const conditionOf = new Int32Array(trials).fill(-1);
  const motionLevels = levelsOf(unit.motion);
  const colourLevels = levelsOf(unit.colour);
  if (motionLevels.length !== LEVELS || colourLevels.length !== LEVELS)
    return {
      conditionOf,
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
  for (let trial = 0; trial < trials; trial++) {
    if (unit.correct[trial] !== 1) continue;
    const ranks = [rank(motionLevels, unit.motion[trial]), rank(colourLevels, unit.colour[trial])] as const;
    conditionOf[trial] = place[cell(unit.context[trial] === 1, ...ranks)];
  }
  return { conditionOf };
}
