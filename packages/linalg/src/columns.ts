import type { Matrix } from '@lrsim/core';

/** The first columns of a matrix; the matrix itself where they are all of it. */
export function leadingColumns(a: Matrix, count: number): Matrix {
  if (count === a.columns) return a;
  const data = new Float64Array(a.rows * count);
  for (let i = 0; i < a.rows; i++) data.set(a.data.subarray(i * a.columns, i * a.columns + count), i * count);
  return { rows: a.rows, columns: count, data };
}

/** Each column of a matrix times a factor of its own. */
export function scaleColumns({ rows, columns, data }: Matrix, factors: ArrayLike<number>): Matrix {
  const own = Float64Array.from(factors);
  const product = new Float64Array(data.length);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) product[at] = data[at] * own[j];
  return { rows, columns, data: product };
}
