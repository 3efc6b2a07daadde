import { ArgumentError, type Matrix } from '@lrsim/core';
import { multiply } from './multiply.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { transpose } from './transpose.js';

/**
 * The symmetric S with S A S = I: multiplying by it whitens data whose covariance is A.
 *
 * @param a - symmetric positive definite. Add a multiple of the identity first where it may be singular.
 * @throws ArgumentError where an eigenvalue is not clearly positive.
 */
export function inverseSquareRoot(a: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(a);
  const smallest = values[values.length - 1];
  if (!(smallest > a.rows * Number.EPSILON * values[0]))
    throw new ArgumentError(
      `inverseSquareRoot: a has the eigenvalue ${smallest}, the largest is ${values[0]}; expected a positive definite matrix. Add a multiple of the identity`,
    );
  const scaled = vectors.data.map((value, at) => value / Math.sqrt(values[at % a.columns]));
  return multiply({ ...vectors, data: scaled }, transpose(vectors));
}
