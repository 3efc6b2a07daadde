import { ArgumentError, checkNumber, lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import { multiplyTranspose } from '@lrsim/linalg';
import { type Centred, centred } from '../centred.js';
import { checkedShrinkage, shrunk } from './positive-definite.js';
import type { RiemannianKernel, RiemannianOptions } from './types.js';

/** A Gram matrix that is positive definite, as little of it computed as is asked for. */
export interface RegularisedGram {
  readonly argument: string;
  /** The centred data; only the number of rows matters to a nonlinear kernel. */
  readonly matrix: Matrix;
  /** F and e where the Gram matrix is FF' + eI, e above 0; absent for a nonlinear kernel. */
  readonly lowRank?: { readonly factor: Matrix; readonly ridge: number };
  /** The whole, samples x samples. */
  gram(): Matrix;
  /** Something made of it, computed once for each key. */
  cached(key: string, make: () => Matrix): Matrix;
}

/** Reads data and takes their regularised Gram matrix. */
export function regularisedGram(
  input: MatrixInput,
  options: RiemannianOptions,
  where: string,
  argument: string,
): RegularisedGram {
  const { shrinkage, ridge } = checkedShrinkage(where, options);
  const data = centred(input, where, argument);
  const { matrix } = data;
  const store = new Map<string, Matrix>();
  const cached = (key: string, make: () => Matrix) => {
    const value = store.get(key) ?? make();
    store.set(key, value);
    return value;
  };
  const kernel = lookUp('kernel', kernels, options.kernel ?? 'linear');
  const gram = () => cached('gram', () => shrunk(kernel(data, options, where), shrinkage, ridge));
  if (kernel !== kernels.linear) return { argument, matrix, gram, cached };
  const total = (shrinkage * data.norm * data.norm) / matrix.rows + ridge;
  if (!(total > 0))
    throw new ArgumentError(
      `${where}: shrinkage and ridge are 0; the linear Gram matrix of ${argument} is singular: expected one of them above 0`,
    );
  const factor = { ...matrix, data: matrix.data.map((value) => value * Math.sqrt(1 - shrinkage)) };
  return { argument, matrix, gram, cached, lowRank: { factor, ridge: total } };
}

const kernels: Readonly<
  Record<RiemannianKernel, (data: Centred, options: RiemannianOptions, where: string) => Matrix>
> = {
  linear: ({ matrix }) => multiplyTranspose(matrix, matrix),
  'squared-exponential'({ matrix }, { lengthScale }, where) {
    const squares = squaredDistances(matrix);
    const length = lengthScale ?? medianDistance(squares);
    checkNumber(where, 'lengthScale', length, Number.MIN_VALUE);
    return { ...squares, data: squares.data.map((square) => Math.exp(-square / length ** 2)) };
  },
};

function squaredDistances(matrix: Matrix): Matrix {
  const { rows: n, data } = multiplyTranspose(matrix, matrix);
  const squares = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      squares[i * n + j] = Math.max(0, data[i * n + i] + data[j * n + j] - 2 * data[i * n + j]);
      squares[j * n + i] = squares[i * n + j];
    }
  return { rows: n, columns: n, data: squares };
}

/** The lower median of the distances between different samples, 0 where most samples are equal. */
function medianDistance({ rows: n, data }: Matrix): number {
  const pairs: number[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) pairs.push(data[i * n + j]);
  const sorted = Float64Array.from(pairs).sort();
  return Math.sqrt(sorted[Math.floor((sorted.length - 1) / 2)]);
}
