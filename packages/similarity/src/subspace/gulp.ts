import { checkNumber, type Matrix } from '@lrsim/core';
import { frobeniusNorm, multiply, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type ColumnSpace, columnSpace } from './column-space.js';
import type { GulpOptions } from './types.js';

/** Below this part of the larger operator's squared norm, a squared distance is computed again without cancellation. */
const CLOSE = 0.1;

/**
 * GULP: how differently the two representations let linear (ridge) regressions predict, at worst over targets: the norm of
 * K (K + n lambda)^-1 - L (L + n lambda)^-1, K and L the kernels of the data, centred and scaled to a covariance of trace 1.
 *
 * With lambda = 0, the default, it compares the column spaces: sqrt(rank X + rank Y - 2 Sum rho^2), rho the canonical
 * correlations; with as many units as samples any two are then equal, and a positive lambda (1e-3 to 1) is the one to take.
 * The stated invariances are those of lambda = 0; other lambdas keep translation, isotropic scaling, permutation and
 * rotation. Rank-deficient data count with their rank.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or a negative lambda.
 */
export const gulp = /* @__PURE__ */ defineMeasure<ColumnSpace & { readonly weights: Float64Array }, GulpOptions>({
  name: 'gulp',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'isotropic-scaling', 'unit-scaling', 'permutation', 'rotation', 'invertible-linear'],
  isMetric: true,
  source: 'Boix-Adsera, Lawrence, Stepaniants & Rigollet 2022 (arXiv 2210.06545), the plug-in estimator',
  prepare(input, { lambda = 0 }, where, argument) {
    checkNumber(where, 'lambda', lambda, 0);
    const space = columnSpace(input, true, where, argument);
    // Singular values of the data over their Frobenius norm: the eigenvalues of the covariance are their squares.
    const norm = frobeniusNorm(space.matrix);
    return { ...space, weights: space.values.map((value) => 1 / (1 + lambda / (value / norm) ** 2)) };
  },
  compare(x, y, { squared = false }) {
    checkSameSamples('gulp', x, y);
    const cosines = transposeMultiply(x.basis, y.basis);
    const [ofX, ofY] = [sumOfSquares(x.weights), sumOfSquares(y.weights)];
    let overlap = 0;
    cosines.data.forEach((value, at) => {
      overlap += x.weights[Math.floor(at / cosines.columns)] * y.weights[at % cosines.columns] * value * value;
    });
    let distance = ofX + ofY - 2 * overlap;
    if (distance < CLOSE * Math.max(ofX, ofY)) distance = withoutCancellation(x, y, cosines);
    return squared ? distance : Math.sqrt(distance);
  },
});

const sumOfSquares = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

type Weighted = Pick<ColumnSpace, 'basis'> & { readonly weights: Float64Array };

/**
 * The squared norm of U W U' - V S V' by blocks, U the basis of x and R = V - UM what of V's basis is outside its space,
 * M = U'V: |W - M S M'|^2 + 2 |M S R'|^2 + |R S R'|^2. No term is a difference of large numbers.
 */
function withoutCancellation(x: Weighted, y: Weighted, m: Matrix): number {
  const scaled = (a: Matrix): Matrix => ({ ...a, data: a.data.map((value, at) => value * y.weights[at % a.columns]) });
  const inside = multiply(x.basis, m);
  const r: Matrix = { ...y.basis, data: y.basis.data.map((value, at) => value - inside.data[at]) };
  const weighted = scaled(m);
  const block = multiplyTranspose(weighted, m);
  const first = block.data.map((value, at) => {
    const [i, j] = [Math.floor(at / block.columns), at % block.columns];
    return (i === j ? x.weights[i] : 0) - value;
  });
  // |A R'|^2 = <A'A, R'R>: units x units rather than samples x samples.
  const gram = transposeMultiply(r, r);
  const inner = (a: Matrix) => transposeMultiply(a, a).data.reduce((sum, value, at) => sum + value * gram.data[at], 0);
  return sumOfSquares(first) + 2 * inner(weighted) + inner(scaled(r));
}
