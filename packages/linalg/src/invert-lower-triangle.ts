import { ArgumentError, type Matrix } from '@lrsim/core';
import { checkSquare } from './check-matrix.js';
import { multiply } from './multiply.js';

/** Up to this size plain loops are faster than products of parts. */
const SMALL = 32;

/**
 * The inverse of a lower triangular matrix, of which nothing above the diagonal is read.
 *
 * By halves, [A 0; B C]^-1 = [A^-1 0; -C^-1 B A^-1, C^-1], so that the work is in products of matrices.
 *
 * @throws ArgumentError for a matrix that is not square or has a zero on its diagonal; NonFiniteError for NaN or infinity.
 */
export function invertLowerTriangle(l: Matrix): Matrix {
  checkSquare('invertLowerTriangle', 'l', l);
  for (let i = 0; i < l.rows; i++)
    if (l.data[i * (l.rows + 1)] === 0)
      throw new ArgumentError(`invertLowerTriangle: l is singular: its diagonal is 0 at ${i}`);
  const inverse = new Float64Array(l.data.length);
  invertBlock(l, inverse, 0, l.rows);
  return { ...l, data: inverse };
}

function invertBlock(l: Matrix, inverse: Float64Array, from: number, to: number): void {
  if (to - from <= SMALL) {
    invertByRows(l, inverse, from, to);
    return;
  }
  const middle = (from + to) >> 1;
  invertBlock(l, inverse, from, middle);
  invertBlock(l, inverse, middle, to);
  const { rows: n } = l;
  const part = (data: Float64Array, [top, bottom]: readonly number[], [left, right]: readonly number[]): Matrix => {
    const [rows, columns] = [bottom - top, right - left];
    const copy = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) copy.set(data.subarray((top + i) * n + left, (top + i) * n + right), i * columns);
    return { rows, columns, data: copy };
  };
  const [upper, lower] = [
    [from, middle],
    [middle, to],
  ];
  const below = multiply(
    part(inverse, lower, lower),
    multiply(part(l.data, lower, upper), part(inverse, upper, upper)),
  );
  for (let i = 0; i < below.rows; i++)
    for (let j = 0; j < below.columns; j++) inverse[(middle + i) * n + from + j] = -below.data[i * below.columns + j];
}

/** Row i of the inverse from those above it: l_ii x_i = e_i - sum_k l_ik x_k. */
function invertByRows({ rows: n, data: l }: Matrix, inverse: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const row = i * n;
    for (let k = from; k < i; k++) {
      const factor = l[row + k];
      for (let j = from; j <= k; j++) inverse[row + j] -= factor * inverse[k * n + j];
    }
    for (let j = from; j < i; j++) inverse[row + j] /= l[row + i];
    inverse[row + i] = 1 / l[row + i];
  }
}
