import type { Matrix } from '@lrsim/core';

/** Eigenvalues and eigenvectors of a symmetric matrix, largest eigenvalue first. */
export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** Column j is the unit eigenvector of `values[j]`. */
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

/** The operations that take the time. Everything else in this package is written in terms of these three. */
export interface Engine {
  readonly name: string;
  /** A'B, without forming A'. */
  transposeMultiply(a: Matrix, b: Matrix): Matrix;
  /** Singular values, descending, of a finite matrix whose largest element is of order 1. */
  singularValues(a: Matrix): Float64Array;
  /** Eigenvalues and eigenvectors, descending, of a finite symmetric matrix whose largest element is of order 1. */
  symmetricEigen(a: Matrix): SymmetricEigen;
}
