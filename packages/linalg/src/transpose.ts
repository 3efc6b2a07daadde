import type { Matrix } from '@lrsim/core';

/** Rows and columns of a block whose lines of memory stay in the cache while it is turned. */
const BLOCK = 16;

/** The transpose, as a new matrix. */
export function transpose(a: Matrix): Matrix {
  const { rows, columns, data: from } = a;
  const data = new Float64Array(from.length);
  for (let top = 0; top < rows; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, rows);
    for (let left = 0; left < columns; left += BLOCK) {
      const right = Math.min(left + BLOCK, columns);
      for (let j = left; j < right; j++) for (let i = top; i < bottom; i++) data[j * rows + i] = from[i * columns + j];
    }
  }
  return { rows: columns, columns: rows, data };
}
