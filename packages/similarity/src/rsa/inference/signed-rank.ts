import type { Matrix } from '@lrsim/core';
import { averageRanks } from '../ranks.js';
import type { ModelEvaluation } from './types.js';

/**
 * Signed-rank tests that each model's scores are above 0: one-sided p values, a model each.
 *
 * Wilcoxon 1945. Exact for any number of subjects, ties included: the share of all sign flips of the scores that give a sum of
 * positive ranks as large. Scores of 0 are left out; p is 1 where none is left.
 */
export function signedRankAgainstZero({ evaluations }: ModelEvaluation): Float64Array {
  return Float64Array.from({ length: evaluations.rows }, (_, i) => tails(row(evaluations, i)).above);
}

/** Signed-rank tests that two models' scores differ: two-sided p values, models x models, 1 on the diagonal. Exact, as above. */
export function signedRankPairwise({ evaluations }: ModelEvaluation): Matrix {
  const n = evaluations.rows;
  const data = new Float64Array(n * n).fill(1);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const other = row(evaluations, j);
      data[i * n + j] = data[j * n + i] = twoSided(row(evaluations, i).map((value, at) => value - other[at]));
    }
  return { rows: n, columns: n, data };
}

/** Signed-rank tests of each model's scores against the lower noise ceiling, taken as a fixed number: two-sided p values. */
export function signedRankAgainstCeiling({ evaluations, noiseCeiling }: ModelEvaluation): Float64Array {
  return Float64Array.from({ length: evaluations.rows }, (_, i) =>
    twoSided(row(evaluations, i).map((value) => value - noiseCeiling.lower)),
  );
}

const row = ({ data, columns }: Matrix, i: number) => data.subarray(i * columns, (i + 1) * columns);

function twoSided(differences: Float64Array): number {
  const { above, below } = tails(differences);
  return Math.min(1, 2 * Math.min(above, below));
}

/** How probable a sum of positive ranks as large (`above`) or as small (`below`) is if signs are coin flips. */
function tails(differences: Float64Array): { readonly above: number; readonly below: number } {
  const kept = differences.filter((value) => value !== 0);
  // Doubled, shared ranks are integers.
  const ranks = averageRanks(kept.map(Math.abs)).map((value) => 2 * value);
  const observed = ranks.reduce((sum, value, at) => (kept[at] > 0 ? sum + value : sum), 0);
  const total = ranks.reduce((sum, value) => sum + value, 0);
  const probability = new Float64Array(total + 1);
  probability[0] = 1;
  for (const step of ranks)
    for (let sum = total; sum >= 0; sum--)
      probability[sum] = (probability[sum] + (sum >= step ? probability[sum - step] : 0)) / 2;
  const share = (from: number, to: number) => probability.subarray(from, to).reduce((sum, value) => sum + value, 0);
  return { above: Math.min(1, share(observed, total + 1)), below: Math.min(1, share(0, observed + 1)) };
}
