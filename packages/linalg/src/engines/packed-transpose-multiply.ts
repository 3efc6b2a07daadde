import type { Matrix } from '@lrsim/core';

/** Columns of A and of B that one pass over the samples multiplies: 8 sums that stay in registers. */
const WIDTH_A = 4;
const WIDTH_B = 2;

/**
 * A'B. Columns are packed into strips of 4 and 2 first, so that the inner loop reads memory in order. A'A (the same
 * object twice) computes one triangle and copies it.
 */
export function packedTransposeMultiply(a: Matrix, b: Matrix): Matrix {
  const samples = a.rows;
  const stripsA = packColumns(a, WIDTH_A);
  const stripsB = packColumns(b, WIDTH_B);
  const product = new Float64Array(a.columns * b.columns);
  const block = new Float64Array(WIDTH_A * WIDTH_B);
  for (let i = 0; i < a.columns; i += WIDTH_A) {
    for (let j = a === b ? i : 0; j < b.columns; j += WIDTH_B) {
      multiplyStrips(stripsA, i * samples, stripsB, j * samples, samples, block);
      const [height, width] = [Math.min(WIDTH_A, a.columns - i), Math.min(WIDTH_B, b.columns - j)];
      for (let u = 0; u < height; u++)
        for (let v = 0; v < width; v++) product[(i + u) * b.columns + j + v] = block[u * WIDTH_B + v];
    }
  }
  if (a === b) copyUpperTriangle(product, a.columns);
  return { rows: a.columns, columns: b.columns, data: product };
}

function copyUpperTriangle(square: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) square[i * size + j] = square[j * size + i];
}

/** The 4 x 2 block of sums over samples of one strip of A times one strip of B. */
function multiplyStrips(
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  samples: number,
  block: Float64Array,
): void {
  let [c00, c01, c10, c11, c20, c21, c30, c31] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let t = 0, x = startA, y = startB; t < samples; t++, x += WIDTH_A, y += WIDTH_B) {
    const b0 = b[y];
    const b1 = b[y + 1];
    c00 += a[x] * b0;
    c01 += a[x] * b1;
    c10 += a[x + 1] * b0;
    c11 += a[x + 1] * b1;
    c20 += a[x + 2] * b0;
    c21 += a[x + 2] * b1;
    c30 += a[x + 3] * b0;
    c31 += a[x + 3] * b1;
  }
  block[0] = c00;
  block[1] = c01;
  block[2] = c10;
  block[3] = c11;
  block[4] = c20;
  block[5] = c21;
  block[6] = c30;
  block[7] = c31;
}

/** Strips of `width` neighbouring columns, each strip [rows, width] in order; the last is filled up with zeros. */
function packColumns(matrix: Matrix, width: number): Float64Array {
  const { rows, columns, data } = matrix;
  const packed = new Float64Array(Math.ceil(columns / width) * rows * width);
  for (let first = 0; first < columns; first += width) {
    const count = Math.min(width, columns - first);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < count; j++) packed[first * rows + i * width + j] = data[i * columns + first + j];
  }
  return packed;
}
