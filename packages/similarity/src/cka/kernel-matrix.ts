import { ArgumentError, checkFinite, checkInteger, checkNumber, lookUp, type Matrix } from '@lrsim/core';
import { columnMeansAndNorm, minusRow, multiplyTranspose, readProductTranspose } from '@lrsim/linalg';
import { haveSmallMeans } from '../centred-matrix.js';
import { type PackedSymmetric, packed } from '../packed-symmetric.js';
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

/** Below this part of |a|^2 + |b|^2 the squared distance of a and b is summed from their differences. */
const CLOSE = 1e-4;

/** Squared Euclidean distances of the rows of two matrices, from one product; those of close rows without cancellation. */
function squaredDistances(x: Matrix, y: Matrix): Float64Array {
  // The second one's means, so that a row's distances depend on no other row of the first.
  const shift = meansToRemove(y);
  const [a, b] = shift ? [minusRow(x, shift), minusRow(y, shift)] : [x, y];
  const squared = multiplyTranspose(a, b).data;
  const [aNorms, bNorms] = [rowSquares(a), rowSquares(b)];
  for (let i = 0, at = 0; i < a.rows; i++) {
    const norm = aNorms[i];
    for (let j = 0; j < b.rows; j++, at++) squared[at] = distance(norm + bNorms[j], squared[at], a, i, b, j);
  }
  return squared;
}

/** The same of the rows of one matrix. */
function ownSquaredDistances(x: Matrix): PackedSymmetric {
  const shift = meansToRemove(x);
  const a = shift ? minusRow(x, shift) : x;
  const n = a.rows;
  const norms = rowSquares(a);
  const squared = new Float64Array((n * (n + 1)) / 2);
  readProductTranspose(a, a, ({ data }) => {
    for (let i = 0, at = 0; i < n; i++, at++) {
      const norm = norms[i];
      for (let j = 0, from = i * n; j < i; j++, at++, from++)
        squared[at] = distance(norm + norms[j], data[from], a, i, a, j);
    }
  });
  return { size: n, data: squared };
}

/** |a_i - b_j|^2 of the sum of the squares of both rows and their product. */
function distance(both: number, product: number, a: Matrix, i: number, b: Matrix, j: number): number {
  const value = both - 2 * product;
  if (value >= CLOSE * both) return value;
  let sum = 0;
  const p = a.columns;
  for (let k = 0, l = i * p, r = j * p; k < p; k++, l++, r++) {
    const difference = a.data[l] - b.data[r];
    sum += difference * difference;
  }
  return sum;
}

/** The means of the columns, unless they are so small that products do not suffer from them. */
function meansToRemove(x: Matrix): Float64Array | undefined {
  const { means, norm } = columnMeansAndNorm(x);
  return haveSmallMeans(x, means, norm) ? undefined : means;
}

/** Squared norm of each row. */
export function rowSquares({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, at++) sum += data[at] * data[at];
    squares[i] = sum;
  }
  return squares;
}

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
