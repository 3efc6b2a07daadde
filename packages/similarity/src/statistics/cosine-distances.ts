import type { Matrix } from '@lrsim/core';
import { euclideanDistances } from './euclidean-distances.js';

/** Rows over their Euclidean norms; a row of zeros stays. */
export function unitRows({ rows, columns, data }: Matrix): { readonly matrix: Matrix; readonly silent: Uint8Array } {
  const scaled = new Float64Array(data.length);
  const silent = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    let largest = 0;
    for (const value of row) largest = Math.max(largest, Math.abs(value));
    if (largest === 0) {
      silent[i] = 1;
      continue;
    }
    let sum = 0;
    for (const value of row) sum += (value / largest) ** 2;
    const length = Math.sqrt(sum);
    for (let j = 0; j < columns; j++) scaled[i * columns + j] = row[j] / largest / length;
  }
  return { matrix: { rows, columns, data: scaled }, silent };
}

/**
 * 1 - cosine between the rows of a matrix, as half the squared distance of the unit rows: exact also where it is near 0. A
 * row of zeros has the cosine 0 with every other row.
 */
export function cosineDistances(x: Matrix): Matrix {
  const { matrix, silent } = unitRows(x);
  const distances = euclideanDistances(matrix);
  const n = x.rows;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      if (i !== j) distances.data[at] = silent[i] || silent[j] ? 1 : distances.data[at] ** 2 / 2;
    }
  return distances;
}
