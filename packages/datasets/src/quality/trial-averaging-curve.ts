import { ArgumentError, checkInteger, createRng, type NdArray } from '@lrsim/core';
import { averageTrials, type UnitTrials } from '../recipe/index.js';
import { disjointHalves } from './disjoint-halves.js';

/** A distance between two representations, [conditions, time, units] each: any metric of @lrsim/similarity. */
type Distance = (x: NdArray, y: NdArray) => number;

/** Options of the curve. */
export interface TrialAveragingOptions {
  /** Numbers of trials averaged in each condition (default 1, 2, 5, 10, 15, 20). */
  readonly trials?: readonly number[];
  /** Draws for each number (default 10). */
  readonly repeats?: number;
  readonly seed?: number | string;
}

/** The distance of two averages of as many trials. */
export interface AveragingPoint {
  readonly trials: number;
  /** Units that have twice as many trials in every condition: only they are compared. */
  readonly units: number;
  readonly mean: number;
  /** SD over draws. */
  readonly sd: number;
}

/**
 * The distance between two recordings of the same units, each the average of k trials of every condition, none shared: the noise floor of
 * a comparison with that many trials. For every k two disjoint sets of trials are drawn again and again.
 *
 * @param units - single trials, smoothed as the recording is.
 * @param distance - such as `procrustes`.
 * @throws ArgumentError where no unit has two trials of every condition.
 * @source Liu, Yang & Cueva 2025, Table 4; the procedure is ours, the paper states none.
 */
export function trialAveragingCurve(
  units: readonly UnitTrials[],
  distance: Distance,
  { trials = [1, 2, 5, 10, 15, 20], repeats = 10, seed = 0 }: TrialAveragingOptions = {},
): AveragingPoint[] {
  const where = 'trialAveragingCurve';
  checkInteger(where, 'repeats', repeats);
  trials.forEach((count, i) => {
    checkInteger(where, `trials[${i}]`, count);
  });
  if (units.length === 0) throw new ArgumentError(`${where}: units is empty; expected at least one`);
  const labels = [...new Set(units.flatMap(({ conditions }) => conditions))];
  const rng = createRng(seed);
  const points = trials.flatMap((count): AveragingPoint[] => {
    const able = units.filter((unit) => disjointHalves(unit, labels, rng.fork('able'), count));
    if (able.length === 0) return [];
    const own = rng.fork(`${count} trials`);
    const distances = Array.from({ length: repeats }, () => {
      const halves = able.map((unit) => disjointHalves(unit, labels, own, count) as [number[], number[]]);
      return distance(averaged(able, halves, 0, labels), averaged(able, halves, 1, labels));
    });
    const mean = distances.reduce((sum, one) => sum + one, 0) / repeats;
    const squares = distances.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    return [
      { trials: count, units: able.length, mean, sd: repeats > 1 ? Math.sqrt(squares / (repeats - 1)) : Number.NaN },
    ];
  });
  if (points.length === 0)
    throw new ArgumentError(
      `${where}: no unit has ${2 * Math.min(...trials)} trials in each of ${labels.length} conditions; ask for fewer`,
    );
  return points;
}

/** The averages of one half of the trials of every unit, [conditions, time, units]. */
function averaged(
  units: readonly UnitTrials[],
  halves: readonly (readonly [number[], number[]])[],
  half: 0 | 1,
  labels: readonly string[],
): NdArray {
  const { bins } = units[0];
  const data = new Float64Array(labels.length * bins * units.length);
  units.forEach((unit, u) => {
    averageTrials(unit, labels, halves[u][half]).means.forEach((rate, at) => {
      data[at * units.length + u] = rate;
    });
  });
  return { data, shape: [labels.length, bins, units.length] };
}
