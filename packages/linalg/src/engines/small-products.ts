import type { Matrix } from '@lrsim/core';

// Plain loops, without packing or a call out of JavaScript: less time than either for matrices of a few units. Offsets are counted
// along and arrays are held in variables, which halves the time.

/** AB. */
export function smallProduct(a: Matrix, b: Matrix): Matrix {
  const rows = a.rows;
  const inner = a.columns;
  const columns = b.columns;
  const left = a.data;
  const right = b.data;
  const data = new Float64Array(rows * columns);
  for (let i = 0, at = 0; i < rows; i++)
    for (let l = 0; l < inner; l++, at++) {
      const factor = left[at];
      for (let to = i * columns, from = l * columns, end = from + columns; from < end; to++, from++)
        data[to] += factor * right[from];
    }
  return { rows, columns, data };
}

/** A'B; of the same object twice exactly symmetric, since every sum is over the same products in the same order. */
export function smallTransposeProduct(a: Matrix, b: Matrix): Matrix {
  const rows = a.columns;
  const columns = b.columns;
  const left = a.data;
  const right = b.data;
  const data = new Float64Array(rows * columns);
  for (let l = 0, at = 0; l < a.rows; l++)
    for (let i = 0; i < rows; i++, at++) {
      const factor = left[at];
      for (let to = i * columns, from = l * columns, end = from + columns; from < end; to++, from++)
        data[to] += factor * right[from];
    }
  return { rows, columns, data };
}

/** AB'; symmetric as A'B is. */
export function smallProductTranspose(a: Matrix, b: Matrix): Matrix {
  const rows = a.rows;
  const inner = a.columns;
  const columns = b.rows;
  const left = a.data;
  const right = b.data;
  const data = new Float64Array(rows * columns);
  for (let i = 0, to = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, to++) {
      let sum = 0;
      for (let at = i * inner, from = j * inner, end = from + inner; from < end; at++, from++)
        sum += left[at] * right[from];
      data[to] = sum;
    }
  return { rows, columns, data };
}
