import { type Matrix, type MatrixInput, type NdArray, toNdArray } from '@lrsim/core';
import { centreColumns } from '@lrsim/linalg';
import { type Centred, centred, checkSameSamples } from '../centred.js';

/** Both representations, centred, and how to give their gradients back in their own shapes. */
export interface CentredPair {
  readonly x: Centred;
  readonly y: Centred;
  /** A gradient of the centred x as one of x itself: through the centring, in the shape x came in. */
  asX(gradient: Matrix): NdArray;
  /** The same for y. */
  asY(gradient: Matrix): NdArray;
}

/** Reads and centres two representations of the same samples. */
export function centredPair(where: string, x: MatrixInput, y: MatrixInput): CentredPair {
  const [xArray, yArray] = [toNdArray(where, 'x', x), toNdArray(where, 'y', y)];
  const [a, b] = [centred(xArray, where, 'x'), centred(yArray, where, 'y')];
  checkSameSamples(where, a, b);
  // Removing the mean over samples is a symmetric projection, so it is its own adjoint.
  const shaped = ({ shape }: NdArray, gradient: Matrix) => ({ data: centreColumns(gradient).data, shape });
  return { x: a, y: b, asX: (gradient) => shaped(xArray, gradient), asY: (gradient) => shaped(yArray, gradient) };
}

/** a A + b B, for the same shape. */
export const combination = (a: number, first: Matrix, b: number, second: Matrix): Matrix => ({
  ...first,
  data: first.data.map((value, at) => a * value + b * second.data[at]),
});

/** a A. */
export const scaled = (a: number, matrix: Matrix): Matrix => ({
  ...matrix,
  data: matrix.data.map((value) => a * value),
});

/** Column j times weights[j]. */
export const columnsScaled = (matrix: Matrix, weights: ArrayLike<number>): Matrix => ({
  ...matrix,
  data: matrix.data.map((value, at) => value * weights[at % matrix.columns]),
});

/** The first columns of a matrix. */
export function leadingColumns({ rows, columns, data }: Matrix, count: number): Matrix {
  const kept = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++) kept.set(data.subarray(i * columns, i * columns + count), i * count);
  return { rows, columns: count, data: kept };
}

/** How many of descending singular values are more than rounding makes of a zero, relative to the largest. */
export const rankOf = (values: Float64Array, rows: number, columns: number): number =>
  values.filter((value) => value > Math.max(rows, columns) * Number.EPSILON * values[0]).length;
