import { ArgumentError, checkFinite, type Matrix } from '@lrsim/core';
import { engine } from './engine.js';
import { multiply, transposeMultiply } from './multiply.js';
import { svd } from './svd.js';
import type { Qr } from './types.js';

/**
 * The thin QR decomposition A = QR of a matrix with at least as many rows as columns.
 *
 * Without pivoting: where A lacks rank, Q has columns of arbitrary direction. `orthonormalBasis` has not.
 *
 * @throws ArgumentError for more columns than rows; NonFiniteError for NaN or infinity.
 */
export function qr(a: Matrix): Qr {
  if (a.rows < a.columns)
    throw new ArgumentError(`qr: a is ${a.rows} x ${a.columns}; expected at least as many rows as columns`);
  checkFinite('qr', 'a', a.data, [a.rows, a.columns]);
  return engine.qr(a);
}

/**
 * X with AX = B, for a square A, by LU with partial pivoting.
 *
 * @throws ArgumentError for a matrix that is not square or is singular, or sizes that do not match.
 */
export function solve(a: Matrix, b: Matrix): Matrix {
  checkSystem('solve', a, b);
  const solution = engine.solve(a, b);
  if (!solution) throw new ArgumentError(`solve: a (${a.rows} x ${a.columns}) is singular; use leastSquares`);
  return solution;
}

/**
 * X with AX = B, for a symmetric positive definite A, by Cholesky.
 *
 * @throws ArgumentError for a matrix that is not positive definite, or sizes that do not match.
 */
export function solvePositiveDefinite(a: Matrix, b: Matrix): Matrix {
  checkSystem('solvePositiveDefinite', a, b);
  const { data: l } = cholesky(a);
  const [n, columns] = [a.rows, b.columns];
  const x = Float64Array.from(b.data);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++)
      for (let j = 0; j < columns; j++) x[i * columns + j] -= l[i * n + k] * x[k * columns + j];
    for (let j = 0; j < columns; j++) x[i * columns + j] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++)
      for (let j = 0; j < columns; j++) x[i * columns + j] -= l[k * n + i] * x[k * columns + j];
    for (let j = 0; j < columns; j++) x[i * columns + j] /= l[i * n + i];
  }
  return { rows: n, columns, data: x };
}

/**
 * The lower triangular L with A = LL', for a symmetric positive definite A.
 *
 * @throws ArgumentError for a matrix that is not square or not positive definite; NonFiniteError for NaN or infinity.
 */
export function cholesky(a: Matrix): Matrix {
  if (a.rows !== a.columns)
    throw new ArgumentError(`cholesky: a is ${a.rows} x ${a.columns}; expected a square matrix`);
  checkFinite('cholesky', 'a', a.data, [a.rows, a.columns]);
  const lower = engine.cholesky(a);
  if (!lower) throw new ArgumentError(`cholesky: a (${a.rows} x ${a.columns}) is not positive definite`);
  return lower;
}

/**
 * The X of least |AX - B|, and of least |X| where that leaves a choice, by SVD.
 *
 * @param relativeCut - singular values below this times the largest count as zero; default max(rows, columns) times the
 *   machine epsilon.
 */
export function leastSquares(a: Matrix, b: Matrix, relativeCut = Math.max(a.rows, a.columns) * Number.EPSILON): Matrix {
  if (a.rows !== b.rows)
    throw new ArgumentError(`leastSquares: a has ${a.rows} rows, b has ${b.rows}; expected as many`);
  const { u, values, v } = svd(a);
  const projected = transposeMultiply(u, b);
  const data = projected.data.map((value, at) => {
    const s = values[Math.floor(at / b.columns)];
    return s > relativeCut * values[0] ? value / s : 0;
  });
  return multiply(v, { ...projected, data });
}

function checkSystem(where: string, a: Matrix, b: Matrix): void {
  if (a.rows !== a.columns)
    throw new ArgumentError(`${where}: a is ${a.rows} x ${a.columns}; expected a square matrix`);
  if (b.rows !== a.rows) throw new ArgumentError(`${where}: a has ${a.rows} rows, b has ${b.rows}; expected as many`);
  checkFinite(where, 'a', a.data, [a.rows, a.columns]);
  checkFinite(where, 'b', b.data, [b.rows, b.columns]);
}
