import { ConvergenceError } from '@lrsim/core';
import { largestMagnitude } from '../frobenius-norm.js';
import type { Bidiagonal } from './bidiagonalise.js';
import { rotateRows, VANISHING } from './reflect.js';

/** Sweeps allowed for one singular value. Two or three are usual; LAPACK's dbdsqr stops at 6 n^2 sweeps in all. */
const MAXIMUM_SWEEPS = 100;

/**
 * A superdiagonal element below this times the largest is dropped; no singular value moves by more than that. A cut-off of
 * one unit of rounding can lie below what a sweep's own rounding leaves behind, and then never be met.
 */
const NEGLIGIBLE = 8 * Number.EPSILON;

/**
 * The singular values of an upper bidiagonal matrix, descending, by QR sweeps with implicit shifts.
 *
 * Absolute error about machine precision times the largest value, which must be of order 1.
 *
 * @source Golub & Kahan 1965; Golub & Van Loan, Matrix Computations, 4th ed., algorithms 8.6.1 and 8.6.2.
 * @throws ConvergenceError after 100 sweeps on one value.
 */
export function bidiagonalSingularValues(bidiagonal: Bidiagonal): Float64Array {
  return diagonalise(bidiagonal).map(Math.abs).sort().reverse();
}

/** Left and right vectors as rows, which turn along with the bidiagonal matrix. */
export interface TurningVectors {
  readonly left: Float64Array;
  readonly leftLength: number;
  readonly right: Float64Array;
  readonly rightLength: number;
}

/** The same values with their signs, in the order of the sweeps, and the vectors turned in place where there are any. */
export function diagonalise(bidiagonal: Bidiagonal, vectors?: TurningVectors): Float64Array {
  const d = Float64Array.from(bidiagonal.diagonal);
  const e = Float64Array.from(bidiagonal.superdiagonal);
  const magnitude = Math.max(largestMagnitude(d), largestMagnitude(e));
  const negligible = NEGLIGIBLE * magnitude;

  let sweeps = 0;
  for (let last = d.length - 1; last > 0; ) {
    if (Math.abs(e[last - 1]) <= negligible) {
      last -= 1;
      sweeps = 0;
      continue;
    }
    if (++sweeps > MAXIMUM_SWEEPS)
      throw new ConvergenceError(`singularValues: no convergence after ${MAXIMUM_SWEEPS} sweeps on one singular value`);
    let first = last - 1;
    while (first > 0 && Math.abs(e[first - 1]) > negligible) first -= 1;
    sweep(d, e, first, last, negligible, vectors);
  }
  return d;
}

/** One QR sweep on the block [first, last]: rotations from right and left chase the bulge that the shift starts. */
function sweep(
  d: Float64Array,
  e: Float64Array,
  first: number,
  last: number,
  negligible: number,
  vectors: TurningVectors | undefined,
): void {
  const shift = shiftOf(d, e, first, last, negligible);
  let f = shift === 0 ? d[first] : (Math.abs(d[first]) - shift) * (Math.sign(d[first]) + shift / d[first]);
  let g = e[first];
  for (let k = first; k < last; k++) {
    let radius = length(f, g);
    let [cosine, sine] = radius < VANISHING ? [1, 0] : [f / radius, g / radius];
    if (vectors) rotateRows(vectors.right, vectors.rightLength, k, k + 1, cosine, sine);
    if (k > first) e[k - 1] = radius;
    f = cosine * d[k] + sine * e[k];
    e[k] = cosine * e[k] - sine * d[k];
    g = sine * d[k + 1];
    d[k + 1] = cosine * d[k + 1];

    radius = length(f, g);
    [cosine, sine] = radius < VANISHING ? [1, 0] : [f / radius, g / radius];
    if (vectors) rotateRows(vectors.left, vectors.leftLength, k, k + 1, cosine, sine);
    d[k] = radius;
    f = cosine * e[k] + sine * d[k + 1];
    d[k + 1] = cosine * d[k + 1] - sine * e[k];
    if (k < last - 1) {
      g = sine * e[k + 1];
      e[k + 1] = cosine * e[k + 1];
    }
  }
  e[last - 1] = f;
}

/** The singular value of the trailing 2 x 2 block that is nearer its corner; 0, which deflates, at a zero diagonal. */
function shiftOf(d: Float64Array, e: Float64Array, first: number, last: number, negligible: number): number {
  for (let k = first; k <= last; k++) if (Math.abs(d[k]) <= negligible) return 0;
  const [a, b, c] = [d[last - 1], e[last - 1], d[last]];
  const above = last - 1 > first ? e[last - 2] : 0;
  // Eigenvalue of [[a^2 + above^2, ab], [ab, b^2 + c^2]] nearer to b^2 + c^2 (Wilkinson).
  const corner = b * b + c * c;
  const half = (a * a + above * above - corner) / 2;
  const cross = a * b;
  const distance = half + (half < 0 ? -1 : 1) * Math.hypot(half, cross);
  const square = distance === 0 ? corner : corner - (cross * cross) / distance;
  return square > 0 ? Math.sqrt(square) : 0;
}

/** Without Math.hypot, which is many times slower: the matrix is scaled, so that nothing overflows and what vanishes is negligible. */
const length = (f: number, g: number) => Math.sqrt(f * f + g * g);
