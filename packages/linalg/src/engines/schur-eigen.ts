import type { Matrix } from '@lrsim/core';
import { largestMagnitude } from '../frobenius-norm.js';
import { transpose } from '../transpose.js';
import type { ComplexValues, GeneralEigen } from '../types.js';
import { quotient, solvePair } from './complex-pair.js';
import { hessenberg } from './hessenberg.js';
import { packedTransposeMultiply } from './packed-transpose-multiply.js';
import { realSchur } from './real-schur.js';

/** Past this, an eigenvector on its way is scaled down, so that nothing overflows. */
const LARGE = 1e100;

/** Eigenvalues of a square matrix. */
export function schurEigenvalues(a: Matrix): ComplexValues {
  return realSchur(hessenberg(a, false).h, a.rows);
}

/**
 * Eigenvalues and unit right eigenvectors of a square matrix: those of its quasi-triangular form by substitution, turned back.
 *
 * @source Golub & Van Loan, Matrix Computations, 4th ed., section 7.6.4.
 */
export function schurEigen(a: Matrix): GeneralEigen {
  const n = a.rows;
  const { h, rows = new Float64Array() } = hessenberg(a, true);
  const { real, imaginary } = realSchur(h, n, rows);
  const smallest = Number.EPSILON * (largestMagnitude(h) || 1);
  // eigenvectors of the triangular form, as rows
  const [re, im] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let j = 0; j < n; j++) {
    if (imaginary[j] < 0) continue;
    const [x, y] = [re.subarray(j * n, (j + 1) * n), im.subarray(j * n, (j + 1) * n)];
    substitute(h, n, j, real[j], imaginary[j], smallest, x, y);
    if (imaginary[j] === 0) continue;
    re.set(x, (j + 1) * n);
    for (let i = 0; i < n; i++) im[(j + 1) * n + i] = -y[i];
  }
  const turnedBack = (vectors: Float64Array) => {
    const columns = transpose({ rows: n, columns: n, data: vectors });
    return packedTransposeMultiply({ rows: n, columns: n, data: rows }, columns);
  };
  const [vectorsReal, vectorsImaginary] = [turnedBack(re), turnedBack(im)];
  normaliseColumns(vectorsReal.data, vectorsImaginary.data, n);
  return { real, imaginary, vectorsReal, vectorsImaginary };
}

/** The eigenvector x + iy of the quasi-triangular `t` for its eigenvalue at `j`, upwards from row j (or j + 1, of a pair). */
function substitute(
  ...[t, n, j, real, imaginary, smallest, x, y]: [
    ...[t: Float64Array, n: number, j: number, real: number, imaginary: number, smallest: number],
    ...[x: Float64Array, y: Float64Array],
  ]
): void {
  let end = j + 1;
  if (imaginary === 0) x[j] = 1;
  else {
    // (A - l) v = 0 for the 2 x 2 block A, by the row with the larger off-diagonal element
    const [a, b, c, d] = [t[j * n + j], t[j * n + j + 1], t[(j + 1) * n + j], t[(j + 1) * n + j + 1]];
    if (Math.abs(b) >= Math.abs(c)) [x[j], x[j + 1], y[j + 1]] = [1, (real - a) / b, imaginary / b];
    else [x[j], y[j], x[j + 1]] = [(real - d) / c, imaginary / c, 1];
    end = j + 2;
  }
  const known = (row: number, start: number, from: Float64Array) => {
    let sum = 0;
    for (let k = start; k < end; k++) sum -= t[row * n + k] * from[k];
    return sum;
  };
  for (let i = j - 1; i >= 0; i--) {
    const pair = i > 0 && t[i * n + i - 1] !== 0;
    const [re2, im2] = [known(i, i + 1, x), known(i, i + 1, y)];
    const d = t[i * n + i] - real;
    if (!pair) [x[i], y[i]] = quotient([re2, im2], [d, -imaginary], smallest);
    else {
      const [re1, im1] = [known(i - 1, i + 1, x), known(i - 1, i + 1, y)];
      const [a, b, c] = [t[(i - 1) * n + i - 1] - real, t[(i - 1) * n + i], t[i * n + i - 1]];
      const block = [
        [a, -imaginary],
        [b, 0],
        [c, 0],
        [d, -imaginary],
      ] as const;
      [[x[i - 1], y[i - 1]], [x[i], y[i]]] = solvePair(
        block,
        [
          [re1, im1],
          [re2, im2],
        ],
        smallest,
      );
      i -= 1;
    }
    const size = Math.max(Math.abs(x[i]), Math.abs(y[i]), Math.abs(x[i + 1]), Math.abs(y[i + 1]));
    if (size > LARGE)
      for (let k = i; k < end; k++) {
        x[k] /= size;
        y[k] /= size;
      }
  }
}

function normaliseColumns(re: Float64Array, im: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    let largest = 0;
    for (let i = j; i < n * n; i += n) largest = Math.max(largest, Math.abs(re[i]), Math.abs(im[i]));
    let squares = 0;
    for (let i = j; i < n * n; i += n) squares += (re[i] / largest) ** 2 + (im[i] / largest) ** 2;
    const norm = largest * Math.sqrt(squares);
    for (let i = j; i < n * n; i += n) {
      re[i] /= norm;
      im[i] /= norm;
    }
  }
}
