import { ArgumentError, type Matrix, type MatrixInput } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { centred } from '../centred.js';
import { checkSameSize, symmetricInput } from '../symmetric-input.js';
import {
  checkedShrinkage,
  distanceBetween,
  logarithmOf,
  rootOf,
  shrunk,
  squaredLogRatios,
} from './positive-definite.js';
import type { ShrinkageOptions } from './types.js';

const affine = (where: string, a: Matrix, b: Matrix, names: readonly [string, string]) =>
  Math.sqrt(squaredLogRatios(rootOf(where, names[0], a), rootOf(where, names[1], b)));
const logarithmic = (where: string, a: Matrix, b: Matrix, names: readonly [string, string]) =>
  distanceBetween(logarithmOf(where, names[0], a), logarithmOf(where, names[1], b));

/** Two matrices as they come, with no shrinkage unless some is asked for. */
function matrices(a: MatrixInput, b: MatrixInput, options: ShrinkageOptions, where: string): [Matrix, Matrix] {
  const { shrinkage, ridge } = checkedShrinkage(where, { shrinkage: 0, ...options });
  const [k, l] = [symmetricInput(a, where, 'a'), symmetricInput(b, where, 'b')];
  checkSameSize(where, k, l);
  return [shrunk(k, shrinkage, ridge), shrunk(l, shrinkage, ridge)];
}

/** Sample covariances, divided by samples - 1. */
function covariances(x: MatrixInput, y: MatrixInput, options: ShrinkageOptions, where: string): [Matrix, Matrix] {
  const { shrinkage, ridge } = checkedShrinkage(where, { shrinkage: 0, ...options });
  const [a, b] = [centred(x, where, 'x'), centred(y, where, 'y')];
  if (a.matrix.columns !== b.matrix.columns)
    throw new ArgumentError(
      `${where}: x has ${a.matrix.columns} units, y has ${b.matrix.columns}; both need the same units in the same order`,
    );
  const [c, d] = [a, b].map(({ matrix }) => {
    const scatter = transposeMultiply(matrix, matrix);
    const covariance = { ...scatter, data: scatter.data.map((value) => value / (matrix.rows - 1)) };
    return shrunk(covariance, shrinkage, ridge);
  });
  return [c, d];
}

/**
 * Affine-invariant Riemannian distance between two positive definite matrices of one size: sqrt(sum log^2 l_i), l the generalised
 * eigenvalues. AXA' for both, A invertible, changes nothing. No shrinkage by default.
 *
 * @source Pennec, Fillard & Ayache 2006 (doi 10.1007/s11263-005-3222-z).
 * @throws ArgumentError for matrices that are not square, symmetric, positive definite and of one size, or NaN.
 */
export function affineInvariantOfMatrices(a: MatrixInput, b: MatrixInput, options: ShrinkageOptions = {}): number {
  const where = 'affineInvariantOfMatrices';
  return affine(where, ...matrices(a, b, options, where), ['a', 'b']);
}

/**
 * Log-Euclidean distance |log A - log B| between two positive definite matrices of one size. No shrinkage by default.
 *
 * @source Arsigny, Fillard, Pennec & Ayache 2007 (doi 10.1137/050637996).
 * @throws ArgumentError for matrices that are not square, symmetric, positive definite and of one size, or NaN.
 */
export function logEuclideanOfMatrices(a: MatrixInput, b: MatrixInput, options: ShrinkageOptions = {}): number {
  const where = 'logEuclideanOfMatrices';
  return logarithmic(where, ...matrices(a, b, options, where), ['a', 'b']);
}

/**
 * Affine-invariant distance between the covariances of the same units in two sets of samples, which may differ in number. No
 * shrinkage by default; with fewer samples than units some is needed. The same invertible mixing of the units of both changes
 * nothing then.
 *
 * @throws ArgumentError for different numbers of units, fewer than two samples, no variance, NaN, or a covariance that is not
 *   positive definite.
 */
export function affineInvariantOfCovariances(x: MatrixInput, y: MatrixInput, options: ShrinkageOptions = {}): number {
  const where = 'affineInvariantOfCovariances';
  return affine(where, ...covariances(x, y, options, where), ['x', 'y']);
}

/** Log-Euclidean distance between the covariances of the same units: see `affineInvariantOfCovariances`, whose errors it has. */
export function logEuclideanOfCovariances(x: MatrixInput, y: MatrixInput, options: ShrinkageOptions = {}): number {
  const where = 'logEuclideanOfCovariances';
  return logarithmic(where, ...covariances(x, y, options, where), ['x', 'y']);
}
