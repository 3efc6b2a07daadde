import { ConvergenceError } from '@lrsim/core';
import { largestMagnitude } from '../frobenius-norm.js';
import type { ComplexValues } from '../types.js';
import { rotateRows, VANISHING } from './reflect.js';

/** Sweeps allowed for one eigenvalue; LAPACK's bound is 30 on average, and two or three are usual. */
const MAXIMUM_SWEEPS = 100;

/** After as many sweeps in vain the shifts are chosen in another way, for a matrix that the usual ones leave as it is. */
const EXCEPTIONAL = 10;

/**
 * Eigenvalues of an upper Hessenberg matrix by QR sweeps with implicit double shifts. With `rows` (Q', n x n), `h` becomes
 * quasi-triangular, T = Q'AQ with a 2 x 2 block for each complex pair, and Q turns along; without, only the values are right.
 *
 * @source Francis 1961; Golub & Van Loan, Matrix Computations, 4th ed., algorithms 7.5.1 and 7.5.2.
 * @throws ConvergenceError after 100 sweeps on one eigenvalue.
 */
export function realSchur(h: Float64Array, n: number, rows?: Float64Array): ComplexValues {
  const [real, imaginary] = [new Float64Array(n), new Float64Array(n)];
  const smallest = Number.EPSILON * largestMagnitude(h) * Number.EPSILON;
  let sweeps = 0;
  for (let last = n - 1; last >= 0; ) {
    const first = blockStart(h, n, last, smallest);
    if (first === last) {
      real[last] = h[last * n + last];
      last -= 1;
      sweeps = 0;
    } else if (first === last - 1) {
      splitPair(h, n, first, rows, real, imaginary);
      last -= 2;
      sweeps = 0;
    } else {
      if (++sweeps > MAXIMUM_SWEEPS)
        throw new ConvergenceError(`generalEigen: no convergence after ${MAXIMUM_SWEEPS} sweeps on one eigenvalue`);
      const place = (sweeps / EXCEPTIONAL) % 2 === 0 ? 'bottom' : 'top';
      sweep(h, n, first, last, sweeps % EXCEPTIONAL === 0 ? place : undefined, rows);
    }
  }
  return { real, imaginary };
}

/** Where the block that ends at `last` begins: behind the nearest negligible subdiagonal element, which becomes 0. */
function blockStart(h: Float64Array, n: number, last: number, smallest: number): number {
  for (let k = last; k > 0; k--) {
    const beside = Math.abs(h[(k - 1) * n + k - 1]) + Math.abs(h[k * n + k]);
    if (Math.abs(h[k * n + k - 1]) <= Math.max(smallest, Number.EPSILON * beside)) {
      h[k * n + k - 1] = 0;
      return k;
    }
  }
  return 0;
}

/** The eigenvalues of the 2 x 2 block at `k`; real ones are brought to its diagonal by a rotation. */
function splitPair(
  h: Float64Array,
  n: number,
  k: number,
  rows: Float64Array | undefined,
  real: Float64Array,
  imaginary: Float64Array,
): void {
  const [a, b, c, d] = [h[k * n + k], h[k * n + k + 1], h[(k + 1) * n + k], h[(k + 1) * n + k + 1]];
  const half = (a - d) / 2;
  const discriminant = half * half + b * c;
  if (discriminant < 0) {
    const root = Math.sqrt(-discriminant);
    real[k] = real[k + 1] = d + half;
    imaginary[k] = root;
    imaginary[k + 1] = -root;
    return;
  }
  const z = half + (half < 0 ? -1 : 1) * Math.sqrt(discriminant);
  real[k] = d + z;
  real[k + 1] = z === 0 ? d : d - (b * c) / z;
  if (!rows) return;
  const radius = Math.hypot(z, c);
  if (radius === 0) return;
  const [cosine, sine] = [z / radius, c / radius];
  rotateRows(h, n, k, k + 1, cosine, sine);
  for (let i = 0; i <= k + 1; i++) {
    const [x, y] = [h[i * n + k], h[i * n + k + 1]];
    h[i * n + k] = cosine * x + sine * y;
    h[i * n + k + 1] = cosine * y - sine * x;
  }
  rotateRows(rows, n, k, k + 1, cosine, sine);
  h[(k + 1) * n + k] = 0;
}

/** One double-shift sweep on the block [first, last]: reflections of three rows and columns chase the bulge. */
function sweep(
  h: Float64Array,
  n: number,
  first: number,
  last: number,
  exceptional: 'bottom' | 'top' | undefined,
  rows: Float64Array | undefined,
): void {
  const at = (i: number, j: number) => h[i * n + j];
  const [re, im] = shift(h, n, first, last, exceptional);
  // The first column of (H - s)(H - conj s), by differences, which keep their digits where eigenvalues are nearly the same.
  const fromCorner = at(first, first) - re;
  const below = at(first + 1, first);
  const size = Math.abs(fromCorner) + Math.abs(im) + Math.abs(below);
  let x = fromCorner * (fromCorner / size) + im * (im / size) + at(first, first + 1) * (below / size);
  let y = (below / size) * (fromCorner + at(first + 1, first + 1) - re);
  let z = (below / size) * at(first + 2, first + 1);
  const [top, right] = rows ? [0, n] : [first, last + 1];
  for (let k = first; k < last; k++) {
    const three = k < last - 1;
    if (!three) z = 0;
    const norm = Math.sqrt(x * x + y * y + z * z);
    if (norm >= VANISHING) {
      const v0 = x + (x < 0 ? -norm : norm);
      const scale = 1 / (norm * (norm + Math.abs(x)));
      const from = Math.max(first, k - 1);
      reflectThreeRows(h, n, k, three, v0, y, z, scale, from, right);
      reflectThreeColumns(h, n, k, three, v0, y, z, scale, top, Math.min(k + 4, last + 1));
      if (rows) reflectThreeRows(rows, n, k, three, v0, y, z, scale, 0, n);
      if (k > first) {
        h[(k + 1) * n + k - 1] = 0;
        if (three) h[(k + 2) * n + k - 1] = 0;
      }
    }
    x = at(k + 1, k);
    y = k + 2 <= last ? at(k + 2, k) : 0;
    z = k + 3 <= last ? at(k + 3, k) : 0;
  }
}

/**
 * One of the two conjugate shifts: the eigenvalues of the trailing 2 x 2 block, or the one nearer to its last element twice, where
 * they are real. The exceptional ones are near the bottom of the block or near its top.
 */
function shift(
  h: Float64Array,
  n: number,
  first: number,
  last: number,
  exceptional: 'bottom' | 'top' | undefined,
): readonly [real: number, imaginary: number] {
  const at = (i: number, j: number) => h[i * n + j];
  if (exceptional) {
    const bottom = exceptional === 'bottom';
    const size = bottom
      ? Math.abs(at(last, last - 1)) + Math.abs(at(last - 1, last - 2))
      : Math.abs(at(first + 1, first)) + Math.abs(at(first + 2, first + 1));
    return [(bottom ? at(last, last) : at(first, first)) + 0.75 * size, Math.sqrt(0.4375) * size];
  }
  const [half, across] = [(at(last - 1, last - 1) - at(last, last)) / 2, at(last - 1, last) * at(last, last - 1)];
  const discriminant = half * half + across;
  if (discriminant < 0) return [at(last, last) + half, Math.sqrt(-discriminant)];
  const farther = Math.abs(half) + Math.sqrt(discriminant);
  return [farther === 0 ? at(last, last) : at(last, last) - (Math.sign(half) || 1) * (across / farther), 0];
}

/** Applies I - scale v v', v = (v0, v1, v2), to rows k, k + 1 and, for `three`, k + 2, in the columns from..to. */
function reflectThreeRows(
  ...[m, n, k, three, v0, v1, v2, scale, from, to]: [
    Float64Array,
    ...[n: number, k: number, three: boolean, v0: number, v1: number, v2: number, scale: number],
    ...[from: number, to: number],
  ]
): void {
  const [r0, r1] = [k * n, (k + 1) * n];
  const r2 = three ? r1 + n : r1;
  for (let j = from; j < to; j++) {
    const dot = scale * (v0 * m[r0 + j] + v1 * m[r1 + j] + v2 * m[r2 + j]);
    m[r0 + j] -= dot * v0;
    m[r1 + j] -= dot * v1;
    if (three) m[r2 + j] -= dot * v2;
  }
}

/** The same to the columns, in the rows from..to. */
function reflectThreeColumns(
  ...[m, n, k, three, v0, v1, v2, scale, from, to]: [
    Float64Array,
    ...[n: number, k: number, three: boolean, v0: number, v1: number, v2: number, scale: number],
    ...[from: number, to: number],
  ]
): void {
  for (let i = from, at = from * n + k; i < to; i++, at += n) {
    const dot = scale * (v0 * m[at] + v1 * m[at + 1] + (three ? v2 * m[at + 2] : 0));
    m[at] -= dot * v0;
    m[at + 1] -= dot * v1;
    if (three) m[at + 2] -= dot * v2;
  }
}
