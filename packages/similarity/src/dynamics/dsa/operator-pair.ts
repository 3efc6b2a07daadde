import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose } from '@lrsim/linalg';

/** Two operators of one size and unit norm under alignment: A stays, K = C B C' turns. Changed in place by the search. */
export interface OperatorPair {
  readonly size: number;
  readonly a: Float64Array;
  readonly k: Float64Array;
  /** The orthogonal matrix C. */
  readonly c: Float64Array;
}

/** The pair at an orthogonal matrix. */
export function pairAt(a: Matrix, b: Matrix, c: Matrix): OperatorPair {
  const turned = multiplyTranspose(multiply(c, b), c);
  return { size: a.rows, a: a.data, k: turned.data, c: Float64Array.from(c.data) };
}

/** <A, K>, which is to become as large as can be. */
export function alignmentOf({ a, k }: OperatorPair): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * k[at];
  return sum;
}

/** |A - K|. */
export function distanceOf({ a, k }: OperatorPair): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] - k[at]) ** 2;
  return Math.sqrt(sum);
}
