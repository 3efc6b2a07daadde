import type { Matrix } from '@lrsim/core';
import { centreColumns, multiplyTranspose } from '@lrsim/linalg';
import { copyLowerToUpper } from '../cka/kernel-matrix.js';

/** Up to this many units the differences themselves cost no more than a product of matrices. */
const FEW_UNITS = 16;
/** Squared distances below this part of the squared norms are computed again from the differences. */
const CLOSE = 1 / 64;

/**
 * Euclidean distances between the rows of a matrix, rows x rows, symmetric with an exact zero diagonal.
 *
 * From the Gram matrix of centred rows, and, where a distance is small beside the norms, from the difference of the two
 * rows: relative error about 1e-14, at any scale and offset; equal rows are at exactly 0.
 */
export function euclideanDistances(x: Matrix): Matrix {
  const { rows } = x;
  const { matrix, unscale } = powerOfTwoScaled(x);
  const squared = matrix.columns <= FEW_UNITS ? undefined : gramOf(matrix);
  const data = new Float64Array(rows * rows);
  const own = new Float64Array(rows);
  if (squared) for (let i = 0; i < rows; i++) own[i] = squared[i * rows + i];
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      let value = 0;
      if (squared) {
        const norms = own[i] + own[j];
        value = norms - 2 * squared[i * rows + j];
        if (value < CLOSE * norms) value = squaredDifference(matrix, i, j);
      } else value = squaredDifference(matrix, i, j);
      data[i * rows + j] = unscale * Math.sqrt(value);
    }
  copyLowerToUpper(data, rows);
  return { rows, columns: rows, data };
}

function gramOf(x: Matrix): Float64Array {
  const centred = centreColumns(x);
  return multiplyTranspose(centred, centred).data;
}

function squaredDifference({ columns, data }: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let a = i * columns, b = j * columns, end = a + columns; a < end; a++, b++) {
    const difference = data[a] - data[b];
    sum += difference * difference;
  }
  return sum;
}

/** The matrix times a power of two that makes its largest element of order 1, so that no square overflows or vanishes. */
function powerOfTwoScaled(x: Matrix): { matrix: Matrix; unscale: number } {
  const { data } = x;
  let largest = 0;
  for (let at = 0; at < data.length; at++) {
    const size = Math.abs(data[at]);
    if (size > largest) largest = size;
  }
  if (largest === 0 || (largest > 1e-50 && largest < 1e50)) return { matrix: x, unscale: 1 };
  const exponent = Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest))));
  const factor = 2 ** -exponent;
  return { matrix: { ...x, data: data.map((value) => value * factor) }, unscale: 2 ** exponent };
}
