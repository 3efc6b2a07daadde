import { ArgumentError, type Matrix, type MatrixInput } from '@lrsim/core';
import { centreColumns, cholesky, columnMeans, frobeniusNorm, symmetricEigen } from '@lrsim/linalg';
import { checkSameSize, symmetricInput } from '../symmetric-input.js';
import { cosineOf, distanceOf, type Factor, unitFactor } from './factor.js';
import type { KernelOptions } from './types.js';

/** A kernel's factor, and what its negative eigenvalues take from the trace. */
interface KernelFactor extends Factor {
  readonly negativePart: number;
}

export const noPositiveEigenvalue = (where: string, argument: string) =>
  new ArgumentError(`${where}: ${argument} has no positive eigenvalue; expected a positive semidefinite matrix`);

function factors(a: MatrixInput, b: MatrixInput, where: string): [KernelFactor, KernelFactor] {
  const [k, l] = [symmetricInput(a, where, 'a'), symmetricInput(b, where, 'b')];
  checkSameSize(where, k, l);
  const factorOf = (matrix: typeof k, argument: string): KernelFactor => {
    const triangular = triangularFactor(matrix);
    if (triangular) return { ...unitFactor(argument, triangular, frobeniusNorm(triangular)), negativePart: 0 };
    const { values, vectors } = symmetricEigen(matrix);
    if (!(values[0] > 0)) throw noPositiveEigenvalue(where, argument);
    // The root of an eigenvalue that is rounding would be half of the digits.
    const rounding = matrix.rows * Number.EPSILON * values[0];
    const roots = values.map((value) => (value > rounding ? Math.sqrt(value) : 0));
    // Without the directions of root 0, which only cost time.
    const rank = roots.reduce((count, root) => count + (root > 0 ? 1 : 0), 0);
    const data = new Float64Array(matrix.rows * rank);
    for (let i = 0, at = 0; i < matrix.rows; i++)
      for (let j = 0; j < rank; j++, at++) data[at] = vectors.data[i * vectors.columns + j] * roots[j];
    const negativePart = values.reduce((sum, value) => (value < -rounding ? sum + value : sum), 0);
    const factor = { rows: matrix.rows, columns: rank, data };
    return { ...unitFactor(argument, factor, frobeniusNorm(factor)), negativePart };
  };
  return [factorOf(k, 'a'), factorOf(l, 'b')];
}

/** Squared pivots at least this large beside the largest lose no digits that matter to the roots of eigenvalues. */
const WELL_CONDITIONED = 1e-6;
/** Row sums up to this many times the trace are those of a centred kernel. */
const CENTRED = 1e-12;

/**
 * A factor by Cholesky, many times faster than eigenvectors; undefined for a kernel that is nearly singular. Of a centred kernel,
 * which no constant vector sees, a multiple of 11' makes the triangle, and centring its columns takes that out again.
 */
function triangularFactor(kernel: Matrix): Matrix | undefined {
  const n = kernel.rows;
  const means = columnMeans(kernel);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += kernel.data[i * (n + 1)];
  const isCentred = means.every((mean) => Math.abs(mean) * n <= CENTRED * trace);
  const shift = isCentred ? trace / n / n : 0;
  try {
    const factor = cholesky(shift === 0 ? kernel : { ...kernel, data: kernel.data.map((value) => value + shift) });
    const pivots = Array.from({ length: n }, (_, i) => factor.data[i * (n + 1)] ** 2);
    if (Math.min(...pivots) < WELL_CONDITIONED * Math.max(...pivots)) return undefined;
    return isCentred ? centreColumns(factor) : factor;
  } catch (error) {
    if (error instanceof ArgumentError) return undefined;
    throw error;
  }
}

/**
 * Bures distance between two positive semidefinite matrices of one size, such as Gram or covariance matrices:
 * sqrt(tr A + tr B - 2 tr (A^1/2 B A^1/2)^1/2); the 2-Wasserstein distance of Gaussians with these covariances and one mean.
 *
 * From singular values of the factors' product, and from their aligned difference where it is small: equal matrices give 0 to
 * machine precision. Negative eigenvalues have no root and count as zero there, but stay in the traces; a square that comes out
 * negative so counts as zero.
 *
 * @throws ArgumentError for matrices that are not square, symmetric and of one size, or without a positive eigenvalue, or NaN.
 */
export function buresDistanceOfKernels(
  a: MatrixInput,
  b: MatrixInput,
  { squared = false }: KernelOptions = {},
): number {
  const where = 'buresDistanceOfKernels';
  const [x, y] = factors(a, b, where);
  const distance = distanceOf(where, x, y);
  const negativePart = x.negativePart + y.negativePart;
  if (negativePart === 0) return squared ? distance ** 2 : distance;
  const square = Math.max(0, distance ** 2 + negativePart);
  return squared ? square : Math.sqrt(square);
}

/**
 * Root fidelity of two positive semidefinite matrices of one size, tr (A^1/2 B A^1/2)^1/2; with `squared` the fidelity of
 * Uhlmann. Negative eigenvalues count as zero.
 *
 * @throws ArgumentError for matrices that are not square, symmetric and of one size, or without a positive eigenvalue, or NaN.
 */
export function fidelityOfKernels(a: MatrixInput, b: MatrixInput, { squared = false }: KernelOptions = {}): number {
  const where = 'fidelityOfKernels';
  const [x, y] = factors(a, b, where);
  const root = x.norm * y.norm * cosineOf(where, x, y);
  return squared ? root ** 2 : root;
}

/**
 * Bures similarity of two positive semidefinite matrices of one size: their root fidelity over the root of the traces' product,
 * from 0 to 1. For centred Gram matrices it is `nbs`; for the kernels -HDH/2 of dissimilarities D, rsatoolbox's `bures`.
 * Negative eigenvalues have no root, but stay in the traces.
 *
 * @throws ArgumentError for matrices that are not square, symmetric and of one size, or without a positive trace, or NaN.
 */
export function buresSimilarityOfKernels(a: MatrixInput, b: MatrixInput): number {
  const where = 'buresSimilarityOfKernels';
  const [x, y] = factors(a, b, where);
  const shares = [x, y].map(({ argument, norm, negativePart }) => {
    const share = 1 + negativePart / norm ** 2;
    if (!(share > 0)) throw new ArgumentError(`${where}: ${argument} has no positive trace; expected one`);
    return share;
  });
  return cosineOf(where, x, y) / Math.sqrt(shares[0] * shares[1]);
}
