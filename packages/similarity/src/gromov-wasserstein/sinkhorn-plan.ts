import type { Matrix } from '@lrsim/core';

const ITERATIONS = 1000;
/** Largest error of a marginal at the end, relative to the total mass 1. */
const TOLERANCE = 1e-10;

/**
 * The plan that minimises cost minus `entropy` times its entropy between points with the given masses, by alternate scaling
 * in the logarithm. Stops within 1e-10 of the masses or after 1000 rounds; what is then missing of the masses is added as
 * independent ones, so that they are right in any case.
 *
 * @source Cuturi 2013 (arXiv 1306.0895); Altschuler, Weed & Rigollet 2017 (arXiv 1705.09634), algorithm 2, for the masses.
 */
export function sinkhornPlan(
  { rows, columns, data }: Matrix,
  a: Float64Array,
  b: Float64Array,
  entropy: number,
): Matrix {
  const [f, g] = [new Float64Array(rows), new Float64Array(columns)];
  const [logA, logB] = [a.map(Math.log), b.map(Math.log)];
  const exponent = (i: number, j: number) => (f[i] + g[j] - data[i * columns + j]) / entropy;
  const plan = new Float64Array(rows * columns);
  for (let round = 0; round < ITERATIONS; round++) {
    for (let i = 0; i < rows; i++) f[i] += entropy * (logA[i] - logSumExp(columns, (j) => exponent(i, j)));
    let error = 0;
    for (let j = 0; j < columns; j++) {
      const excess = logB[j] - logSumExp(rows, (i) => exponent(i, j));
      g[j] += entropy * excess;
      error += b[j] * Math.abs(Math.expm1(-excess));
    }
    if (error < TOLERANCE) break;
  }
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) plan[i * columns + j] = Math.exp(exponent(i, j));
  restoreMasses(plan, a, b);
  return { rows, columns, data: plan };
}

/** Scales rows, then columns, down to their masses, and spreads what is missing over rows and columns that lack it. */
function restoreMasses(plan: Float64Array, a: Float64Array, b: Float64Array): void {
  const [n, m] = [a.length, b.length];
  const rowSums = () => Float64Array.from(a, (_, i) => plan.subarray(i * m, (i + 1) * m).reduce((s, v) => s + v, 0));
  const columnSums = () => {
    const sums = new Float64Array(m);
    plan.forEach((value, at) => {
      sums[at % m] += value;
    });
    return sums;
  };
  const byRow = rowSums().map((sum, i) => Math.min(1, a[i] / sum));
  for (let at = 0; at < n * m; at++) plan[at] *= byRow[Math.floor(at / m)];
  const byColumn = columnSums().map((sum, j) => Math.min(1, b[j] / sum));
  for (let at = 0; at < n * m; at++) plan[at] *= byColumn[at % m];
  const missingA = rowSums().map((sum, i) => Math.max(0, a[i] - sum));
  const missingB = columnSums().map((sum, j) => Math.max(0, b[j] - sum));
  const total = missingB.reduce((sum, value) => sum + value, 0);
  if (total > 0)
    for (let at = 0; at < n * m; at++) plan[at] += (missingA[Math.floor(at / m)] * missingB[at % m]) / total;
}

function logSumExp(count: number, term: (at: number) => number): number {
  let largest = -Infinity;
  for (let at = 0; at < count; at++) largest = Math.max(largest, term(at));
  let sum = 0;
  for (let at = 0; at < count; at++) sum += Math.exp(term(at) - largest);
  return largest + Math.log(sum);
}
