import { ConvergenceError } from '@lrsim/core';
import { largestMagnitude } from '../frobenius-norm.js';
import { rotateRows, VANISHING } from './reflect.js';

/** Sweeps allowed for one eigenvalue; two are usual. */
const MAXIMUM_SWEEPS = 100;

/**
 * Diagonalises a symmetric tridiagonal matrix in place by QR sweeps with implicit Wilkinson shifts: the eigenvalues are left in
 * `d`, unordered, and `rows`, n of the given length, turn along.
 *
 * An off-diagonal element below the machine epsilon times the largest element is dropped, which moves no eigenvalue by more.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., algorithms 8.3.2 and 8.3.3.
 * @throws ConvergenceError after 100 sweeps on one value.
 */
export function diagonaliseTridiagonal(d: Float64Array, e: Float64Array, rows?: Float64Array, length = 0): void {
  const negligible = Number.EPSILON * Math.max(largestMagnitude(d), largestMagnitude(e));
  let sweeps = 0;
  for (let last = d.length - 1; last > 0; ) {
    if (Math.abs(e[last - 1]) <= negligible) {
      last -= 1;
      sweeps = 0;
      continue;
    }
    if (++sweeps > MAXIMUM_SWEEPS)
      throw new ConvergenceError(`symmetricEigen: no convergence after ${MAXIMUM_SWEEPS} sweeps on one eigenvalue`);
    let first = last - 1;
    while (first > 0 && Math.abs(e[first - 1]) > negligible) first -= 1;
    sweep(d, e, first, last, rows, length);
  }
}

function sweep(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  rows: Float64Array | undefined,
  length: number,
): void {
  const half = (d[last - 1] - d[last]) / 2;
  const corner = e[last - 1];
  const shift = d[last] - (corner * corner) / (half + (half < 0 ? -1 : 1) * Math.sqrt(half * half + corner * corner));
  let [x, z] = [d[first] - shift, e[first]];
  for (let k = first; k < last; k++) {
    const radius = Math.sqrt(x * x + z * z);
    const [c, s] = radius < VANISHING ? [1, 0] : [x / radius, z / radius];
    if (k > first) e[k - 1] = radius;
    const [p, q, r] = [d[k], d[k + 1], e[k]];
    const mixed = c * s * r;
    d[k] = c * c * p + 2 * mixed + s * s * q;
    d[k + 1] = s * s * p - 2 * mixed + c * c * q;
    e[k] = c * s * (q - p) + (c * c - s * s) * r;
    if (k < last - 1) {
      x = e[k];
      z = s * e[k + 1];
      e[k + 1] *= c;
    }
    if (rows) rotateRows(rows, length, k, k + 1, c, s);
  }
}
