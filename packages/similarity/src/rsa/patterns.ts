import { ArgumentError, type Matrix } from '@lrsim/core';
import { type Grouping, groupBy, runsByOccurrence } from './labels.js';
import type { Design } from './types.js';

/** The mean pattern of each group of rows. */
export function groupMeans({ rows, columns, data }: Matrix, { labels, groupOf, counts }: Grouping): Matrix {
  const means = new Float64Array(labels.length * columns);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < columns; k++) means[groupOf[row] * columns + k] += data[row * columns + k];
  for (let at = 0; at < means.length; at++) means[at] /= counts[Math.floor(at / columns)];
  return { rows: labels.length, columns, data: means };
}

/** Each pattern minus its mean over channels. */
export function withoutPatternMeans({ rows, columns, data }: Matrix): Matrix {
  const centred = data.slice();
  for (let row = 0; row < rows; row++) {
    const pattern = centred.subarray(row * columns, (row + 1) * columns);
    const mean = pattern.reduce((sum, value) => sum + value, 0) / columns;
    for (let k = 0; k < columns; k++) pattern[k] -= mean;
  }
  return { rows, columns, data: centred };
}

/** Each channel minus its mean over rows: differences of patterns do not change, their rounding does. */
export function centredByColumn({ rows, columns, data }: Matrix): Matrix {
  const means = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) means[at % columns] += data[at] / rows;
  return { rows, columns, data: data.map((value, at) => value - means[at % columns]) };
}

/** Trials grouped by condition and by run. */
export interface GroupedDesign {
  readonly conditions: Grouping;
  readonly runs: Grouping;
}

/** Reads the labels of a design. */
export function readDesign(where: string, { conditions, runs }: Design, rows: number): GroupedDesign {
  const byCondition = groupBy(where, 'conditions', conditions, rows);
  if (byCondition.labels.length < 2)
    throw new ArgumentError(`${where}: conditions has 1 distinct label; expected at least 2 conditions`);
  return { conditions: byCondition, runs: groupBy(where, 'runs', runs ?? runsByOccurrence(byCondition), rows) };
}

/**
 * The sums of trials and their number for every run and condition, where every condition was measured in every run.
 *
 * @throws ArgumentError for a single run, or a condition that some run lacks.
 */
export function runSums(where: string, trials: Matrix, { conditions, runs }: GroupedDesign) {
  const [n, r, p] = [conditions.labels.length, runs.labels.length, trials.columns];
  if (r < 2) throw new ArgumentError(`${where}: runs has 1 distinct label; expected at least 2 runs`);
  const sums = new Float64Array(r * n * p);
  const counts = new Int32Array(r * n);
  for (let row = 0; row < trials.rows; row++) {
    const cell = runs.groupOf[row] * n + conditions.groupOf[row];
    counts[cell]++;
    for (let k = 0; k < p; k++) sums[cell * p + k] += trials.data[row * p + k];
  }
  const empty = counts.indexOf(0);
  if (empty >= 0)
    throw new ArgumentError(
      `${where}: condition ${conditions.labels[empty % n]} has no trial in run ${runs.labels[Math.floor(empty / n)]}; expected every condition in every run. Use unbalancedRdm`,
    );
  return { sums, counts };
}
