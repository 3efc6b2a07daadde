import { checkNumber, type Matrix, type MatrixInput } from '@lrsim/core';
import { frobeniusNorm, svd, symmetricEigen } from '@lrsim/linalg';
import { defineMeasure } from '../define-measure.js';
import { checkSameSize, symmetricInput } from '../symmetric-input.js';
import { distanceOf, type Factor, gramFactor, unitFactor } from './factor.js';
import { noPositiveEigenvalue } from './kernels.js';
import type { AlphaProcrustesOptions } from './types.js';

/**
 * V diag(l^alpha), K^alpha up to a rotation, of a kernel's eigenvectors V and eigenvalues l.
 *
 * @param cut - eigenvalues below this times the largest are rounding of zero, which a small power would make count.
 */
function powerFactor(argument: string, vectors: Matrix, values: Float64Array, alpha: number, cut: number): Factor {
  const { columns } = vectors;
  // Over the largest, so that no power overflows on the way.
  const largest = values[0];
  const powers = values.map((value) => (value > cut * largest ? (value / largest) ** alpha : 0));
  const matrix = { ...vectors, data: vectors.data.map((value, at) => value * powers[at % columns]) };
  const norm = frobeniusNorm(matrix);
  return { ...unitFactor(argument, matrix, norm), norm: norm * largest ** alpha };
}

/**
 * Alpha-Procrustes distance between the Gram matrices K, L of two representations:
 * sqrt(tr K^2a + tr L^2a - 2 tr (K^a L^2a K^a)^1/2) / a.
 *
 * a = 1/2 (the default) is twice the Bures distance; towards 0 it approaches the log-Euclidean distance. Size counts.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an alpha that is not above 0.
 */
export const alphaProcrustes = /* @__PURE__ */ defineMeasure<Factor, AlphaProcrustesOptions>({
  name: 'alpha-procrustes',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation', 'rotation'],
  isMetric: true,
  source: 'Minh 2022 (doi 10.1016/j.laa.2021.11.011; arXiv 1908.09275)',
  prepare(input, options, where, argument) {
    const alpha = checkedAlpha(where, options.alpha);
    const { matrix, norm } = gramFactor(input, options, where, argument);
    const { u, values } = svd(matrix);
    const eigenvalues = values.map((value) => (value * norm) ** 2);
    return powerFactor(argument, u, eigenvalues, alpha, (matrix.rows * Number.EPSILON) ** 2);
  },
  compare: (x, y, { alpha = 0.5 }) => distanceOf('alpha-procrustes', x, y) / alpha,
});

/**
 * Alpha-Procrustes distance between two positive semidefinite matrices of one size: see `alphaProcrustes`. Negative eigenvalues
 * count as zero.
 *
 * @throws ArgumentError for matrices that are not symmetric or without a positive eigenvalue, NaN, or an alpha not above 0.
 */
export function alphaProcrustesOfKernels(
  a: MatrixInput,
  b: MatrixInput,
  { alpha }: Pick<AlphaProcrustesOptions, 'alpha'> = {},
): number {
  const where = 'alphaProcrustesOfKernels';
  const power = checkedAlpha(where, alpha);
  const matrices = [symmetricInput(a, where, 'a'), symmetricInput(b, where, 'b')] as const;
  checkSameSize(where, ...matrices);
  const [x, y] = matrices.map((matrix, k) => {
    const { vectors, values } = symmetricEigen(matrix);
    const argument = 'ab'[k];
    if (!(values[0] > 0)) throw noPositiveEigenvalue(where, argument);
    return powerFactor(argument, vectors, values, power, matrix.rows * Number.EPSILON);
  });
  return distanceOf(where, x, y) / power;
}

function checkedAlpha(where: string, alpha = 0.5): number {
  checkNumber(where, 'alpha', alpha, Number.MIN_VALUE);
  return alpha;
}
