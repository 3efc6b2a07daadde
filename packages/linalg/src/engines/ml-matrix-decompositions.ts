import type { Matrix } from '@lrsim/core';
import {
  CholeskyDecomposition,
  EigenvalueDecomposition,
  LuDecomposition,
  Matrix as MlMatrix,
  QrDecomposition,
  SingularValueDecomposition,
} from 'ml-matrix';
import type { ComplexValues, GeneralEigen, Qr, Svd, SymmetricEigen } from '../types.js';

const toMl = ({ rows, columns, data }: Matrix) => MlMatrix.from1DArray(rows, columns, Array.from(data));
const fromMl = (a: MlMatrix): Matrix => ({ rows: a.rows, columns: a.columns, data: Float64Array.from(a.to1DArray()) });

/** The columns of a matrix in the given order. */
function columnsInOrder(a: MlMatrix, order: readonly number[]): Matrix {
  const data = new Float64Array(a.rows * order.length);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < order.length; j++) data[i * order.length + j] = a.get(i, order[j]);
  return { rows: a.rows, columns: order.length, data };
}

/** Symmetric eigendecomposition (tridiagonalisation and QL), put into descending order. */
export function mlMatrixEigen(a: Matrix): SymmetricEigen {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(toMl(a), { assumeSymmetric: true });
  const order = realEigenvalues.map((_, j) => j).sort((i, j) => realEigenvalues[j] - realEigenvalues[i]);
  return {
    values: Float64Array.from(order, (j) => realEigenvalues[j]),
    vectors: columnsInOrder(eigenvectorMatrix, order),
  };
}

/** Thin SVD. */
export function mlMatrixSvd(a: Matrix): Svd {
  const count = Math.min(a.rows, a.columns);
  const { diagonal, leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(toMl(a), {
    autoTranspose: true,
  });
  const order = Array.from({ length: count }, (_, j) => j).sort((i, j) => diagonal[j] - diagonal[i]);
  return {
    u: columnsInOrder(leftSingularVectors, order),
    values: Float64Array.from(order, (j) => diagonal[j]),
    v: columnsInOrder(rightSingularVectors, order),
  };
}

/** Eigenvalues and unit eigenvectors of a real matrix; EISPACK's packed real form is unpacked. */
export function mlMatrixGeneralEigen(a: Matrix): GeneralEigen {
  const { realEigenvalues, imaginaryEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(toMl(a), {
    assumeSymmetric: false,
  });
  const n = a.rows;
  const [vectorsReal, vectorsImaginary] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let j = 0; j < n; j++) {
    const imaginary = imaginaryEigenvalues[j];
    // A pair l, conj(l) has its real part in the first of two columns and its imaginary part in the second.
    const [re, im] = imaginary >= 0 ? [j, j + 1] : [j - 1, j];
    let squares = 0;
    for (let i = 0; i < n; i++) {
      vectorsReal[i * n + j] = eigenvectorMatrix.get(i, re);
      if (imaginary !== 0) vectorsImaginary[i * n + j] = Math.sign(imaginary) * eigenvectorMatrix.get(i, im);
      squares += vectorsReal[i * n + j] ** 2 + vectorsImaginary[i * n + j] ** 2;
    }
    const length = Math.sqrt(squares);
    for (let i = 0; i < n; i++) {
      vectorsReal[i * n + j] /= length;
      vectorsImaginary[i * n + j] /= length;
    }
  }
  return {
    ...complexValues(realEigenvalues, imaginaryEigenvalues),
    vectorsReal: { rows: n, columns: n, data: vectorsReal },
    vectorsImaginary: { rows: n, columns: n, data: vectorsImaginary },
  };
}

export function mlMatrixGeneralEigenvalues(a: Matrix): ComplexValues {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(toMl(a), { assumeSymmetric: false });
  return complexValues(realEigenvalues, imaginaryEigenvalues);
}

const complexValues = (real: number[], imaginary: number[]): ComplexValues => ({
  real: Float64Array.from(real),
  imaginary: Float64Array.from(imaginary),
});

/** Thin QR of a matrix with at least as many rows as columns. */
export function mlMatrixQr(a: Matrix): Qr {
  const { orthogonalMatrix, upperTriangularMatrix } = new QrDecomposition(toMl(a));
  return { q: fromMl(orthogonalMatrix), r: fromMl(upperTriangularMatrix) };
}

/** X with AX = B for a square A; undefined where A is singular. */
export function mlMatrixSolve(a: Matrix, b: Matrix): Matrix | undefined {
  const lu = new LuDecomposition(toMl(a));
  return lu.isSingular() ? undefined : fromMl(lu.solve(toMl(b)));
}

/** The lower triangular L with A = LL'; undefined where A is not positive definite. */
export function mlMatrixCholesky(a: Matrix): Matrix | undefined {
  const cholesky = new CholeskyDecomposition(toMl(a));
  return cholesky.isPositiveDefinite() ? fromMl(cholesky.lowerTriangularMatrix) : undefined;
}
