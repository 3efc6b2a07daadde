import type { Matrix } from '@lrsim/core';
import { svd } from './svd.js';

/**
 * Orthonormal columns that span the column space of A: its left singular vectors whose value is above a relative cut, so
 * that a matrix that lacks rank gets no invented directions (an unpivoted QR would).
 *
 * @param relativeCut - of the largest singular value; default max(rows, columns) times the machine epsilon.
 */
export function orthonormalBasis(
  a: Matrix,
  relativeCut = Math.max(a.rows, a.columns) * Number.EPSILON,
): { readonly basis: Matrix; readonly values: Float64Array } {
  const { u, values } = svd(a);
  const count = values.filter((value) => value > relativeCut * values[0]).length;
  const data = new Float64Array(a.rows * count);
  for (let i = 0; i < a.rows; i++) data.set(u.data.subarray(i * u.columns, i * u.columns + count), i * count);
  return { basis: { rows: a.rows, columns: count, data }, values: values.slice(0, count) };
}
