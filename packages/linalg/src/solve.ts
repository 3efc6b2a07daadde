import { ArgumentError, type Matrix } from '@lrsim/core';
import { checkDecomposable, checkSquare } from './check-matrix.js';
import { engine } from './engines/engine-in-use.js';
import { multiply, transposeMultiply } from './multiply.js';
import { scaleByPowerOfTwo } from './power-of-two-scale.js';
import { svd } from './svd.js';
import type { PivotedCholesky, Qr } from './types.js';

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
  checkDecomposable('qr', 'a', a);
  const { matrix, unscale } = scaleByPowerOfTwo(a);
  const { q, r } = engine().qr(matrix);
  return { q, r: { ...r, data: r.data.map((value) => value * unscale) } };
}

/**
 * X with AX = B, for a square A, by LU with partial pivoting.
 *
 * @throws ArgumentError for a matrix that is not square or is singular, or sizes that do not match.
 */
export function solve(a: Matrix, b: Matrix): Matrix {
  checkSystem('solve', a, b);
  const solution = engine().solve(a, b);
  if (!solution) throw new ArgumentError(`solve: a (${a.rows} x ${a.columns}) is singular; use leastSquares`);
  return solution;
}

/**
 * X with AX = B, for a symmetric positive definite A, by Cholesky.
 *
 * @throws ArgumentError for a matrix that is not positive definite, or sizes that do not match.
 */
export const solvePositiveDefinite = (a: Matrix, b: Matrix): Matrix => solverOf('solvePositiveDefinite', a)(b);

/**
 * `solvePositiveDefinite` for several B, of which A is factored once: positiveDefiniteSolver(a)(b) is X with AX = B.
 *
 * @throws ArgumentError for a matrix that is not positive definite, or sizes that do not match; NonFiniteError for NaN or infinity.
 */
export const positiveDefiniteSolver = (a: Matrix): ((b: Matrix) => Matrix) => solverOf('positiveDefiniteSolver', a);

function solverOf(where: string, a: Matrix): (b: Matrix) => Matrix {
  checkSquare(where, 'a', a);
  const lower = engine().cholesky(a);
  if (!lower) throw new ArgumentError(`${where}: a (${a.rows} x ${a.columns}) is not positive definite; use solve`);
  const { rows } = a;
  return (b) => {
    checkRightSide(where, rows, b);
    return engine().solveCholesky(lower, b);
  };
}

/**
 * The lower triangular L with A = LL', for a symmetric positive definite A.
 *
 * @throws ArgumentError for a matrix that is not square or not positive definite; NonFiniteError for NaN or infinity.
 */
export function cholesky(a: Matrix): Matrix {
  checkSquare('cholesky', 'a', a);
  const lower = engine().cholesky(a);
  if (!lower) throw new ArgumentError(`cholesky: a (${a.rows} x ${a.columns}) is not positive definite`);
  return lower;
}

/**
 * The F with A = FF' and as many columns as A has rank, for a symmetric positive semidefinite A, by Cholesky with pivots.
 *
 * Many times faster than eigenvectors, and as good where the least pivot is not small beside the first. Of a matrix that is not
 * positive semidefinite FF' is only a part, which is not looked for.
 *
 * @throws ArgumentError for a matrix that is not square; NonFiniteError for NaN or infinity.
 */
export function pivotedCholesky(a: Matrix): PivotedCholesky {
  checkSquare('pivotedCholesky', 'a', a);
  const { matrix, unscale } = scaleByPowerOfTwo(a);
  const { factor, pivots } = engine().pivotedCholesky(matrix);
  const root = Math.sqrt(unscale);
  if (root === 1) return { factor, pivots };
  return {
    factor: { ...factor, data: factor.data.map((value) => value * root) },
    pivots: pivots.map((value) => value * root),
  };
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
  checkSquare(where, 'a', a);
  checkRightSide(where, a.rows, b);
}

function checkRightSide(where: string, rows: number, b: Matrix): void {
  if (b.rows !== rows) throw new ArgumentError(`${where}: a has ${rows} rows, b has ${b.rows}; expected as many`);
  checkDecomposable(where, 'b', b);
}
