import type { Matrix } from '@lrsim/core';

/** The transpose, as a new matrix. */
export function transpose(a: Matrix): Matrix {
  const data = new Float64Array(a.data.length);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.columns; j++) data[j * a.rows + i] = a.data[i * a.columns + j];
  return { rows: a.columns, columns: a.rows, data };
}
