import type { Matrix } from '@lrsim/core';

/** X with LL'X = B, for the lower triangular L, by substitution forwards and back. */
export function solveByCholesky({ rows: n, data: l }: Matrix, b: Matrix): Matrix {
  const columns = b.columns;
  const x = Float64Array.from(b.data);
  const subtract = (factor: number, from: number, to: number) => {
    for (let j = 0; j < columns; j++) x[to + j] -= factor * x[from + j];
  };
  const divide = (i: number) => {
    for (let j = 0; j < columns; j++) x[i * columns + j] /= l[i * n + i];
  };
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtract(l[i * n + k], k * columns, i * columns);
    divide(i);
  }
  for (let i = n - 1; i >= 0; i--) {
    divide(i);
    for (let k = 0; k < i; k++) subtract(l[i * n + k], i * columns, k * columns);
  }
  return { rows: n, columns, data: x };
}
