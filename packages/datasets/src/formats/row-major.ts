import type { NumericData } from '../types.js';

/** Arrays of more axes than this are taken for damage. NumPy's own limit. */
export const LARGEST_RANK = 64;

/** The number of elements of an array of this shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/**
 * Goes through an array in column-major order (first axis fastest), a run along the first axis at a time: calls `visit`
 * with the run's first position in row-major order, in column-major order, and the row-major step along the run.
 */
function eachRun(
  shape: readonly number[],
  visit: (rowMajor: number, columnMajor: number, stride: number) => void,
): void {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const [length = 1, ...rest] = shape;
  const index = rest.map(() => 0);
  const size = sizeOf(shape);
  for (let columnMajor = 0, rowMajor = 0; columnMajor < size; columnMajor += length) {
    visit(rowMajor, columnMajor, strides[0] ?? 1);
    for (let axis = 0; axis < rest.length; axis++) {
      rowMajor += strides[axis + 1];
      if (++index[axis] < rest[axis]) break;
      rowMajor -= strides[axis + 1] * rest[axis];
      index[axis] = 0;
    }
  }
}

/** Calls `visit` with the row-major position of each element, in column-major order. */
export function eachInColumnOrder(shape: readonly number[], visit: (rowMajor: number) => void): void {
  eachRun(shape, (first, _, stride) => {
    for (let i = 0; i < (shape[0] ?? 1); i++) visit(first + i * stride);
  });
}

/** Copies column-major `data` into `into`, row-major. */
export function toRowMajor<T extends NumericData>(data: NumericData, shape: readonly number[], into: T): T {
  const length = shape[0] ?? 1;
  eachRun(shape, (rowMajor, columnMajor, stride) => {
    for (let i = 0, at = rowMajor; i < length; i++, at += stride) into[at] = data[columnMajor + i];
  });
  return into;
}
