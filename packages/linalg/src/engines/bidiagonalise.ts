import type { Matrix } from '@lrsim/core';
import { reflect } from './reflect.js';

/** An upper bidiagonal matrix. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  /** Element i sits at row i, column i + 1. */
  readonly superdiagonal: Float64Array;
}

/** The reflections that made it: I - scale v v' each. */
export interface BidiagonalReflections {
  /** The left vectors in its columns, from the diagonal down; the right ones in its rows, from right of the diagonal on. */
  readonly vectors: Float64Array;
  readonly leftScales: Float64Array;
  readonly rightScales: Float64Array;
}

/**
 * An upper bidiagonal matrix with the singular values of `a`, by Householder reflections from both sides.
 *
 * @param a - at least as many rows as columns.
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithm 5.4.2.
 */
export function bidiagonalise(a: Matrix): Bidiagonal & BidiagonalReflections {
  const { rows, columns } = a;
  const work = Float64Array.from(a.data);
  const diagonal = new Float64Array(columns);
  const superdiagonal = new Float64Array(Math.max(0, columns - 1));
  const left = new Float64Array(rows);
  const right = new Float64Array(columns);
  const product = new Float64Array(columns);
  const leftScales = new Float64Array(columns);
  const rightScales = new Float64Array(columns);

  for (let k = 0; k < columns; k++) {
    for (let i = k; i < rows; i++) left[i] = work[i * columns + k];
    const leftScale = reflect(left, k, rows, diagonal, k);
    leftScales[k] = leftScale;
    for (let i = k; i < rows; i++) work[i * columns + k] = left[i];
    product.fill(0);
    for (let i = k; i < rows; i++) {
      const weight = left[i] * leftScale;
      for (let j = k + 1, at = i * columns + k + 1; j < columns; j++, at++) product[j] += weight * work[at];
    }
    if (k === columns - 1) break;

    // Row k first: it decides the reflection from the right, which then shares one pass over the rows below.
    for (let j = k + 1; j < columns; j++) right[j] = work[k * columns + j] - left[k] * product[j];
    const rightScale = reflect(right, k + 1, columns, superdiagonal, k);
    rightScales[k] = rightScale;
    for (let j = k + 1; j < columns; j++) work[k * columns + j] = right[j];
    for (let i = k + 1; i < rows; i++) {
      const weight = left[i];
      let dot = 0;
      for (let j = k + 1, at = i * columns + k + 1; j < columns; j++, at++) {
        const value = work[at] - weight * product[j];
        work[at] = value;
        dot += value * right[j];
      }
      dot *= rightScale;
      for (let j = k + 1, at = i * columns + k + 1; j < columns; j++, at++) work[at] -= dot * right[j];
    }
  }
  return { diagonal, superdiagonal, vectors: work, leftScales, rightScales };
}
