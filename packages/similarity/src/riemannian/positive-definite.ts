import { ArgumentError, checkNumber, type Matrix } from '@lrsim/core';
import { cholesky, frobeniusNorm, multiplyTranspose, singularValues, solve, symmetricEigen } from '@lrsim/linalg';
import type { ShrinkageOptions } from './types.js';

/** What `shrunk` does, with the defaults in place. */
export function checkedShrinkage(where: string, { shrinkage, ridge = 0 }: ShrinkageOptions) {
  const share = shrinkage ?? (ridge > 0 ? 0 : 0.1);
  checkNumber(where, 'shrinkage', share, 0, 1);
  checkNumber(where, 'ridge', ridge, 0);
  return { shrinkage: share, ridge };
}

/** (1 - s) K + (s tr K / n + ridge) I */
export function shrunk({ rows, columns, data }: Matrix, shrinkage: number, ridge: number): Matrix {
  let trace = 0;
  for (let i = 0; i < rows; i++) trace += data[i * columns + i];
  const result = data.map((value) => (1 - shrinkage) * value);
  for (let i = 0; i < rows; i++) result[i * columns + i] += (shrinkage * trace) / rows + ridge;
  return { rows, columns, data: result };
}

/** The lower triangular root of a positive definite matrix; the error says what to do about another. */
export function rootOf(where: string, argument: string, matrix: Matrix): Matrix {
  try {
    return cholesky(matrix);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new ArgumentError(
      `${where}: ${argument} is not positive definite (the matrix compared, ${matrix.rows} x ${matrix.rows}); expected one that is. Give a shrinkage or a ridge.`,
      { cause: error },
    );
  }
}

/**
 * The sum of log^2 of the generalised eigenvalues of BB' and AA', from their triangular roots: the eigenvalues are the squared
 * singular values of A^-1 B, which keeps the digits of the small ones.
 */
export function squaredLogRatios(a: Matrix, b: Matrix): number {
  return singularValues(solve(a, b)).reduce((sum, value) => sum + (2 * Math.log(value)) ** 2, 0);
}

/** The logarithm of a positive definite matrix. */
export function logarithmOf(where: string, argument: string, matrix: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(matrix);
  if (!(values[values.length - 1] > matrix.rows * Number.EPSILON * values[0]))
    throw new ArgumentError(
      `${where}: ${argument} is not positive definite (the matrix compared, ${matrix.rows} x ${matrix.rows}); expected one that is. Give a shrinkage or a ridge.`,
    );
  const scaled = vectors.data.map((value, at) => value * Math.log(values[at % vectors.columns]));
  return multiplyTranspose({ ...vectors, data: scaled }, vectors);
}

/** |A - B| */
export const distanceBetween = (a: Matrix, b: Matrix): number =>
  frobeniusNorm({ ...a, data: a.data.map((value, at) => value - b.data[at]) });
