import { solve } from '@lrsim/linalg';

/** Sizes up to which elimination without pivots is faster than a solver. */
const SMALL = 24;

/**
 * The Cayley transform (I - W/2)^-1 (I + W/2) of a skew-symmetric W, length times the one of this lower triangle (row by row,
 * without the diagonal): orthogonal.
 */
export function cayley(triangle: Float64Array, length: number, n: number): Float64Array {
  const minus = new Float64Array(n * n);
  const plus = new Float64Array(n * n);
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const half = (length * triangle[at++]) / 2;
      plus[i * n + j] = half;
      plus[j * n + i] = -half;
      minus[i * n + j] = -half;
      minus[j * n + i] = half;
    }
  for (let i = 0; i < n; i++) {
    minus[i * n + i] += 1;
    plus[i * n + i] += 1;
  }
  if (n <= SMALL) return eliminate(minus, plus, n);
  return solve({ rows: n, columns: n, data: minus }, { rows: n, columns: n, data: plus }).data;
}

/** Gaussian elimination in place; no pivots are sought, since a matrix of symmetric part I has none that is small. */
function eliminate(a: Float64Array, b: Float64Array, n: number): Float64Array {
  for (let k = 0; k < n; k++)
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] / a[k * n + k];
      for (let j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
      for (let j = 0; j < n; j++) b[i * n + j] -= factor * b[k * n + j];
    }
  for (let i = n - 1; i >= 0; i--) {
    for (let l = i + 1; l < n; l++) {
      const factor = a[i * n + l];
      for (let j = 0; j < n; j++) b[i * n + j] -= factor * b[l * n + j];
    }
    for (let j = 0; j < n; j++) b[i * n + j] /= a[i * n + i];
  }
  return b;
}
