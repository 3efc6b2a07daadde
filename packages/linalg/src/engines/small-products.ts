import type { Matrix } from '@lrsim/core';

// Plain loops, without packing or a call out of JavaScript: less time than either for matrices of a few units.

/** AB. */
export function smallProduct(a: Matrix, b: Matrix): Matrix {
  const rows = a.rows;
  const inner = a.columns;
  const columns = b.columns;
  const product = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let l = 0; l < inner; l++) addRow(product, i * columns, a.data[i * inner + l], b.data, l * columns, columns);
  return { rows, columns, data: product };
}

/** A'B; of the same object twice exactly symmetric, since every sum is over the same products in the same order. */
export function smallTransposeProduct(a: Matrix, b: Matrix): Matrix {
  const rows = a.columns;
  const columns = b.columns;
  const product = new Float64Array(rows * columns);
  for (let l = 0; l < a.rows; l++)
    for (let i = 0; i < rows; i++) addRow(product, i * columns, a.data[l * rows + i], b.data, l * columns, columns);
  return { rows, columns, data: product };
}

/** AB'; symmetric as A'B is. */
export function smallProductTranspose(a: Matrix, b: Matrix): Matrix {
  const rows = a.rows;
  const inner = a.columns;
  const columns = b.rows;
  const product = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let l = 0; l < inner; l++) sum += a.data[i * inner + l] * b.data[j * inner + l];
      product[i * columns + j] = sum;
    }
  return { rows, columns, data: product };
}

function addRow(to: Float64Array, at: number, factor: number, row: Float64Array, start: number, columns: number): void {
  for (let j = 0; j < columns; j++) to[at + j] += factor * row[start + j];
}
