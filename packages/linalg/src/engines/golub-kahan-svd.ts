import type { Matrix } from '@lrsim/core';
import { transpose } from '../transpose.js';
import type { Svd } from '../types.js';
import { diagonalise } from './bidiagonal-singular-values.js';
import { bidiagonalise } from './bidiagonalise.js';
import { householderQr } from './householder-qr.js';
import { packedTransposeMultiply } from './packed-transpose-multiply.js';
import { columnsFromRows, descending, identityRows, reflectRow } from './reflect.js';

/** From this many times as many rows as columns on, a QR decomposition first saves more than it costs. */
const TALL = 1.6;

/**
 * The thin SVD: Householder bidiagonalisation, and QR sweeps in which both sets of vectors turn along. The vectors are products
 * of reflections and rotations, so they are orthonormal whatever the rank.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithm 8.6.2 and section 5.4.8.
 */
export function golubKahanSvd(a: Matrix): Svd {
  if (a.rows < a.columns) {
    const { u, values, v } = golubKahanSvd(transpose(a));
    return { u: v, values, v: u };
  }
  if (a.rows > TALL * a.columns) {
    const { q, r } = householderQr(a);
    const { u, values, v } = svdOf(r);
    return { u: packedTransposeMultiply(transpose(q), u), values, v };
  }
  return svdOf(a);
}

function svdOf(a: Matrix): Svd {
  const { rows, columns } = a;
  const { diagonal, superdiagonal, vectors, leftScales, rightScales } = bidiagonalise(a);
  const left = identityRows(columns, rows);
  const right = identityRows(columns, columns);
  const vector = new Float64Array(rows);
  for (let k = columns - 1; k >= 0; k--) {
    for (let i = k; i < rows; i++) vector[i] = vectors[i * columns + k];
    for (let j = k; j < columns; j++) reflectRow(left, j * rows, vector, k, rows, leftScales[k]);
    if (k === columns - 1) continue;
    const row = vectors.subarray(k * columns, (k + 1) * columns);
    for (let j = k + 1; j < columns; j++) reflectRow(right, j * columns, row, k + 1, columns, rightScales[k]);
  }
  const signed = diagonalise({ diagonal, superdiagonal }, { left, leftLength: rows, right, rightLength: columns });
  const magnitudes = signed.map(Math.abs);
  const order = descending(magnitudes);
  return {
    u: columnsFromRows(left, rows, order),
    values: Float64Array.from(order, (j) => magnitudes[j]),
    v: columnsFromRows(right, columns, order, (j) => (signed[j] < 0 ? -1 : 1)),
  };
}
