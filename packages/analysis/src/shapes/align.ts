import { ArgumentError, lookUp, type Matrix, type MatrixInput, type NdArray, toMatrix } from '@lrsim/core';
import {
  centreColumns,
  frobeniusNorm,
  linearAssignment,
  multiply,
  multiplyTranspose,
  svd,
  transposeMultiply,
} from '@lrsim/linalg';
import type { AlignmentGroup, Shapes } from './types.js';

/** X brought as near to Y as the group allows. */
export type Align = (x: Matrix, y: Matrix) => Matrix;

const groups: Readonly<Record<AlignmentGroup, Align>> = {
  orth(x, y) {
    const { u, v } = svd(transposeMultiply(x, y));
    return multiply(x, multiplyTranspose(u, v));
  },
  perm(x, y) {
    const products = transposeMultiply(x, y);
    const columnOf = linearAssignment({ ...products, data: products.data.map((value) => -value) });
    const data = new Float64Array(x.data.length);
    for (let i = 0; i < x.rows; i++)
      for (let j = 0; j < x.columns; j++) data[i * x.columns + columnOf[j]] = x.data[i * x.columns + j];
    return { ...x, data };
  },
  identity: (x) => x,
};

/** The alignment of a group, by name. */
export const alignerOf = (group: AlignmentGroup): Align => lookUp('alignment group', groups, group);

/** Reads representations of the same samples. */
export function readShapes(where: string, xs: readonly MatrixInput[], centre = false): Shapes {
  if (!Array.isArray(xs) || xs.length === 0)
    throw new ArgumentError(`${where}: xs has no representations; expected a list of at least one`);
  const read = xs.map((x, i) => {
    const matrix = toMatrix(where, `xs[${i}]`, x);
    return centre ? centreColumns(matrix) : matrix;
  });
  const rows = read[0].rows;
  read.forEach((matrix, i) => {
    if (matrix.rows !== rows)
      throw new ArgumentError(
        `${where}: xs[${i}] has ${matrix.rows} samples, xs[0] has ${rows}; expected the same samples`,
      );
  });
  const columns = Math.max(...read.map((matrix) => matrix.columns));
  return { matrices: read.map((matrix) => padded(matrix, columns)), rows, columns };
}

/** With zeros for the units it lacks. */
export function padded(matrix: Matrix, columns: number): Matrix {
  if (matrix.columns === columns) return matrix;
  const data = new Float64Array(matrix.rows * columns);
  for (let i = 0; i < matrix.rows; i++)
    data.set(matrix.data.subarray(i * matrix.columns, (i + 1) * matrix.columns), i * columns);
  return { rows: matrix.rows, columns, data };
}

/** Reads one more representation of the same samples, of at most as many units. */
export function readLike(where: string, argument: string, input: MatrixInput, { rows, columns }: Shapes): Matrix {
  const matrix = toMatrix(where, argument, input);
  if (matrix.rows !== rows || matrix.columns > columns)
    throw new ArgumentError(
      `${where}: ${argument} is ${matrix.rows} x ${matrix.columns}; expected ${rows} samples and at most ${columns} units`,
    );
  return padded(matrix, columns);
}

export const asArray = ({ rows, columns, data }: Matrix): NdArray => ({ data, shape: [rows, columns] });

/** Norm of the difference of two matrices of one size. */
export const distanceOf = (a: Matrix, b: Matrix): number =>
  frobeniusNorm({ ...a, data: a.data.map((value, at) => value - b.data[at]) });

/**
 * A representation with its units rotated, reordered or left, so that it is as near as possible to another of the same
 * samples; the narrower one gets silent units.
 *
 * @param group - 'orth' (default) for any rotation or reflection, 'perm' for a new order, 'identity' for none.
 * @throws ArgumentError for different numbers of samples, an unknown group, or NaN.
 * @source Schonemann 1966 (Psychometrika 31:1).
 */
export function alignShape(x: MatrixInput, y: MatrixInput, group: AlignmentGroup = 'orth'): NdArray {
  const { matrices } = readShapes('alignShape', [x, y]);
  return asArray(alignerOf(group)(matrices[0], matrices[1]));
}
