import { createRng, type Matrix } from '@lrsim/core';

/** A matrix of independent standard normals, the same for the same label. */
export function normalMatrix(rows: number, columns: number, label = 'matrix'): Matrix {
  const rng = createRng(label);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
}

/** A matrix from its rows. */
export const matrixOf = (rows: readonly (readonly number[])[]): Matrix => ({
  rows: rows.length,
  columns: rows[0].length,
  data: Float64Array.from(rows.flat()),
});

/** A square matrix with these values on the diagonal. */
export const diagonalMatrix = (values: readonly number[]): Matrix =>
  matrixOf(values.map((value, i) => values.map((_, j) => (i === j ? value : 0))));

/** A matrix with orthonormal columns (at least as many rows): Gram-Schmidt, twice, of normals. */
export function orthonormalColumns(rows: number, columns: number, label = 'orthonormal'): Matrix {
  const { data } = normalMatrix(rows, columns, label);
  const at = (i: number, j: number) => data[i * columns + j];
  for (let j = 0; j < columns; j++) {
    for (let other = 0; other < 2 * j; other++) {
      const k = other % j;
      let dot = 0;
      for (let i = 0; i < rows; i++) dot += at(i, j) * at(i, k);
      for (let i = 0; i < rows; i++) data[i * columns + j] -= dot * at(i, k);
    }
    let norm = 0;
    for (let i = 0; i < rows; i++) norm += at(i, j) ** 2;
    for (let i = 0; i < rows; i++) data[i * columns + j] /= Math.sqrt(norm);
  }
  return { rows, columns, data };
}

/** The largest absolute difference of two arrays, Infinity where their lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}
