import type { Matrix } from '@lrsim/core';

/** Eigenvalues and eigenvectors of a symmetric matrix, largest eigenvalue first. */
export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Column j is the unit eigenvector of `values[j]`; of `leadingEigen` there are fewer columns than values. */
  readonly vectors: Matrix;
}

/** Principal components of a matrix of samples x units, largest variance first. */
export interface PrincipalComponents {
  /** Mean of each unit, subtracted before anything else. */
  readonly mean: Float64Array;
  /** Sum of squares of each component's scores: divide by samples - 1 for the sample variance. */
  readonly sumsOfSquares: Float64Array;
  /** Sum of squares of the centred matrix: what all components together would hold. */
  readonly totalSumOfSquares: number;
  /** Units x components; each column has unit length and its largest loading (in absolute value) positive. */
  readonly components: Matrix;
  /** Samples x components: the centred matrix times `components`. */
  readonly scores: Matrix;
}

/** The thin singular value decomposition A = U diag(values) V', largest value first. */
export interface Svd {
  /** Rows x count, orthonormal columns; count is the smaller of rows and columns. */
  readonly u: Matrix;
  /** Descending, not negative. */
  readonly values: Float64Array;
  /** Columns x count, orthonormal columns. */
  readonly v: Matrix;
}

/** Complex numbers as two arrays. */
export interface ComplexValues {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Eigenvalues and right eigenvectors of a real square matrix. */
export interface GeneralEigen extends ComplexValues {
  /** Column j is the real part of the unit eigenvector of eigenvalue j. */
  readonly vectorsReal: Matrix;
  /** Column j is its imaginary part. */
  readonly vectorsImaginary: Matrix;
}

/** A = QR: Q with orthonormal columns, R upper triangular. */
export interface Qr {
  readonly q: Matrix;
  readonly r: Matrix;
}

/** A positive semidefinite A of rank r as FF'. */
export interface PivotedCholesky {
  /** n x r; some permutation of its rows is lower triangular. */
  readonly factor: Matrix;
  /** The r elements on the diagonal of that triangle, descending: a small last one shows a nearly singular A. */
  readonly pivots: Float64Array;
}

/**
 * The operations that take the time; everything else in this package is written in terms of them. Decompositions get at least
 * one row and column of finite numbers whose largest is of order 1, and end after a bounded number of steps. Nothing changes
 * its arguments.
 */
export interface Engine {
  readonly name: string;
  /** The library of the system that it calls, where it calls one. */
  readonly library?: string;
  /** AB. */
  multiply(a: Matrix, b: Matrix): Matrix;
  /** A'B, without forming A'; half the work where both are the same object. */
  transposeMultiply(a: Matrix, b: Matrix): Matrix;
  /** AB', without forming B'; half the work where both are the same object. */
  multiplyTranspose(a: Matrix, b: Matrix): Matrix;
  /**
   * A'B for as long as `read` runs, in memory that the next one uses again: fresh memory for a large product can take as long as a
   * part of the product itself. Left out where an engine has no such memory.
   */
  readTransposeProduct?<T>(a: Matrix, b: Matrix, read: (product: Matrix) => T): T;
  /** The same of AB'. */
  readProductTranspose?<T>(a: Matrix, b: Matrix, read: (product: Matrix) => T): T;
  /** The same of AA' on and above the diagonal; below it is anything. */
  readUpperGram?<T>(a: Matrix, read: (product: Matrix) => T): T;
  /** Singular values, descending. */
  singularValues(a: Matrix): Float64Array;
  /** Thin SVD. */
  svd(a: Matrix): Svd;
  /** Eigenvalues and eigenvectors of a symmetric matrix, descending. */
  symmetricEigen(a: Matrix): SymmetricEigen;
  /** Eigenvalues of a symmetric matrix, descending. */
  symmetricEigenvalues(a: Matrix): Float64Array;
  /**
   * All eigenvalues of a symmetric matrix, descending, and the eigenvectors of as many of the largest as `wanted` says, one at
   * least and all at most; undefined where they are not found. Left out where an engine finds a few of them no sooner than all.
   */
  leadingEigen?(a: Matrix, wanted: (values: Float64Array) => number): SymmetricEigen | undefined;
  /** Eigenvalues and unit right eigenvectors of a square matrix. */
  generalEigen(a: Matrix): GeneralEigen;
  /** Eigenvalues of a square matrix. */
  generalEigenvalues(a: Matrix): ComplexValues;
  /** Thin QR of a matrix with at least as many rows as columns. */
  qr(a: Matrix): Qr;
  /** X with AX = B, A square; undefined where A is singular. */
  solve(a: Matrix, b: Matrix): Matrix | undefined;
  /** The lower triangular L with A = LL'; undefined where A is not positive definite. */
  cholesky(a: Matrix): Matrix | undefined;
  /** F with A = FF' for a positive semidefinite A, as far as its diagonal leads: nothing says whether A is one. */
  pivotedCholesky(a: Matrix): PivotedCholesky;
  /** X with LL'X = B, L lower triangular with nothing above its diagonal. */
  solveCholesky(lower: Matrix, b: Matrix): Matrix;
}
