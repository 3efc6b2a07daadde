import type { Matrix } from '@lrsim/core';
import { columnMeansAndNorm, minusRow, multiplyTranspose, readProductTranspose } from '@lrsim/linalg';
import { haveSmallMeans } from './centred-matrix.js';
import type { PackedSymmetric } from './packed-symmetric.js';

/** Below this part of |a|^2 + |b|^2 the squared distance of a and b is summed from their differences. */
const CLOSE = 1e-4;

/** Squared Euclidean distances of the rows of two matrices, from one product; those of close rows without cancellation. */
export function squaredDistances(x: Matrix, y: Matrix): Float64Array {
  // The second one's means, so that a row's distances depend on no other row of the first.
  const shift = meansToRemove(y);
  const [a, b] = shift ? [minusRow(x, shift), minusRow(y, shift)] : [x, y];
  const { data } = multiplyTranspose(a, b);
  productsToDistances(data, a, rowSquares(a), b, rowSquares(b));
  return data;
}

/** Puts the squared distances of the rows of two matrices in the place of their products, given the squared norms of the rows. */
export function productsToDistances(
  products: Float64Array,
  a: Matrix,
  aSquares: Float64Array,
  b: Matrix,
  bSquares: Float64Array,
): void {
  for (let i = 0, at = 0; i < a.rows; i++) {
    const square = aSquares[i];
    for (let j = 0; j < b.rows; j++, at++) products[at] = distance(square + bSquares[j], products[at], a, i, b, j);
  }
}

/** The same of the rows of one matrix. */
export function ownSquaredDistances(x: Matrix): PackedSymmetric {
  const shift = meansToRemove(x);
  const a = shift ? minusRow(x, shift) : x;
  const n = a.rows;
  const norms = rowSquares(a);
  const squared = new Float64Array((n * (n + 1)) / 2);
  readProductTranspose(a, a, ({ data }) => {
    for (let i = 0, at = 0; i < n; i++, at++) {
      const norm = norms[i];
      for (let j = 0, from = i * n; j < i; j++, at++, from++)
        squared[at] = distance(norm + norms[j], data[from], a, i, a, j);
    }
  });
  return { size: n, data: squared };
}

/** |a_i - b_j|^2 of the sum of the squares of both rows and their product. */
function distance(both: number, product: number, a: Matrix, i: number, b: Matrix, j: number): number {
  const value = both - 2 * product;
  if (value >= CLOSE * both) return value;
  let sum = 0;
  const p = a.columns;
  for (let k = 0, l = i * p, r = j * p; k < p; k++, l++, r++) {
    const difference = a.data[l] - b.data[r];
    sum += difference * difference;
  }
  return sum;
}

/** The means of the columns, unless they are so small that products do not suffer from them. */
function meansToRemove(x: Matrix): Float64Array | undefined {
  const { means, norm } = columnMeansAndNorm(x);
  return haveSmallMeans(x, means, norm) ? undefined : means;
}

/** Squared norm of each row. */
export function rowSquares({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, at++) sum += data[at] * data[at];
    squares[i] = sum;
  }
  return squares;
}
