import { lookUp, type MatrixInput } from '@lrsim/core';
import type { CompatibleMeasures } from '../types.js';
import { compareRdms } from './compare.js';
import { rdm } from './rdm.js';
import { rsa } from './rsa.js';
import type { RdmComparison, RdmKind } from './types.js';

/** rsatoolbox's `euclidean` is the squared distance over channels. */
const rsatoolboxRdms: Readonly<Record<string, RdmKind>> = {
  euclidean: 'squared-euclidean',
  correlation: 'correlation',
  mahalanobis: 'mahalanobis',
  poisson: 'poisson',
};

/** The comparisons by their names in rsatoolbox. */
export const rsatoolboxComparisons: Readonly<Record<string, RdmComparison>> = {
  cosine: 'cosine',
  corr: 'pearson',
  spearman: 'spearman',
  'rho-a': 'rho-a',
  'tau-a': 'tau-a',
  'tau-b': 'tau-b',
  kendall: 'tau-b',
  corr_cov: 'whitened-pearson',
  cosine_cov: 'whitened-cosine',
  bures: 'bures',
  /** A squared distance: 0 for equal RDMs. */
  bures_metric: 'squared-bures-distance',
  neg_riem_dist: 'negative-riemannian',
};

interface RsatoolboxOptions {
  readonly method?: string;
  readonly compare?: string;
  /** A precision, whatever its name says. */
  readonly noise?: MatrixInput;
  readonly sigma_k?: MatrixInput;
}

interface ThingsvisionOptions {
  readonly rdm?: 'correlation' | 'cosine' | 'euclidean' | 'gaussian';
  readonly compare?: 'pearson' | 'spearman';
}

interface ResiOptions {
  readonly inner?: 'correlation' | 'euclidean';
  readonly outer?: 'spearman' | 'euclidean';
}

/** Representational similarity analysis under the names of other libraries, with their defaults and options. */
export const rsaCompatibility: CompatibleMeasures = {
  'rsatoolbox/rsa'(
    x: MatrixInput,
    y: MatrixInput,
    { method = 'euclidean', compare = 'cosine', noise, sigma_k }: RsatoolboxOptions = {},
  ) {
    const options = { kind: lookUp('RDM of rsatoolbox', rsatoolboxRdms, method), precision: noise };
    return compareRdms(rdm(x, options), rdm(y, options), {
      compare: lookUp('comparison of rsatoolbox', rsatoolboxComparisons, compare),
      conditionCovariance: sigma_k,
    });
  },
  'thingsvision/rsa': (
    x: MatrixInput,
    y: MatrixInput,
    { rdm: kind = 'correlation', compare = 'pearson' }: ThingsvisionOptions = {},
  ) => rsa(x, y, { rdm: kind, compare }),
  'neuroaimetrics/RSA': (x, y) => rsa(x, y, { rdm: 'correlation', compare: 'tau-b' }),
  'resi/rsa': (x: MatrixInput, y: MatrixInput, { inner = 'correlation', outer = 'spearman' }: ResiOptions = {}) =>
    rsa(x, y, { rdm: inner, compare: outer }),
  'diffscore/rdm=squared_euclidean-similarity=cosine-score': (x, y) =>
    rsa(x, y, { rdm: 'squared-euclidean', compare: 'cosine' }),
  'diffscore/rdm=squared_euclidean-similarity=upper_triangular_correlation-score': (x, y) =>
    rsa(x, y, { rdm: 'squared-euclidean', compare: 'pearson' }),
  'diffscore/rdm=correlation-similarity=cosine-score': (x, y) => rsa(x, y, { rdm: 'correlation', compare: 'cosine' }),
  'diffscore/rdm=correlation-similarity=upper_triangular_correlation-score': (x, y) =>
    rsa(x, y, { rdm: 'correlation', compare: 'pearson' }),
  'diffscore/rdm=squared_euclidean-similarity=(centered-cosine)-score': (x, y) =>
    rsa(x, y, { rdm: 'squared-euclidean', compare: 'whitened-cosine' }),
};
