import { ArgumentError, type Matrix } from '@lrsim/core';
import { frobeniusNorm, multiply, multiplyTranspose } from '@lrsim/linalg';
import { combination } from './centred-pair.js';
import type { CkaAlignment } from './linear-cka-with-gradient.js';

/**
 * CKA of Song's unbiased HSIC. HSIC(K, L) is linear in L: n (n - 3) HSIC = <K, P(L)>, where P(L) is L with zero diagonal and
 * with the row means, column means and mean of what is off the diagonal removed. With K = XX', L = YY' the derivative with
 * respect to X is 2 (P(L) / |P(K)| |P(L)| - cka P(K) / |P(K)|^2) X.
 */
export function unbiasedAlignment(x: Matrix, y: Matrix): CkaAlignment {
  const [k, l] = [x, y].map((one) => multiplyTranspose(one, one));
  const [pk, pl] = [k, l].map(offDiagonalCentred);
  const [a, b] = [inner(k, pk), inner(l, pl)];
  for (const [argument, squares] of [
    ['x', a],
    ['y', b],
  ] as const)
    if (!(squares > x.rows * Number.EPSILON))
      throw new ArgumentError(
        `linearCkaWithGradient: ${argument} is too simple for the unbiased estimator: its HSIC with itself is 0; take the biased one`,
      );
  const scale = Math.sqrt(a * b);
  const cka = inner(k, pl) / scale;
  const gradient = (other: Matrix, own: Matrix, ownSquares: number, data: Matrix) =>
    multiply(
      { ...own, data: own.data.map((value, at) => 2 * (other.data[at] / scale - (cka * value) / ownSquares)) },
      data,
    );
  const chord = frobeniusNorm(combination(1 / Math.sqrt(a), pk, -1 / Math.sqrt(b), pl));
  return { cka, dX: gradient(pl, pk, a, x), dY: gradient(pk, pl, b, y), chord };
}

/** P(K): see above. Its diagonal is zero. */
function offDiagonalCentred({ rows: n, data }: Matrix): Matrix {
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) sums[i] += data[i * n + j];
  const total = sums.reduce((sum, value) => sum + value, 0) / ((n - 1) * (n - 2));
  const centred = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (i !== j) centred[i * n + j] = data[i * n + j] - (sums[i] + sums[j]) / (n - 2) + total;
  return { rows: n, columns: n, data: centred };
}

const inner = (a: Matrix, b: Matrix) => a.data.reduce((sum, value, at) => sum + value * b.data[at], 0);
