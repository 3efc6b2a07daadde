import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, leastSquares, transposeMultiply } from '@lrsim/linalg';

/**
 * The x >= 0 with the least |A x - b|: active sets (Lawson & Hanson 1974, chapter 23), each solved by least squares.
 *
 * @returns x, one number for each column of A.
 */
export function nonNegativeLeastSquares(a: Matrix, b: Float64Array): Float64Array {
  const k = a.columns;
  const x = new Float64Array(k);
  const free = new Array<boolean>(k).fill(false);
  const tolerance = toleranceOf(a, b);
  // Each set of free columns occurs once in exact arithmetic; rounding could repeat one, hence the bound.
  for (let round = 0; round < 10 * k + 10; round++) {
    const gradient = downhill(a, b, x);
    let enter = -1;
    for (let j = 0; j < k; j++)
      if (!free[j] && gradient[j] > tolerance[j] && (enter < 0 || gradient[j] > gradient[enter])) enter = j;
    if (enter < 0) break;
    free[enter] = true;
    for (;;) {
      const solution = solveFree(a, b, free);
      const blocking = solution.map((value, j) => (free[j] && value <= 0 ? x[j] / (x[j] - value) : Infinity));
      const blocked = solution.some((value, j) => free[j] && value <= 0);
      const step = blocking.reduce((least, value) => Math.min(least, Number.isNaN(value) ? 0 : value), 1);
      for (let j = 0; j < k; j++) {
        if (!free[j]) continue;
        const leaves = solution[j] <= 0 && !(blocking[j] > step);
        x[j] = leaves ? 0 : x[j] + step * (solution[j] - x[j]);
        if (leaves) free[j] = false;
      }
      if (!blocked) break;
    }
  }
  return x;
}

/** A'(b - A x) */
function downhill(a: Matrix, b: Float64Array, x: Float64Array): Float64Array {
  const residual = b.map((value, i) => {
    let left = value;
    for (let j = 0; j < a.columns; j++) left -= a.data[i * a.columns + j] * x[j];
    return left;
  });
  return transposeMultiply(a, { rows: a.rows, columns: 1, data: residual }).data;
}

/** What of a gradient is rounding: relative to the norms of each column and of b. */
function toleranceOf(a: Matrix, b: Float64Array): Float64Array {
  const length = frobeniusNorm({ rows: 1, columns: b.length, data: b });
  return Float64Array.from({ length: a.columns }, (_, j) => {
    let square = 0;
    for (let i = 0; i < a.rows; i++) square += a.data[i * a.columns + j] ** 2;
    return 64 * Number.EPSILON * Math.sqrt(square) * length;
  });
}

/** Least squares with the free columns alone, 0 for the others. */
function solveFree(a: Matrix, b: Float64Array, free: readonly boolean[]): Float64Array {
  const chosen = free.flatMap((isFree, j) => (isFree ? [j] : []));
  const solution = new Float64Array(a.columns);
  if (chosen.length === 0) return solution;
  const data = new Float64Array(a.rows * chosen.length);
  for (let i = 0, at = 0; i < a.rows; i++) for (const j of chosen) data[at++] = a.data[i * a.columns + j];
  const part = leastSquares({ rows: a.rows, columns: chosen.length, data }, { rows: b.length, columns: 1, data: b });
  chosen.forEach((j, at) => {
    solution[j] = part.data[at];
  });
  return solution;
}
