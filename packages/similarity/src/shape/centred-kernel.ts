import { checkInteger, checkNumber, lookUp, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { multiplyTranspose } from '@lrsim/linalg';

/** Options of `centredKernel`. */
export interface CentredKernelOptions {
  /**
   * - `linear` (default): x'y.
   * - `rbf`: exp(-gamma |x - y|^2), Euclidean.
   * - `laplacian`: exp(-gamma |x - y|), the sum of absolute differences.
   * - `polynomial`: (gamma x'y + offset)^degree.
   */
  readonly kernel?: 'linear' | 'rbf' | 'laplacian' | 'polynomial';
  /** Default 1 / units. */
  readonly gamma?: number;
  /** Of the polynomial kernel; default 3. */
  readonly degree?: number;
  /** Of the polynomial kernel; default 1. */
  readonly offset?: number;
}

type Parameters = Required<Omit<CentredKernelOptions, 'kernel'>>;

const kernels: Readonly<Record<NonNullable<CentredKernelOptions['kernel']>, (x: Matrix, by: Parameters) => Matrix>> = {
  linear: (x) => multiplyTranspose(x, x),
  rbf: (x, { gamma }) => ofDifferences(x, (difference) => difference * difference, gamma),
  laplacian: (x, { gamma }) => ofDifferences(x, Math.abs, gamma),
  polynomial(x, { gamma, degree, offset }) {
    const gram = multiplyTranspose(x, x);
    return { ...gram, data: gram.data.map((value) => (gamma * value + offset) ** degree) };
  },
};

/** exp(-gamma sum over units of size(difference)), from the differences: exact for samples that nearly coincide. */
function ofDifferences({ rows, columns, data }: Matrix, size: (difference: number) => number, gamma: number): Matrix {
  const kernel = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let k = i; k < rows; k++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += size(data[i * columns + j] - data[k * columns + j]);
      kernel[i * rows + k] = kernel[k * rows + i] = Math.exp(-gamma * sum);
    }
  return { rows, columns: rows, data: kernel };
}

/**
 * The kernel matrix between samples with its row and column means removed, H K H: the Gram matrix of the samples, centred, in
 * the space of the kernel.
 *
 * @returns [samples, samples].
 * @throws ArgumentError for an unknown kernel, or a gamma that is not positive; NonFiniteError for NaN.
 */
export function centredKernel(
  x: MatrixInput,
  { kernel = 'linear', gamma, degree = 3, offset = 1 }: CentredKernelOptions = {},
): Matrix {
  const where = 'centredKernel';
  const matrix = toMatrix(where, 'x', x);
  if (gamma !== undefined) checkNumber(where, 'gamma', gamma, Number.MIN_VALUE);
  checkInteger(where, 'degree', degree);
  const by = { gamma: gamma ?? 1 / matrix.columns, degree, offset };
  const { rows: n, data } = lookUp('kernel', kernels, kernel)(matrix, by);
  const means = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) means[i] += data[i * n + k] / n;
  const mean = means.reduce((sum, one) => sum + one, 0) / n;
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) data[i * n + k] += mean - means[i] - means[k];
  return { rows: n, columns: n, data };
}
