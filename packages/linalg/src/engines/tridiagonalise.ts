import type { Matrix } from '@lrsim/core';
import { reflect } from './reflect.js';

/** A symmetric tridiagonal matrix T = Q'AQ, and the reflections I - scale v v' whose product Q is. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Element i sits at row i, column i + 1, and at row i + 1, column i. */
  readonly offDiagonal: Float64Array;
  /** Row k holds the vector of reflection k, from element k + 1 on. */
  readonly vectors: Float64Array;
  readonly scales: Float64Array;
}

/**
 * A symmetric matrix made tridiagonal by Householder reflections. Of each step, only the lower triangle is read and kept.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithm 8.3.1.
 */
export function tridiagonalise(a: Matrix): Tridiagonal {
  const n = a.rows;
  const work = Float64Array.from(a.data);
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(Math.max(0, n - 1));
  const scales = new Float64Array(n);
  const product = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    const vector = work.subarray(k * n, (k + 1) * n);
    diagonal[k] = vector[k];
    for (let i = k + 1; i < n; i++) vector[i] = work[i * n + k];
    const scale = reflect(vector, k + 1, n, offDiagonal, k);
    scales[k] = scale;
    if (scale !== 0) reflectBothSides(work, n, k + 1, vector, scale, product);
  }
  diagonal[n - 1] = work[n * n - 1];
  return { diagonal, offDiagonal, vectors: work, scales };
}

/** The lower triangle of (I - scale v v') A (I - scale v v') = A - v w' - w v', from row and column `first` on. */
function reflectBothSides(
  work: Float64Array,
  n: number,
  first: number,
  v: Float64Array,
  scale: number,
  w: Float64Array,
): void {
  w.fill(0);
  for (let i = first; i < n; i++) {
    const [at, vi] = [i * n, v[i]];
    let dot = 0;
    for (let j = first; j < i; j++) {
      dot += work[at + j] * v[j];
      w[j] += work[at + j] * vi;
    }
    w[i] += dot + work[at + i] * vi;
  }
  let dot = 0;
  for (let i = first; i < n; i++) {
    w[i] *= scale;
    dot += w[i] * v[i];
  }
  for (let i = first; i < n; i++) w[i] -= 0.5 * scale * dot * v[i];
  for (let i = first; i < n; i++) {
    const [at, vi, wi] = [i * n, v[i], w[i]];
    for (let j = first; j <= i; j++) work[at + j] -= vi * w[j] + wi * v[j];
  }
}
