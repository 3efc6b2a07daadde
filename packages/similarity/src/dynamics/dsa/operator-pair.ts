import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import { ascend, type Climb } from '../../orthogonal/ascend.js';

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
export function alignmentOf({ a, k }: Pick<OperatorPair, 'a' | 'k'>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * k[at];
  return sum;
}

/** |A - K|. */
export function distanceOf({ a, k }: Pick<OperatorPair, 'a' | 'k'>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] - k[at]) ** 2;
  return Math.sqrt(sum);
}

/** The pair at a local maximum of <A, K> near it, in storage of its own. */
export function climbed({ size: n, a, k, c }: OperatorPair, climb: Climb<Matrix>): OperatorPair {
  const square = (data: Float64Array): Matrix => ({ rows: n, columns: n, data });
  const fixed = square(a);
  const problem = {
    size: n,
    value: (turned: Matrix) => alignmentOf({ a, k: turned.data }),
    gradient: (turned: Matrix) => slope(fixed, turned),
    turned(turned: Matrix, r: Float64Array) {
      const rotation = square(r);
      return multiplyTranspose(multiply(rotation, turned), rotation);
    },
  };
  const { state, rotation } = ascend(problem, square(k), climb);
  // Copied where no step was taken: sweeps change a pair in place.
  if (!rotation) return { size: n, a, k: k.slice(), c: c.slice() };
  return { size: n, a, k: state.data, c: multiply(square(rotation), square(c)).data };
}

/** Sizes up to which the gradient in plain loops takes less time than two products do. */
const SMALL = 14;

/** The gradient of <A, K> in the Lie algebra: what is below the diagonal of the skew-symmetric AK' - K'A less its transpose. */
function slope(a: Matrix, k: Matrix): Float64Array {
  const n = a.rows;
  const triangle = new Float64Array((n * (n - 1)) / 2);
  if (n <= SMALL) {
    fillSlope(triangle, n, a.data, k.data);
    return triangle;
  }
  const left = multiplyTranspose(a, k).data;
  const right = transposeMultiply(k, a).data;
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      triangle[at++] = left[i * n + j] - right[i * n + j] - left[j * n + i] + right[j * n + i];
  return triangle;
}

function fillSlope(triangle: Float64Array, n: number, a: Float64Array, k: Float64Array): void {
  let at = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let rows = 0;
      let columns = 0;
      for (let l = 0, il = i * n, jl = j * n, li = i, lj = j; l < n; l++, il++, jl++, li += n, lj += n) {
        rows += a[il] * k[jl] - a[jl] * k[il];
        columns += k[li] * a[lj] - k[lj] * a[li];
      }
      triangle[at++] = rows - columns;
    }
}
