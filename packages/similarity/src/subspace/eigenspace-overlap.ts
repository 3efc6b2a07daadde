import { lookUp } from '@lrsim/core';
import { frobeniusNorm, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type ColumnSpace, columnSpace } from './column-space.js';
import type { EigenspaceOverlapOptions } from './types.js';

const divisors = {
  units: (x: ColumnSpace, y: ColumnSpace) => Math.max(x.matrix.columns, y.matrix.columns),
  rank: (x: ColumnSpace, y: ColumnSpace) => Math.max(x.basis.columns, y.basis.columns),
} as const;

/**
 * Eigenspace overlap score: |U'V|^2 over the larger number of units, U and V orthonormal bases of what the units span.
 *
 * 1 where both span the same space with full rank, 0 for orthogonal spaces. Data are not centred unless asked; centred, it
 * is the sum of squared canonical correlations over the larger width, and also invariant to translation. With the `rank`
 * as divisor it is 1 for rank-deficient copies, too.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an unknown divisor.
 */
export const eigenspaceOverlap = /* @__PURE__ */ defineMeasure<ColumnSpace, EigenspaceOverlapOptions>({
  name: 'eigenspace-overlap',
  range: [0, 1],
  higherIsCloser: true,
  invariance: ['isotropic-scaling', 'unit-scaling', 'permutation', 'rotation', 'invertible-linear'],
  isMetric: false,
  source: 'May, Zhang, Dao & Re 2019 (arXiv 1909.01264), definition 1',
  prepare: (input, { centre = false }, where, argument) => columnSpace(input, centre, where, argument),
  compare(x, y, { divisor = 'units' }) {
    checkSameSamples('eigenspace-overlap', x, y);
    const larger = lookUp('divisor of eigenspace overlap', divisors, divisor)(x, y);
    return Math.min(1, frobeniusNorm(transposeMultiply(x.basis, y.basis)) ** 2 / larger);
  },
});
