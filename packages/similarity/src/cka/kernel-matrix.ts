import { ArgumentError, checkFinite, checkInteger, checkNumber, lookUp, type Matrix } from '@lrsim/core';
import { multiplyTranspose } from '@lrsim/linalg';
import { type PackedSymmetric, packed } from '../packed-symmetric.js';
import { ownSquaredDistances, squaredDistances } from '../squared-distances.js';
import { bandwidthOf } from './bandwidth.js';
import type { DistanceKernel, Kernel, KernelFunction, PolynomialKernel } from './types.js';

/** A kernel with its parameters spelled out. */
export type KernelParameters = { readonly name: 'linear' } | DistanceKernel | PolynomialKernel | KernelFunction;

/** Reads a kernel given by name. @throws ArgumentError for an unknown one. */
export function kernelOf(kernel: Kernel): KernelParameters {
  if (typeof kernel === 'function') return kernel;
  const name = typeof kernel === 'string' ? kernel : kernel.name;
  lookUp('kernel', matrices, name);
  return typeof kernel === 'string' ? ({ name } as KernelParameters) : kernel;
}

/** The samples x samples matrix of a kernel, of the data as they are; and the kernel with its width in numbers. */
export function ownKernel(
  x: Matrix,
  kernel: KernelParameters,
  where: string,
  argument: string,
): { readonly kernel: KernelParameters; readonly matrix: PackedSymmetric } {
  if (typeof kernel === 'function' || !isDistanceKernel(kernel))
    return { kernel, matrix: packed(crossKernel(x, x, kernel, where, argument)) };
  // The distances serve the width and the kernel.
  const squared = ownSquaredDistances(x);
  const resolved = withWidth(kernel, squared, where, argument);
  return {
    kernel: resolved,
    matrix: { size: x.rows, data: ofDistances[resolved.name](squared.data, resolved.bandwidth) },
  };
}

function withWidth(
  { name, bandwidth = 'median-nonzero', factor = 1 }: DistanceKernel,
  squared: PackedSymmetric,
  where: string,
  argument: string,
) {
  checkNumber(where, 'factor', factor, Number.MIN_VALUE);
  return { name, bandwidth: factor * bandwidthOf(bandwidth, squared, where, argument) };
}

const isDistanceKernel = (kernel: Exclude<KernelParameters, KernelFunction>): kernel is DistanceKernel =>
  kernel.name === 'rbf' || kernel.name === 'laplace';

/** The matrix of a resolved kernel between the rows of two matrices, a's rows x b's rows. */
export function crossKernel(a: Matrix, b: Matrix, kernel: KernelParameters, where: string, argument: string): Matrix {
  const data =
    typeof kernel === 'function'
      ? ofFunction(a, b, kernel)
      : // Each kernel's own parameters: the table is indexed by the name that selects their type.
        (matrices[kernel.name] as MatrixOf)(a, b, kernel, where);
  checkFinite(where, `${argument}'s kernel matrix`, data, [a.rows, b.rows]);
  return { rows: a.rows, columns: b.rows, data };
}

type MatrixOf = (a: Matrix, b: Matrix, kernel: KernelParameters, where: string) => Float64Array;

const matrices = {
  linear: (a: Matrix, b: Matrix) => multiplyTranspose(a, b).data,
  rbf: (a: Matrix, b: Matrix, kernel: DistanceKernel) => ofDistances.rbf(squaredDistances(a, b), widthOf(kernel)),
  laplace: (a: Matrix, b: Matrix, kernel: DistanceKernel) =>
    ofDistances.laplace(squaredDistances(a, b), widthOf(kernel)),
  polynomial(a: Matrix, b: Matrix, { degree = 3, slope = 1 / a.columns, offset = 1 }: PolynomialKernel, where: string) {
    checkInteger(where, 'degree', degree);
    checkNumber(where, 'slope', slope, Number.MIN_VALUE);
    checkNumber(where, 'offset', offset, 0);
    return multiplyTranspose(a, b).data.map((value) => (slope * value + offset) ** degree);
  },
};

/** Changes squared distances into the kernel, in place. */
const ofDistances = {
  rbf(squared: Float64Array, sigma: number): Float64Array {
    const over = 2 * sigma * sigma;
    for (let at = 0; at < squared.length; at++) squared[at] = Math.exp(-squared[at] / over);
    return squared;
  },
  laplace(squared: Float64Array, sigma: number): Float64Array {
    for (let at = 0; at < squared.length; at++) squared[at] = Math.exp(-Math.sqrt(squared[at]) / sigma);
    return squared;
  },
};

const widthOf = ({ bandwidth, factor = 1 }: DistanceKernel) => factor * Number(bandwidth);

function ofFunction(a: Matrix, b: Matrix, kernel: KernelFunction): Float64Array {
  const [left, right] = [splitRows(a), a === b ? undefined : splitRows(b)];
  const values = new Float64Array(a.rows * b.rows);
  left.forEach((row, i) => {
    // A kernel is symmetric: of a matrix with itself half is enough.
    const others = right ?? left.slice(0, i + 1);
    others.forEach((other, j) => {
      const value = kernel(row, other);
      if (typeof value !== 'number') throw new ArgumentError('kernel: the function must return a number');
      values[i * b.rows + j] = value;
      if (!right) values[j * b.rows + i] = value;
    });
  });
  return values;
}

const splitRows = ({ rows, columns, data }: Matrix) =>
  Array.from({ length: rows }, (_, i) => data.slice(i * columns, (i + 1) * columns));
