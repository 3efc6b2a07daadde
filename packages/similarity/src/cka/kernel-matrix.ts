import { ArgumentError, checkFinite, checkInteger, checkNumber, lookUp, type Matrix } from '@lrsim/core';
import { centreColumns, multiplyTranspose } from '@lrsim/linalg';
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

/** The samples x samples matrix of a kernel, of the data as they are. */
export function kernelMatrix(x: Matrix, kernel: KernelParameters, where: string, argument: string): Matrix {
  const data =
    typeof kernel === 'function'
      ? ofFunction(x, kernel)
      : // Each kernel's own parameters: the table is indexed by the name that selects their type.
        (matrices[kernel.name] as MatrixOf)(x, kernel, where, argument);
  checkFinite(where, `${argument}'s kernel matrix`, data, [x.rows, x.rows]);
  return { rows: x.rows, columns: x.rows, data };
}

type MatrixOf = (x: Matrix, kernel: KernelParameters, where: string, argument: string) => Float64Array;

const matrices = {
  linear: (x: Matrix) => multiplyTranspose(x, x).data,
  rbf(x: Matrix, kernel: DistanceKernel, where: string, argument: string) {
    const [squared, sigma] = distancesAndWidth(x, kernel, where, argument);
    return squared.map((value) => Math.exp(-value / (2 * sigma * sigma)));
  },
  laplace(x: Matrix, kernel: DistanceKernel, where: string, argument: string) {
    const [squared, sigma] = distancesAndWidth(x, kernel, where, argument);
    return squared.map((value) => Math.exp(-Math.sqrt(value) / sigma));
  },
  polynomial(x: Matrix, { degree = 3, slope = 1 / x.columns, offset = 1 }: PolynomialKernel, where: string) {
    checkInteger(where, 'degree', degree);
    checkNumber(where, 'slope', slope, Number.MIN_VALUE);
    checkNumber(where, 'offset', offset, 0);
    return multiplyTranspose(x, x).data.map((value) => (slope * value + offset) ** degree);
  },
};

function distancesAndWidth(
  x: Matrix,
  { bandwidth = 'median-nonzero', factor = 1 }: DistanceKernel,
  where: string,
  argument: string,
): [squared: Float64Array, sigma: number] {
  checkNumber(where, 'factor', factor, Number.MIN_VALUE);
  const squared = squaredDistances(x);
  return [squared, factor * bandwidthOf(bandwidth, { squared, samples: x.rows }, where, argument)];
}

/** Below this part of |a|^2 + |b|^2 the squared distance of a and b is summed from their differences. */
const CLOSE = 1e-4;

/** Squared Euclidean distances of the rows, from one product; those of close rows without cancellation. */
export function squaredDistances(x: Matrix): Float64Array {
  const { rows: n, columns: p, data } = centreColumns(x);
  const squared = multiplyTranspose({ rows: n, columns: p, data }, { rows: n, columns: p, data }).data;
  const norms = Float64Array.from({ length: n }, (_, i) => squared[i * n + i]);
  for (let i = 0; i < n; i++) {
    squared[i * n + i] = 0;
    for (let j = 0; j < i; j++) {
      let value = norms[i] + norms[j] - 2 * squared[i * n + j];
      if (value < CLOSE * (norms[i] + norms[j])) {
        value = 0;
        for (let k = 0; k < p; k++) value += (data[i * p + k] - data[j * p + k]) ** 2;
      }
      squared[i * n + j] = value;
      squared[j * n + i] = value;
    }
  }
  return squared;
}

function ofFunction({ rows: n, columns: p, data }: Matrix, kernel: KernelFunction): Float64Array {
  const rows = Array.from({ length: n }, (_, i) => data.slice(i * p, (i + 1) * p));
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const value = kernel(rows[i], rows[j]);
      if (typeof value !== 'number') throw new ArgumentError('kernel: the function must return a number');
      values[i * n + j] = value;
      values[j * n + i] = value;
    }
  return values;
}
