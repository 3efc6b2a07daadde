import { solve } from '@lrsim/linalg';

/** Sizes up to which elimination in plain loops is faster than a solver. */
const SMALL = 24;

/**
 * The Cayley transform (I - W/2)^-1 (I + W/2) of a skew-symmetric W, length times the one of this lower triangle (row by row,
 * without the diagonal): orthogonal.
 */
export function cayley(triangle: Float64Array, length: number, n: number): Float64Array {
  const half = length / 2;
  const minus = new Float64Array(n * n);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < i; j++, at++) {
      minus[i * n + j] = -half * triangle[at];
      minus[j * n + i] = half * triangle[at];
    }
    minus[i * n + i] = 1;
  }
  if (n > SMALL) return bySolving(minus, n);
  invert(minus, n);
  // (I - W/2)^-1 (I + W/2) = 2 (I - W/2)^-1 - I.
  for (let at = 0; at < minus.length; at++) minus[at] *= 2;
  for (let at = 0; at < minus.length; at += n + 1) minus[at] -= 1;
  return minus;
}

function bySolving(minus: Float64Array, n: number): Float64Array {
  const plus = new Float64Array(n * n);
  for (let at = 0; at < plus.length; at++) plus[at] = -minus[at];
  for (let at = 0; at < plus.length; at += n + 1) plus[at] = 1;
  return solve({ rows: n, columns: n, data: minus }, { rows: n, columns: n, data: plus }).data;
}

/** Gauss and Jordan's elimination in place; no pivots are sought, since a matrix of symmetric part I has none that is small. */
function invert(a: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    const rowK = k * n;
    const inverse = 1 / a[rowK + k];
    a[rowK + k] = 1;
    for (let j = rowK; j < rowK + n; j++) a[j] *= inverse;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = a[i * n + k];
      a[i * n + k] = 0;
      for (let to = i * n, from = rowK, end = rowK + n; from < end; to++, from++) a[to] -= factor * a[from];
    }
  }
}
