import { checkInteger, createRng } from '@lrsim/core';
import { averageTrials, type UnitTrials } from '../recipe/index.js';
import { disjointHalves } from './disjoint-halves.js';

/** How far the averages of a unit repeat themselves. */
export interface HalfReliability {
  readonly name: string;
  /** Mean correlation of the averages of two halves of the trials, over conditions and times; NaN where a condition has one trial. */
  readonly correlation: number;
  /** What it makes of all trials: 2 r / (1 + r) (Spearman 1910; Brown 1910). */
  readonly corrected: number;
}

/**
 * The split-half reliability of each unit: the ceiling of what any model can explain of its averages.
 *
 * @param options.splits - random halves averaged over (default 20).
 */
export function splitHalfReliability(
  units: readonly UnitTrials[],
  { splits = 20, seed = 0 }: { readonly splits?: number; readonly seed?: number | string } = {},
): HalfReliability[] {
  checkInteger('splitHalfReliability', 'splits', splits);
  const rng = createRng(seed);
  return units.map((unit) => {
    const labels = [...new Set(unit.conditions)];
    const own = rng.fork(unit.name);
    let [sum, count] = [0, 0];
    for (let split = 0; split < splits; split++) {
      const halves = disjointHalves(unit, labels, own);
      if (!halves) break;
      const [a, b] = halves.map((half) => averageTrials(unit, labels, half).means);
      const r = correlation(a, b);
      if (Number.isNaN(r)) continue;
      sum += r;
      count++;
    }
    const mean = count > 0 ? sum / count : Number.NaN;
    return { name: unit.name, correlation: mean, corrected: (2 * mean) / (1 + mean) };
  });
}

/** Pearson correlation over entries that neither misses. */
function correlation(a: Float64Array, b: Float64Array): number {
  const both = [...a.keys()].filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
  const mean = (values: Float64Array) => both.reduce((sum, i) => sum + values[i], 0) / both.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (const i of both) {
    products += (a[i] - meanA) * (b[i] - meanB);
    squaresA += (a[i] - meanA) ** 2;
    squaresB += (b[i] - meanB) ** 2;
  }
  return products / Math.sqrt(squaresA * squaresB);
}
