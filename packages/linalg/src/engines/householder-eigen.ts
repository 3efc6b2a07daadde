import type { Matrix } from '@lrsim/core';
import type { SymmetricEigen } from '../types.js';
import { columnsFromRows, descending, identityRows, reflectRow } from './reflect.js';
import { diagonaliseTridiagonal } from './tridiagonal-eigen.js';
import { tridiagonalise } from './tridiagonalise.js';

/** Eigenvalues and eigenvectors of a symmetric matrix, descending. */
export function householderEigen(a: Matrix): SymmetricEigen {
  const n = a.rows;
  const { diagonal, offDiagonal, vectors, scales } = tridiagonalise(a);
  const rows = identityRows(n, n);
  for (let k = n - 2; k >= 0; k--) {
    const vector = vectors.subarray(k * n, (k + 1) * n);
    for (let j = k + 1; j < n; j++) reflectRow(rows, j * n, vector, k + 1, n, scales[k]);
  }
  diagonaliseTridiagonal(diagonal, offDiagonal, rows, n);
  const order = descending(diagonal);
  return { values: Float64Array.from(order, (j) => diagonal[j]), vectors: columnsFromRows(rows, n, order) };
}

/** Eigenvalues of a symmetric matrix, descending. */
export function householderEigenvalues(a: Matrix): Float64Array {
  const { diagonal, offDiagonal } = tridiagonalise(a);
  diagonaliseTridiagonal(diagonal, offDiagonal);
  return diagonal.sort().reverse();
}
