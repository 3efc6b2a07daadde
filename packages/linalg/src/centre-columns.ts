import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, HUGE, TINY } from './frobenius-norm.js';

/** The mean of each column. A constant column's mean is that constant exactly. */
export function columnMeans(a: Matrix): Float64Array {
  const { rows, columns, data } = a;
  // Sums of differences from the first row: exact for a constant column, and accurate for a large common offset.
  const sums = new Float64Array(columns);
  const whole = rows - ((rows - 1) % 4);
  // Four rows at a time: most of the time goes into fetching and storing the sums.
  for (let i = 1; i < whole; i += 4)
    for (let j = 0, at = i * columns; j < columns; j++, at++) {
      const first = data[j];
      const pair = data[at] - first + (data[at + columns] - first);
      sums[j] += pair + (data[at + 2 * columns] - first + (data[at + 3 * columns] - first));
    }
  for (let i = whole, at = whole * columns; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) sums[j] += data[at] - data[j];
  return sums.map((sum, j) => data[j] + sum / rows);
}

/** Sums of squares about the first row of more than this many times those about the mean have lost digits. */
const FAR = 16;

/** The mean of each column, and the norm of the matrix without them: one pass over data, which is where their time goes. */
export function columnMeansAndNorm(a: Matrix): { readonly means: Float64Array; readonly norm: number } {
  const { rows, columns, data } = a;
  const sums = new Float64Array(columns);
  let squares = 0;
  let at = columns;
  for (; at + 4 * columns <= data.length; at += 4 * columns) {
    let [even, odd] = [0, 0];
    for (let j = 0, one = at, three = at + 2 * columns; j < columns; j++, one++, three++) {
      const first = data[j];
      const p = data[one] - first;
      const q = data[one + columns] - first;
      const r = data[three] - first;
      const s = data[three + columns] - first;
      sums[j] += p + q + (r + s);
      even += p * p + q * q;
      odd += r * r + s * s;
    }
    squares += even + odd;
  }
  while (at < data.length)
    for (let j = 0; j < columns; j++, at++) {
      const p = data[at] - data[j];
      sums[j] += p;
      squares += p * p;
    }
  let ofMeans = 0;
  for (let j = 0; j < columns; j++) ofMeans += (sums[j] * sums[j]) / rows;
  const means = sums.map((sum, j) => data[j] + sum / rows);
  const about = squares - ofMeans;
  const isExact = about * FAR > squares && about > TINY && about < HUGE;
  return { means, norm: isExact ? Math.sqrt(about) : frobeniusNorm(minusRow(a, means)) };
}

/** The matrix minus one number for each column, as a new matrix. */
export function minusRow(a: Matrix, row: Float64Array): Matrix {
  const { rows, columns } = a;
  const data = new Float64Array(a.data.length);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) data[at] = a.data[at] - row[j];
  return { rows, columns, data };
}

/** The matrix minus its column means, as a new matrix. A constant column becomes zeros exactly. */
export const centreColumns = (a: Matrix): Matrix => minusRow(a, columnMeans(a));
