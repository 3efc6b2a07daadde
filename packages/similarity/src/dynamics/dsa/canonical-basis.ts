import type { Matrix } from '@lrsim/core';
import { multiply, symmetricEigen, transpose, transposeMultiply } from '@lrsim/linalg';

/** An operator in coordinates that do not depend on those it was given in: V'AV. */
export interface CanonicalOperator {
  readonly operator: Matrix;
  /** V, orthogonal. */
  readonly basis: Matrix;
}

/**
 * An operator in the eigenvectors of its symmetric part, with signs that make its largest elements off the diagonal positive:
 * the same for every rotated copy, so that a search that begins here finds the same in all of them.
 */
export function canonicalOperator(a: Matrix): CanonicalOperator {
  const turned = transpose(a);
  const { vectors } = symmetricEigen({ ...a, data: a.data.map((value, at) => (value + turned.data[at]) / 2) });
  const { data } = multiply(transposeMultiply(vectors, a), vectors);
  const signs = spreadSigns(data, a.rows);
  const signed = (matrix: Matrix): Matrix => ({
    ...matrix,
    data: matrix.data.map((value, at) => value * signs[at % a.rows]),
  });
  const basis = signed(vectors);
  return { basis, operator: multiply(transposeMultiply(basis, a), basis) };
}

/** Signs that make the largest elements positive, from one axis to the next over the largest element between them. */
function spreadSigns(data: Float64Array, n: number): Float64Array {
  const signs = new Float64Array(n);
  signs[0] = 1;
  for (let done = 1; done < n; done++) {
    let [largest, axis, sign] = [-1, -1, 1];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        if (signs[i] === 0 || signs[j] !== 0) continue;
        for (const value of [data[i * n + j], data[j * n + i]])
          if (Math.abs(value) > largest) [largest, axis, sign] = [Math.abs(value), j, value < 0 ? -signs[i] : signs[i]];
      }
    signs[axis] = sign;
  }
  return signs;
}
