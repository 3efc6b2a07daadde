import type { Matrix } from '@lrsim/core';

/** An upper bidiagonal matrix. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  /** Element i sits at row i, column i + 1. */
  readonly superdiagonal: Float64Array;
}

/**
 * An upper bidiagonal matrix with the singular values of `a`, by Householder reflections from both sides.
 *
 * @param a - at least as many rows as columns.
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithm 5.4.2.
 */
export function bidiagonalise(a: Matrix): Bidiagonal {
  const { rows, columns } = a;
  const work = Float64Array.from(a.data);
  const diagonal = new Float64Array(columns);
  const superdiagonal = new Float64Array(Math.max(0, columns - 1));
  const left = new Float64Array(rows);
  const right = new Float64Array(columns);
  const product = new Float64Array(columns);

  for (let k = 0; k < columns; k++) {
    for (let i = k; i < rows; i++) left[i] = work[i * columns + k];
    const leftScale = reflect(left, k, diagonal, k);
    product.fill(0);
    for (let i = k; i < rows; i++) {
      const weight = left[i] * leftScale;
      for (let j = k + 1, at = i * columns + k + 1; j < columns; j++, at++) product[j] += weight * work[at];
    }
    if (k === columns - 1) break;

    // Row k first: it decides the reflection from the right, which then shares one pass over the rows below.
    for (let j = k + 1; j < columns; j++) right[j] = work[k * columns + j] - left[k] * product[j];
    const rightScale = reflect(right, k + 1, superdiagonal, k);
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
  return { diagonal, superdiagonal };
}

/** Below this, squares lose precision to underflow; beside elements of order 1 such a vector is no more than zero. */
export const VANISHING = 1e-150;

/**
 * Turns x = vector[start..] in place into the v of the reflection I - scale v v' that maps x to (r, 0, .., 0), writes r
 * to result[at] and returns scale; 0 (no reflection) for a vanishing x.
 */
function reflect(vector: Float64Array, start: number, result: Float64Array, at: number): number {
  let squares = 0;
  for (let i = start; i < vector.length; i++) squares += vector[i] * vector[i];
  const norm = Math.sqrt(squares);
  const first = vector[start];
  if (norm < VANISHING) {
    result[at] = 0;
    return 0;
  }
  result[at] = first > 0 ? -norm : norm;
  vector[start] = first - result[at];
  return 1 / (norm * (norm + Math.abs(first)));
}
