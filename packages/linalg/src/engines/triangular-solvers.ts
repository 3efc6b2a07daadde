import type { Matrix } from '@lrsim/core';

/**
 * X with AX = B for a square A, by Gaussian elimination with partial pivoting; undefined where a pivot is zero.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithm 3.4.1.
 */
export function eliminate(a: Matrix, b: Matrix): Matrix | undefined {
  const [n, columns] = [a.rows, b.columns];
  const [lu, x] = [Float64Array.from(a.data), Float64Array.from(b.data)];
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(lu[i * n + k]) > Math.abs(lu[pivot * n + k])) pivot = i;
    if (lu[pivot * n + k] === 0) return undefined;
    exchangeRows(lu, n, k, pivot);
    exchangeRows(x, columns, k, pivot);
    for (let i = k + 1; i < n; i++) {
      const factor = lu[i * n + k] / lu[k * n + k];
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) lu[i * n + j] -= factor * lu[k * n + j];
      subtractRow(x, columns, i, k, factor);
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(x, columns, i, k, lu[i * n + k]);
    for (let j = 0; j < columns; j++) x[i * columns + j] /= lu[i * n + i];
  }
  return { rows: n, columns, data: x };
}

/**
 * The lower triangular L with A = LL', of the lower triangle of A; undefined where A is not positive definite.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., section 4.2.
 */
export function choleskyFactor(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let rest = a.data[i * n + j];
      for (let k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k];
      if (i > j) l[i * n + j] = rest / l[j * n + j];
      else if (rest > 0) l[i * n + i] = Math.sqrt(rest);
      else return undefined;
    }
  return { rows: n, columns: n, data: l };
}

/** X with LL'X = B, for the lower triangular L, by substitution forwards and back. */
export function solveByCholesky({ rows: n, data: l }: Matrix, b: Matrix): Matrix {
  const columns = b.columns;
  const x = Float64Array.from(b.data);
  const divide = (i: number) => {
    for (let j = 0; j < columns; j++) x[i * columns + j] /= l[i * n + i];
  };
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, columns, i, k, l[i * n + k]);
    divide(i);
  }
  for (let i = n - 1; i >= 0; i--) {
    divide(i);
    for (let k = 0; k < i; k++) subtractRow(x, columns, k, i, l[i * n + k]);
  }
  return { rows: n, columns, data: x };
}

/** Subtracts `factor` times row `from` from row `to`. */
function subtractRow(data: Float64Array, columns: number, to: number, from: number, factor: number): void {
  for (let i = to * columns, k = from * columns, end = i + columns; i < end; i++, k++) data[i] -= factor * data[k];
}

function exchangeRows(data: Float64Array, columns: number, first: number, second: number): void {
  if (first === second) return;
  for (let i = first * columns, k = second * columns, end = i + columns; i < end; i++, k++)
    [data[i], data[k]] = [data[k], data[i]];
}
