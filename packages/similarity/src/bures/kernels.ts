import { ArgumentError, createRng, type Matrix, type MatrixInput } from '@lrsim/core';
import { frobeniusNorm, pivotedCholesky, symmetricEigen } from '@lrsim/linalg';
import { checkSameSize, symmetricInput } from '../symmetric-input.js';
import { cosineOf, distanceOf, type Factor, unitFactor } from './factor.js';
import type { KernelOptions } from './types.js';

/** A kernel's factor, and what its negative eigenvalues take from the trace. */
export interface KernelFactor extends Factor {
  readonly negativePart: number;
}

export const noPositiveEigenvalue = (where: string, argument: string) =>
  new ArgumentError(`${where}: ${argument} has no positive eigenvalue; expected a positive semidefinite matrix`);

function factors(a: MatrixInput, b: MatrixInput, where: string): [KernelFactor, KernelFactor] {
  const [k, l] = [symmetricInput(a, where, 'a'), symmetricInput(b, where, 'b')];
  checkSameSize(where, k, l);
  return [kernelFactor(k, where, 'a'), kernelFactor(l, where, 'b')];
}

/** A factor of a symmetric matrix. @throws ArgumentError where no eigenvalue is positive. */
export function kernelFactor(kernel: Matrix, where: string, argument: string): KernelFactor {
  const triangular = triangularFactor(kernel);
  if (triangular) return { ...unitFactor(argument, triangular, frobeniusNorm(triangular)), negativePart: 0 };
  const { values, vectors } = symmetricEigen(kernel);
  if (!(values[0] > 0)) throw noPositiveEigenvalue(where, argument);
  // The root of an eigenvalue that is rounding would be half of the digits.
  const rounding = kernel.rows * Number.EPSILON * values[0];
  const roots = values.map((value) => (value > rounding ? Math.sqrt(value) : 0));
  // Without the directions of root 0, which only cost time.
  const rank = roots.reduce((count, root) => count + (root > 0 ? 1 : 0), 0);
  const data = new Float64Array(kernel.rows * rank);
  for (let i = 0, at = 0; i < kernel.rows; i++)
    for (let j = 0; j < rank; j++, at++) data[at] = vectors.data[i * vectors.columns + j] * roots[j];
  const negativePart = values.reduce((sum, value) => (value < -rounding ? sum + value : sum), 0);
  const factor = { rows: kernel.rows, columns: rank, data };
  return { ...unitFactor(argument, factor, frobeniusNorm(factor)), negativePart };
}

/** Squared pivots at least this large beside the largest lose no digits that matter to the roots of eigenvalues. */
const WELL_CONDITIONED = 1e-6;

/**
 * A factor by Cholesky, many times faster than eigenvectors; undefined for a kernel that is not positive semidefinite, or that has
 * eigenvalues between those that count and those that are rounding.
 */
function triangularFactor(kernel: Matrix): Matrix | undefined {
  const { factor, pivots } = pivotedCholesky(kernel);
  const last = pivots[pivots.length - 1] ?? 0;
  return last ** 2 > WELL_CONDITIONED * pivots[0] ** 2 && isProduct(kernel, factor) ? factor : undefined;
}

/** Differences up to this part of the trace are rounding. */
const ROUNDING = 1e-12;

/** Whether K = FF', by what both make of a vector of signs without a pattern: a difference D has |Dv| of about |D|. */
function isProduct(kernel: Matrix, factor: Matrix): boolean {
  const { rows: n, data: k } = kernel;
  const { columns: rank, data: f } = factor;
  const rng = createRng('signs');
  const signs = Float64Array.from({ length: n }, () => (rng.uniform() < 0.5 ? -1 : 1));
  const projected = new Float64Array(rank);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < rank; j++, at++) projected[j] += signs[i] * f[at];
  let [trace, largest] = [0, 0];
  for (let i = 0, at = 0, from = 0; i < n; i++) {
    let difference = 0;
    for (let j = 0; j < n; j++, at++) difference += k[at] * signs[j];
    for (let j = 0; j < rank; j++, from++) difference -= f[from] * projected[j];
    trace += Math.abs(k[i * (n + 1)]);
    largest = Math.max(largest, Math.abs(difference));
  }
  return largest <= ROUNDING * trace;
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
  return distanceOfFactors(where, ...factors(a, b, where), squared);
}

/** `buresDistanceOfKernels` of kernels whose factors are known. */
export function distanceOfFactors(where: string, x: KernelFactor, y: KernelFactor, squared: boolean): number {
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
  return similarityOfFactors(where, ...factors(a, b, where));
}

/** The same of kernels whose factors are known. */
export function similarityOfFactors(where: string, x: KernelFactor, y: KernelFactor): number {
  const shares = [x, y].map(({ argument, norm, negativePart }) => {
    const share = 1 + negativePart / norm ** 2;
    if (!(share > 0)) throw new ArgumentError(`${where}: ${argument} has no positive trace; expected one`);
    return share;
  });
  return cosineOf(where, x, y) / Math.sqrt(shares[0] * shares[1]);
}
