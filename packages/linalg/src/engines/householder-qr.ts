import type { Matrix } from '@lrsim/core';
import { transpose } from '../transpose.js';
import type { Qr } from '../types.js';
import { identityRows, reflect, reflectRow } from './reflect.js';

/**
 * The thin QR decomposition of a matrix with at least as many rows as columns, by Householder reflections.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithm 5.2.1.
 */
export function householderQr(a: Matrix): Qr {
  const { rows, columns } = a;
  // its columns as rows, so that every loop runs along memory
  const work = transpose(a).data;
  const diagonal = new Float64Array(columns);
  const scales = new Float64Array(columns);
  const vectorOf = (k: number) => work.subarray(k * rows, (k + 1) * rows);
  const r = new Float64Array(columns * columns);
  for (let k = 0; k < columns; k++) {
    for (let i = 0; i < k; i++) r[i * columns + k] = work[k * rows + i];
    scales[k] = reflect(vectorOf(k), k, rows, diagonal, k);
    r[k * columns + k] = diagonal[k];
    for (let j = k + 1; j < columns; j++) reflectRow(work, j * rows, vectorOf(k), k, rows, scales[k]);
  }
  const q = identityRows(columns, rows);
  for (let k = columns - 1; k >= 0; k--)
    for (let j = k; j < columns; j++) reflectRow(q, j * rows, vectorOf(k), k, rows, scales[k]);
  return {
    q: transpose({ rows: columns, columns: rows, data: q }),
    r: { rows: columns, columns, data: r },
  };
}
