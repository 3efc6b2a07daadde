import { checkInteger, type Matrix } from '@lrsim/core';
import { centreColumns, columnMeans } from './centre-columns.js';
import { leadingColumns, scaleColumns } from './columns.js';
import { multiply, transposeMultiply } from './multiply.js';
import { leadingEigen } from './symmetric-eigen.js';
import { transpose } from './transpose.js';
import type { PrincipalComponents } from './types.js';

/**
 * The `k` principal components of samples x units with the largest variance; fewer where the centred matrix has a
 * smaller rank (a sum of squares below samples-or-units times machine precision times the largest counts as none).
 *
 * By the eigenvectors of the smaller of X'X (units) and XX' (samples), X centred.
 *
 * @param k - how many; default all.
 */
export function principalComponents(x: Matrix, k = Math.min(x.rows, x.columns)): PrincipalComponents {
  checkInteger('principalComponents', 'k', k);
  const centred = centreColumns(x);
  const bySamples = x.rows < x.columns;
  const wide = bySamples ? transpose(centred) : centred;
  const wanted = (squares: Float64Array) => {
    const cut = Math.max(x.rows, x.columns) * Number.EPSILON * squares[0];
    return Math.min(k, squares.filter((value) => value > cut).length);
  };
  const { values, vectors } = leadingEigen(transposeMultiply(wide, wide), (squares) => Math.max(1, wanted(squares)));
  const count = wanted(values);
  const leading = leadingColumns(vectors, count);
  const components = signed(bySamples ? unitColumns(multiply(wide, leading)) : leading);
  return {
    mean: columnMeans(x),
    sumsOfSquares: values.slice(0, count),
    totalSumOfSquares: values.reduce((sum, value) => sum + Math.max(0, value), 0),
    components,
    scores: multiply(centred, components),
  };
}

const columnsOf = (a: Matrix) =>
  Array.from({ length: a.columns }, (_, j) =>
    Float64Array.from({ length: a.rows }, (_, i) => a.data[i * a.columns + j]),
  );

const unitColumns = (a: Matrix) =>
  scaleColumns(
    a,
    columnsOf(a).map((column) => 1 / Math.hypot(...column)),
  );

/** An eigenvector's sign is arbitrary: the largest loading (the first, of equal ones) is made positive. */
const signed = (a: Matrix) =>
  scaleColumns(
    a,
    columnsOf(a).map((column) => {
      const largest = column.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
      return largest < 0 ? -1 : 1;
    }),
  );
