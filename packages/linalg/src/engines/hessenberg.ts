import type { Matrix } from '@lrsim/core';
import { identityRows, reflect, reflectRow } from './reflect.js';

/** H = Q'AQ, zero below the first subdiagonal; `rows` holds Q' where it was asked for. */
export interface Hessenberg {
  readonly h: Float64Array;
  readonly rows?: Float64Array;
}

/**
 * A square matrix made upper Hessenberg by Householder reflections.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithm 7.4.2.
 */
export function hessenberg(a: Matrix, withVectors: boolean): Hessenberg {
  const n = a.rows;
  const h = Float64Array.from(a.data);
  const rows = withVectors ? identityRows(n, n) : undefined;
  const vector = new Float64Array(n);
  const product = new Float64Array(n);
  const first = new Float64Array(1);
  for (let k = 0; k < n - 2; k++) {
    for (let i = k + 1; i < n; i++) vector[i] = h[i * n + k];
    const scale = reflect(vector, k + 1, n, first, 0);
    h[(k + 1) * n + k] = first[0];
    for (let i = k + 2; i < n; i++) h[i * n + k] = 0;
    if (scale === 0) continue;
    product.fill(0);
    for (let i = k + 1; i < n; i++) {
      const weight = scale * vector[i];
      for (let j = k + 1; j < n; j++) product[j] += weight * h[i * n + j];
    }
    for (let i = k + 1; i < n; i++) for (let j = k + 1; j < n; j++) h[i * n + j] -= vector[i] * product[j];
    for (let i = 0; i < n; i++) reflectRow(h, i * n, vector, k + 1, n, scale);
    if (rows) reflectRows(rows, n, vector, k + 1, scale, product);
  }
  return rows ? { h, rows } : { h };
}

/** Applies a reflection from the left to all columns of the rows from `first` on. */
function reflectRows(
  rows: Float64Array,
  n: number,
  vector: Float64Array,
  first: number,
  scale: number,
  product: Float64Array,
): void {
  product.fill(0);
  for (let i = first; i < n; i++) for (let j = 0; j < n; j++) product[j] += scale * vector[i] * rows[i * n + j];
  for (let i = first; i < n; i++) for (let j = 0; j < n; j++) rows[i * n + j] -= vector[i] * product[j];
}
