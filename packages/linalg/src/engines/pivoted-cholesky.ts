import type { Matrix } from '@lrsim/core';
import type { PivotedCholesky } from '../types.js';

/** What is left of the diagonal counts as rounding below this part of its largest element: LAPACK's choice. */
export const rankTolerance = ({ rows, data }: Matrix): number => {
  let largest = 0;
  for (let i = 0; i < rows; i++) largest = Math.max(largest, data[i * (rows + 1)]);
  return rows * Number.EPSILON * largest;
};

/** The factor in plain loops, one row of it for each row of the matrix, in the order in which pivots are found. */
export function pivotedCholeskyFactor(a: Matrix): PivotedCholesky {
  const { rows: n, data } = a;
  const tolerance = rankTolerance(a);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const left = Float64Array.from({ length: n }, (_, i) => data[i * (n + 1)]);
  const factor = new Float64Array(n * n);
  let rank = 0;
  for (; rank < n; rank++) {
    let best = rank;
    for (let i = rank + 1; i < n; i++) if (left[order[i]] > left[order[best]]) best = i;
    const pivot = order[best];
    if (!(left[pivot] > tolerance)) break;
    order[best] = order[rank];
    order[rank] = pivot;
    const root = Math.sqrt(left[pivot]);
    factor[pivot * n + rank] = root;
    for (let i = rank + 1; i < n; i++) {
      const row = order[i] * n;
      let sum = data[row + pivot];
      for (let k = 0, own = row, other = pivot * n; k < rank; k++, own++, other++) sum -= factor[own] * factor[other];
      factor[row + rank] = sum / root;
      left[order[i]] -= factor[row + rank] ** 2;
    }
  }
  const kept = new Float64Array(n * rank);
  for (let i = 0; i < n; i++) kept.set(factor.subarray(i * n, i * n + rank), i * rank);
  return {
    factor: { rows: n, columns: rank, data: kept },
    pivots: Float64Array.from({ length: rank }, (_, k) => factor[order[k] * n + k]),
  };
}
