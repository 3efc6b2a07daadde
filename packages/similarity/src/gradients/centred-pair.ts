import { type Matrix, type MatrixInput, type NdArray, viewNdArray } from '@lrsim/core';
import { columnMeans } from '@lrsim/linalg';
import { centred, checkSameSamples, type JustCentred } from '../centred.js';

/** Both representations, centred, and how to give their gradients back in their own shapes. */
export interface CentredPair {
  readonly x: JustCentred;
  readonly y: JustCentred;
  /** A gradient of the centred x as one of x itself: through the centring, in the shape x came in. Changes it in place. */
  asX(gradient: Matrix): NdArray;
  /** The same for y. */
  asY(gradient: Matrix): NdArray;
}

/** Reads and centres two representations of the same samples. */
export function centredPair(where: string, x: MatrixInput, y: MatrixInput): CentredPair {
  // Looked at within this call only, so not copied.
  const [xArray, yArray] = [viewNdArray(where, 'x', x), viewNdArray(where, 'y', y)];
  const [a, b] = [centred(xArray, where, 'x', false), centred(yArray, where, 'y', false)];
  checkSameSamples(where, a, b);
  // Removing the mean over samples is a symmetric projection, so it is its own adjoint.
  const shaped = ({ shape }: NdArray, gradient: Matrix) => ({ data: centredInPlace(gradient), shape });
  return { x: a, y: b, asX: (gradient) => shaped(xArray, gradient), asY: (gradient) => shaped(yArray, gradient) };
}

function centredInPlace(matrix: Matrix): Float64Array {
  const { rows, columns, data } = matrix;
  const means = columnMeans(matrix);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) data[at] -= means[j];
  return data;
}

/** a A + b B, for the same shape; `into` may be A or B where it is not needed any more, since a new array costs more than the sum. */
export function combination(a: number, first: Matrix, b: number, second: Matrix, into?: Matrix): Matrix {
  const { rows, columns, data: one } = first;
  const { data: other } = second;
  const data = into?.data ?? new Float64Array(one.length);
  for (let at = 0; at < data.length; at++) data[at] = a * one[at] + b * other[at];
  return { rows, columns, data };
}

/** a A. */
export const scaled = (a: number, matrix: Matrix): Matrix => ({
  ...matrix,
  data: matrix.data.map((value) => a * value),
});

/** How many of descending singular values are more than rounding makes of a zero, relative to the largest. */
export const rankOf = (values: Float64Array, rows: number, columns: number): number =>
  values.filter((value) => value > Math.max(rows, columns) * Number.EPSILON * values[0]).length;
