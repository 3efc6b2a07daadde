import { type Matrix, toMatrix } from '@lrsim/core';
import { centred, checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type FoldOptions, foldsOf, rowsOf } from '../regression/folds.js';
import { basisOf } from './basis.js';
import { fitCanonical } from './held-out.js';
import type { CanonicalOptions } from './types.js';

/** Options of cross-validated CCA. */
export interface CrossValidatedCcaOptions extends CanonicalOptions, FoldOptions {}

interface Samples {
  readonly argument: string;
  readonly matrix: Matrix;
}

const shaped = ({ rows, columns, data }: Matrix) => ({ data, shape: [rows, columns] });

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
export const crossValidatedCca = /* @__PURE__ */ defineMeasure<Samples, CrossValidatedCcaOptions>({
  name: 'cross-validated-cca',
  range: [-1, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'unit-scaling', 'permutation', 'rotation', 'invertible-linear'],
  isMetric: false,
  source: 'Hotelling 1936, along directions of other samples; Bilenko & Gallant 2016 (doi 10.3389/fninf.2016.00049)',
  prepare(input, _, where, argument) {
    centred(input, where, argument);
    return { argument, matrix: toMatrix(where, argument, input) };
  },
  compare(x, y, options) {
    const where = 'cross-validated-cca';
    checkSameSamples(where, x, y);
    const folds = foldsOf(where, x.matrix.rows, options);
    const values = folds.map(({ train, test }) => {
      const part = ({ matrix }: Samples, rows: Int32Array) => shaped(rowsOf(matrix, rows));
      const fit = fitCanonical(
        where,
        basisOf(part(x, train), options, where, 'x'),
        basisOf(part(y, train), options, where, 'y'),
      );
      const rho = fit.correlations(part(x, test), part(y, test));
      return rho.reduce((sum, value) => sum + value, 0) / rho.length;
    });
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  },
});
