import { defineMeasure } from '../define-measure.js';
import type { Measure, MeasureFacts } from '../types.js';
import { type ComparableRdm, comparableRdm } from './comparable.js';
import { compareComparable } from './compare.js';
import { readRdm } from './rdm.js';
import type { RdmComparison, RdmKind, RsaOptions } from './types.js';

const defineRsa = (
  name: string,
  kind: RdmKind,
  comparison: RdmComparison,
  facts: Pick<MeasureFacts, 'range' | 'invariance'>,
  source: string,
): Measure<RsaOptions, ComparableRdm> =>
  defineMeasure<ComparableRdm, RsaOptions>({
    name,
    ...facts,
    higherIsCloser: true,
    isMetric: false,
    source,
    prepare: (input, options, where, argument) =>
      comparableRdm(
        where,
        argument,
        readRdm(where, argument, input, { ...options, kind: options.rdm ?? kind }),
        options,
      ),
    compare: (x, y, options) => compareComparable(name, x, y, { ...options, compare: options.compare ?? comparison }),
  });

const ofDistances: MeasureFacts['invariance'] = ['translation', 'isotropic-scaling', 'permutation', 'rotation'];

/**
 * Representational similarity analysis: how alike the dissimilarities between samples are in two representations, 1 where they
 * have the same order.
 *
 * By default Spearman's correlation of squared Euclidean distances, which do not depend on the units' axes; `rdm` and `compare`
 * choose others, such as `correlation` (1 - Pearson over units). Range, symmetry and invariances are stated of the defaults;
 * `squared-bures-distance` and `euclidean` are distances: smaller is closer.
 *
 * @throws ArgumentError for different numbers of samples, fewer than three, dissimilarities all the same, or NaN.
 */
export const rsa = /* @__PURE__ */ defineRsa(
  'rsa',
  'squared-euclidean',
  'spearman',
  { range: [-1, 1], invariance: ofDistances },
  'Kriegeskorte, Mur & Bandettini 2008 (doi 10.3389/neuro.06.004.2008)',
);

/** `rsa` by Pearson's correlation of squared Euclidean distances. Options and errors of `rsa`. */
export const pearsonRsa = /* @__PURE__ */ defineRsa(
  'pearson-rsa',
  'squared-euclidean',
  'pearson',
  { range: [-1, 1], invariance: ofDistances },
  'Kriegeskorte, Mur & Bandettini 2008 (doi 10.3389/neuro.06.004.2008)',
);

/**
 * `rsa` by the whitened cosine of squared Euclidean distances; with the default condition covariance it is linear CKA.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const whitenedRsa = /* @__PURE__ */ defineRsa(
  'whitened-rsa',
  'squared-euclidean',
  'whitened-cosine',
  { range: [0, 1], invariance: ofDistances },
  'Diedrichsen, Berlot, Mur, Schuett, Shahbazi & Kriegeskorte 2021 (arXiv 2007.02789)',
);
