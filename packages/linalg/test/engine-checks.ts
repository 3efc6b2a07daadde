import type { Matrix } from '@lrsim/core';
import { expect } from 'vitest';
import { generalEigen, multiply, multiplyTranspose, singularValues, svd, transposeMultiply } from '../src/index.js';
import { diagonalMatrix, largestDifference, matrixOf, normalMatrix, orthonormalColumns } from './random-matrices.js';

/** Rounding of a few hundred operations an element, relative to the largest. */
export const ROUNDING = 1e-12;

export const identity = (size: number) => diagonalMatrix(Array.from({ length: size }, () => 1));
export const magnitude = (a: Matrix) => a.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
export const scaled = (a: Matrix, factor: number): Matrix => ({ ...a, data: a.data.map((value) => value * factor) });
export const near = (found: Matrix, expected: Matrix, relative = ROUNDING) => {
  expect([found.rows, found.columns]).toEqual([expected.rows, expected.columns]);
  expect(largestDifference(found.data, expected.data)).toBeLessThanOrEqual(relative * (magnitude(expected) || 1));
};
export const orthonormal = (a: Matrix) => near(transposeMultiply(a, a), identity(a.columns));

/** Everything an SVD promises. */
export function checkSvd(a: Matrix) {
  const { u, values, v } = svd(a);
  const count = Math.min(a.rows, a.columns);
  expect([u.rows, u.columns, values.length, v.rows, v.columns]).toEqual([a.rows, count, count, a.columns, count]);
  orthonormal(u);
  orthonormal(v);
  expect([...values]).toEqual([...values].sort((x, y) => y - x));
  expect(values.every((value) => value >= 0)).toBe(true);
  // the product first, so that no scale can overflow
  const rebuilt = multiplyTranspose(multiply(u, diagonalMatrix([...values])), v);
  expect(largestDifference(rebuilt.data, a.data)).toBeLessThanOrEqual(ROUNDING * values[0]);
  expect(largestDifference(singularValues(a), values)).toBeLessThanOrEqual(ROUNDING * values[0]);
}

/** Everything a general eigendecomposition promises. */
export function checkGeneral(a: Matrix, relative = ROUNDING) {
  const { real, imaginary, vectorsReal, vectorsImaginary } = generalEigen(a);
  const n = a.rows;
  const size = magnitude(a) * n || 1;
  const [ar, ai] = [multiply(a, vectorsReal).data, multiply(a, vectorsImaginary).data];
  for (let j = 0; j < n; j++) {
    let squares = 0;
    for (let at = j; at < n * n; at += n) {
      const [x, y] = [vectorsReal.data[at], vectorsImaginary.data[at]];
      squares += x * x + y * y;
      expect(Math.abs(ar[at] - (real[j] * x - imaginary[j] * y))).toBeLessThanOrEqual(relative * size);
      expect(Math.abs(ai[at] - (real[j] * y + imaginary[j] * x))).toBeLessThanOrEqual(relative * size);
    }
    expect(Math.abs(squares - 1)).toBeLessThan(1e-12);
  }
  return { real, imaginary };
}

/** Complex numbers in an order that does not depend on the algorithm, for well separated ones. */
export const ordered = ({ real, imaginary }: { real: Float64Array; imaginary: Float64Array }) =>
  Array.from(real, (value, i) => [value, imaginary[i]]).sort((p, q) => p[0] - q[0] || p[1] - q[1]);

/** Matrices of kinds that have broken decompositions. */
export const difficult: Record<string, Matrix> = {
  zero: { rows: 4, columns: 4, data: new Float64Array(16) },
  identity: identity(6),
  'rank one': multiply(normalMatrix(9, 1, 'l'), normalMatrix(1, 9, 'r')),
  'rank three of twelve': multiply(normalMatrix(12, 3, 'l'), normalMatrix(3, 12, 'r')),
  'repeated values': multiplyTranspose(
    multiply(orthonormalColumns(8, 8, 'a'), diagonalMatrix([3, 3, 3, 2, 2, 1, 0, 0])),
    orthonormalColumns(8, 8, 'b'),
  ),
  'values over 14 decades': multiplyTranspose(
    multiply(orthonormalColumns(15, 15, 'a'), diagonalMatrix(Array.from({ length: 15 }, (_, i) => 10 ** -i))),
    orthonormalColumns(15, 15, 'b'),
  ),
  'denormal elements': matrixOf([
    [1, 5e-324, 0],
    [1e-310, 1e-160, 2],
    [0, 0, 1e-320],
  ]),
  'all elements denormal': matrixOf([
    [3e-320, 1e-320],
    [-1e-320, 2e-320],
  ]),
  huge: scaled(normalMatrix(5, 5, 'h'), 1e300),
  tiny: scaled(normalMatrix(5, 5, 't'), 1e-300),
  'a shift of coordinates': matrixOf([
    [0, 0, 0, 1],
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ]),
  'a Jordan block': matrixOf([
    [2, 1, 0, 0],
    [0, 2, 1, 0],
    [0, 0, 2, 1],
    [0, 0, 0, 2],
  ]),
  'an element of 1e-200, which makes balancing go wrong': matrixOf([
    [1, 1, 0],
    [0, 0, 1e-200],
    [-1, 0, 0],
  ]),
  'an eigenvalue beside an all but equal pair': matrixOf([
    [0, -2, 0, 0],
    [0, 0, 0, 1e-8],
    [0, 0, 0, 0],
    [-1, 0, -1, 1],
  ]),
  'an eigenvalue equal to both of a pair': matrixOf([
    [0, 0, 0, 0],
    [-2, -1, 2, 0],
    [1e-8, 1, -2, -1],
    [0, 0, 0, 0],
  ]),
  'eigenvalues of three sizes, at which QR sweeps can stay where they are': matrixOf([
    [1e-8, -1, 2, 2, 2, 1e-16],
    [-2, 1000, 0, 1, -1, -2],
    [1000, 0, 0, 1e-200, -1, 0],
    [0, -1, 1e-16, 1000, 2, 1e-8],
    [1e-200, 2, 0, 1e-8, -1, -1],
    [2, 1e-4, -2, 1, 0, -2],
  ]),
  'three eigenvalues that are nearly the same, whose differences are lost in sums': matrixOf([
    [1, 0, 2, 2, 1, -2, 1],
    [0, 0, 1e-4, 0, 0, 2, 0],
    [1e-8, 1e-4, 1000, 0, 1e-200, 0, 1e-16],
    [1e-4, 1, 1e-200, 1000, 1e-200, -2, 1e-200],
    [0, 1000, 1e-16, 1e-16, 1000, -2, 1e-16],
    [-1, -1, -1, -1, 1e-4, 0, 1],
    [2, -2, 1e-200, 1000, 2, 1000, 1],
  ]),
  'finite numbers from which ml-matrix 6.15 does not return': matrixOf([
    [1e-8, 0, -2],
    [1e-16, 0, -2],
    [0, 2, 0],
  ]),
  'one element': matrixOf([[-3]]),
  rotation: matrixOf([
    [0.6, -0.8],
    [0.8, 0.6],
  ]),
};
