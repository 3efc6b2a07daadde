import type { Matrix, MatrixInput } from '@lrsim/core';
import { ArgumentError } from '@lrsim/core';
import { type ComplexValues, generalEigenvalues } from '@lrsim/linalg';
import { angleOfChord } from '../../angles.js';
import { defineMeasure } from '../../define-measure.js';
import { fitDmd } from '../dmd/dmd.js';
import type { DsaOptions, DsaWassersteinOptions, TrialsInput } from '../types.js';
import { alignOperators } from './align-operators.js';
import { spectralWasserstein } from './wasserstein.js';

/** The DMD operator of one representation. */
export interface PreparedDynamics {
  readonly operator: Matrix;
}

function prepareDynamics(
  input: MatrixInput,
  options: Partial<DsaOptions>,
  where: string,
  argument: string,
): PreparedDynamics {
  const { operator } = fitDmd(where, argument, input as TrialsInput, options);
  if (!operator.data.some((value) => value !== 0))
    throw new ArgumentError(
      `${where}: ${argument} has the operator zero: no sample predicts the next; DSA is undefined`,
    );
  return { operator };
}

const facts = {
  higherIsCloser: false,
  // All of the numerical rank is kept by default, so the coordinates are those of whitened data.
  invariance: ['isotropic-scaling', 'unit-scaling', 'permutation', 'rotation', 'invertible-linear'],
  isMetric: true,
} as const;

/**
 * Dynamical similarity analysis: the angle in radians between the DMD operators A and B of two systems after the best rotation
 * or reflection, arccos max_C tr(A'CBC') / (|A||B|). The systems need not have the same samples, trials or units.
 *
 * The smaller operator is filled up with zeros. The search is `alignOperators`, which also tells how good it can be at most.
 * The stated invariances are those of the default, which keeps every direction; a truncated rank or delays lose unit-scaling
 * and invertible-linear. Ragged lists of trials are read too.
 *
 * @throws ArgumentError for a trial of one sample, zero data; NonFiniteError for NaN.
 */
export const dsa = /* @__PURE__ */ defineMeasure<PreparedDynamics, DsaOptions>({
  ...facts,
  name: 'dsa',
  range: [0, Math.PI],
  source: 'Ostrow, Eisen, Kozachkov & Fiete 2023 (arXiv 2306.10168)',
  prepare: prepareDynamics,
  compare: (x, y, options) => angleOfChord(alignOperators(x.operator, y.operator, options).chord),
});

/** `dsa` as the distance |A/|A| - C B/|B| C'| of the aligned operators, sqrt(2 - 2 cos). */
export const dsaEuclidean = /* @__PURE__ */ defineMeasure<PreparedDynamics, DsaOptions>({
  ...facts,
  name: 'dsa-euclidean',
  range: [0, 2],
  source: 'Ostrow, Eisen, Kozachkov & Fiete 2023 (arXiv 2306.10168), operators of unit norm',
  prepare: prepareDynamics,
  compare: (x, y, options) => alignOperators(x.operator, y.operator, options).chord,
});

/** The eigenvalues of the DMD operator of one representation. */
export interface PreparedSpectrum {
  readonly eigenvalues: ComplexValues;
}

/** Wasserstein distance W2 between the DMD eigenvalues of two systems (`squared`: W2 squared): see `spectralWasserstein`. */
export const dsaWasserstein = /* @__PURE__ */ defineMeasure<PreparedSpectrum, DsaWassersteinOptions>({
  ...facts,
  name: 'dsa-wasserstein',
  range: [0, Infinity],
  source: 'Redman et al. 2024 (arXiv 2302.02811), W2 of Koopman eigenvalues',
  prepare: (input, options, where, argument) => ({
    eigenvalues: generalEigenvalues(fitDmd(where, argument, input as TrialsInput, options).operator),
  }),
  compare: (x, y, { squared = false }) => spectralWasserstein(x.eigenvalues, y.eigenvalues, { squared }),
});
