import type { Matrix } from '@lrsim/core';
import { EigenvalueDecomposition, Matrix as MlMatrix } from 'ml-matrix';
import type { SymmetricEigen } from './types.js';

/** Symmetric eigendecomposition by ml-matrix (tridiagonalisation and QL), put into descending order. */
export function mlMatrixEigen(a: Matrix): SymmetricEigen {
  const n = a.rows;
  const input = MlMatrix.from1DArray(n, n, Array.from(a.data));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(input, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, j) => j).sort((i, j) => realEigenvalues[j] - realEigenvalues[i]);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) data[i * n + j] = eigenvectorMatrix.get(i, order[j]);
  return { values: Float64Array.from(order, (j) => realEigenvalues[j]), vectors: { rows: n, columns: n, data } };
}
