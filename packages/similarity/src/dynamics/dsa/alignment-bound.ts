import type { Matrix } from '@lrsim/core';
import { singularValues, symmetricEigenvalues, transpose } from '@lrsim/linalg';

const part = (a: Matrix, sign: 1 | -1): Matrix => {
  const turned = transpose(a);
  return { ...a, data: a.data.map((value, at) => (value + sign * turned.data[at]) / 2) };
};
const withoutTrace = (a: Matrix, mean: number): Matrix => ({
  ...a,
  data: a.data.map((value, at) => (at % (a.columns + 1) === 0 ? value - mean : value)),
});
const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/**
 * What <A, C B C'> cannot exceed for any orthogonal C: the smaller of two bounds.
 *
 * Symmetric and skew parts do not mix, so each is bounded by its sorted spectrum: sum l_i(A_s) l_i(B_s) + sum s_i(A_k) s_i(B_k).
 * And by the singular values, after taking out the traces, which no rotation changes: tr A tr B / n + sum s_i(A_0) s_i(B_0).
 *
 * @source von Neumann's trace inequality; Horn & Johnson 2013, Matrix Analysis, theorem 7.4.1.1 and corollary 4.3.53.
 */
export function alignmentBound(a: Matrix, b: Matrix): number {
  const n = a.rows;
  const symmetric = dot(symmetricEigenvalues(part(a, 1)), symmetricEigenvalues(part(b, 1)));
  const skew = dot(singularValues(part(a, -1)), singularValues(part(b, -1)));
  const [meanA, meanB] = [a, b].map(({ data }) => {
    let trace = 0;
    for (let i = 0; i < n; i++) trace += data[i * n + i];
    return trace / n;
  });
  const singular =
    n * meanA * meanB + dot(singularValues(withoutTrace(a, meanA)), singularValues(withoutTrace(b, meanB)));
  return Math.min(symmetric + skew, singular);
}
