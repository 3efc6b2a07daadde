import { type Matrix, toMatrix } from '@lrsim/core';
import { centred, checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { lazily } from '../lazily.js';
import { type Fold, type FoldOptions, foldsOf, rowsOf } from '../regression/folds.js';
import { type Basis, basisOf } from './basis.js';
import { fitCanonical } from './held-out.js';
import type { CanonicalOptions } from './types.js';

/** Options of cross-validated CCA. */
export interface CrossValidatedCcaOptions extends CanonicalOptions, FoldOptions {}

/** A dataset with the spaces that its folds train on. */
export interface FoldedSpaces {
  readonly argument: string;
  readonly matrix: Matrix;
  readonly folds: () => readonly Fold[];
  /** The space of each fold's training samples. */
  readonly bases: () => readonly Basis[];
}

const part = (matrix: Matrix, rows: Int32Array) => ({
  data: rowsOf(matrix, rows).data,
  shape: [rows.length, matrix.columns],
});

/**
 * Mean canonical correlation of held-out samples: the directions are learnt on the other folds, and the Pearson correlations
 * along them averaged over directions and folds.
 *
 * About 0 for independent data, where the correlations of the samples learnt from are always positive. Ridge or reduction help
 * where units are many.
 *
 * @throws ArgumentError for different numbers of samples, folds without two samples or without variance, or options out of
 *   range; NonFiniteError for NaN.
 */
export const crossValidatedCca = /* @__PURE__ */ defineMeasure<FoldedSpaces, CrossValidatedCcaOptions>({
  name: 'cross-validated-cca',
  range: [-1, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'unit-scaling', 'permutation', 'rotation', 'invertible-linear'],
  isMetric: false,
  source: 'Hotelling 1936, along directions of other samples; Bilenko & Gallant 2016 (doi 10.3389/fninf.2016.00049)',
  prepare(input, options, where, argument) {
    centred(input, where, argument);
    const matrix = toMatrix(where, argument, input);
    const folds = lazily(() => foldsOf(where, matrix.rows, options));
    const bases = lazily(() => folds().map(({ train }) => basisOf(part(matrix, train), options, where, argument)));
    return { argument, matrix, folds, bases };
  },
  compare(x, y) {
    const where = 'cross-validated-cca';
    checkSameSamples(where, x, y);
    const values = x.folds().map(({ test }, k) => {
      const fit = fitCanonical(where, x.bases()[k], y.bases()[k]);
      const rho = fit.correlations(part(x.matrix, test), part(y.matrix, test));
      return rho.reduce((sum, value) => sum + value, 0) / rho.length;
    });
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  },
});
