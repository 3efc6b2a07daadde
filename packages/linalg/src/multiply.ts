import { ArgumentError, type Matrix } from '@lrsim/core';
import { engine } from './engine.js';
import { transpose } from './transpose.js';

/**
 * The product AB.
 *
 * @throws ArgumentError where A's columns are not as many as B's rows.
 */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows)
    throw new ArgumentError(`multiply: a is ${size(a)}, b is ${size(b)}; a needs as many columns as b has rows`);
  return engine.transposeMultiply(transpose(a), b);
}

/**
 * The product A'B, without forming A'.
 *
 * @throws ArgumentError where A and B have different numbers of rows.
 */
export function transposeMultiply(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows)
    throw new ArgumentError(`transposeMultiply: a is ${size(a)}, b is ${size(b)}; both need the same number of rows`);
  return engine.transposeMultiply(a, b);
}

/**
 * The product AB', without forming B'.
 *
 * @throws ArgumentError where A and B have different numbers of columns.
 */
export function multiplyTranspose(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.columns)
    throw new ArgumentError(
      `multiplyTranspose: a is ${size(a)}, b is ${size(b)}; both need the same number of columns`,
    );
  const transposed = transpose(a);
  return engine.transposeMultiply(transposed, a === b ? transposed : transpose(b));
}

const size = (matrix: Matrix) => `${matrix.rows} x ${matrix.columns}`;
