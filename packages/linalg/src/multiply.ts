import { ArgumentError, type Matrix } from '@lrsim/core';
import { checkSize } from './check-matrix.js';
import { engine } from './engines/engine-in-use.js';

/**
 * The product AB.
 *
 * @throws ArgumentError where A's columns are not as many as B's rows.
 */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows)
    throw new ArgumentError(`multiply: a is ${size(a)}, b is ${size(b)}; a needs as many columns as b has rows`);
  checkSizes('multiply', a, b);
  return engine().multiply(a, b);
}

/**
 * The product A'B, without forming A'. A'A, with the same object twice, takes half the time and is exactly symmetric.
 *
 * @throws ArgumentError where A and B have different numbers of rows.
 */
export function transposeMultiply(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows)
    throw new ArgumentError(`transposeMultiply: a is ${size(a)}, b is ${size(b)}; both need the same number of rows`);
  checkSizes('transposeMultiply', a, b);
  return engine().transposeMultiply(a, b);
}

/**
 * The product AB', without forming B'. AA', with the same object twice, takes half the time and is exactly symmetric.
 *
 * @throws ArgumentError where A and B have different numbers of columns.
 */
export function multiplyTranspose(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.columns)
    throw new ArgumentError(
      `multiplyTranspose: a is ${size(a)}, b is ${size(b)}; both need the same number of columns`,
    );
  checkSizes('multiplyTranspose', a, b);
  return engine().multiplyTranspose(a, b);
}

/**
 * What `read` makes of A'B, a product that is needed for one number only: it lies in memory that may be used again once `read`
 * returns. Faster than `transposeMultiply` for large products where fresh memory is slow.
 *
 * @param read - may change the product, and must not keep it.
 * @throws ArgumentError where A and B have different numbers of rows.
 */
export function readTransposeProduct<T>(a: Matrix, b: Matrix, read: (product: Matrix) => T): T {
  const { readTransposeProduct: lent } = engine();
  if (!lent || a.rows !== b.rows) return read(transposeMultiply(a, b));
  checkSizes('readTransposeProduct', a, b);
  return lent(a, b, read);
}

/** The same of AB'. @throws ArgumentError where A and B have different numbers of columns. */
export function readProductTranspose<T>(a: Matrix, b: Matrix, read: (product: Matrix) => T): T {
  const { readProductTranspose: lent } = engine();
  if (!lent || a.columns !== b.columns) return read(multiplyTranspose(a, b));
  checkSizes('readProductTranspose', a, b);
  return lent(a, b, read);
}

/** The same of AA', which `read` finds on and above the diagonal; what is below it is anything. */
export function readUpperGram<T>(a: Matrix, read: (product: Matrix) => T): T {
  const { readUpperGram: lent } = engine();
  if (!lent) return readProductTranspose(a, a, read);
  checkSizes('readUpperGram', a, a);
  return lent(a, read);
}

const size = (matrix: Matrix) => `${matrix.rows} x ${matrix.columns}`;

function checkSizes(where: string, a: Matrix, b: Matrix): void {
  checkSize(where, 'a', a);
  checkSize(where, 'b', b);
}
