import type { Matrix } from '@lrsim/core';
import { columnMeansAndNorm, readProductTranspose } from '@lrsim/linalg';
import { CentredMatrix } from '../centred-matrix.js';
import { type PackedSymmetric, unpacked } from '../packed-symmetric.js';

/** Up to this many units the differences themselves cost no more than a product of matrices. */
const FEW_UNITS = 16;
/** Squared distances below this part of the squared norms are computed again from the differences. */
const CLOSE = 1 / 64;

/** Euclidean distances between the rows of a matrix, rows x rows, symmetric: see `packedDistances`. */
export const euclideanDistances = (x: Matrix): Matrix => unpacked(packedDistances(x));

/**
 * Euclidean distances between the rows of a matrix, exactly 0 on the diagonal.
 *
 * From the Gram matrix of centred rows, and, where a distance is small beside the norms, from the difference of the two
 * rows: relative error about 1e-14, at any scale and offset; equal rows are at exactly 0.
 */
export function packedDistances(x: Matrix): PackedSymmetric {
  const { rows: size } = x;
  const { matrix, unscale } = powerOfTwoScaled(nearlyCentred(x));
  const distances = new Float64Array((size * (size + 1)) / 2);
  if (matrix.columns <= FEW_UNITS)
    for (let i = 0, at = 0; i < size; i++, at++)
      for (let j = 0; j < i; j++, at++) distances[at] = unscale * Math.sqrt(squaredDifference(matrix, i, j));
  else
    readProductTranspose(matrix, matrix, ({ data }) => {
      const own = Float64Array.from({ length: size }, (_, i) => data[i * (size + 1)]);
      for (let i = 0, at = 0; i < size; i++, at++) {
        const norm = own[i];
        for (let j = 0, from = i * size; j < i; j++, at++, from++) {
          const norms = norm + own[j];
          const value = norms - 2 * data[from];
          distances[at] = unscale * Math.sqrt(value < CLOSE * norms ? squaredDifference(matrix, i, j) : value);
        }
      }
    });
  return { size, data: distances };
}

/** The rows without most of what is common to them, which distances do not see and their Gram matrix loses digits to. */
function nearlyCentred(x: Matrix): Matrix {
  if (x.columns <= FEW_UNITS) return x;
  if (x instanceof CentredMatrix) return x.upToTranslation;
  const { means, norm } = columnMeansAndNorm(x);
  return new CentredMatrix(x, means, norm).upToTranslation;
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
