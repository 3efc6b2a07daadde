import { type MatrixInput, toMatrix } from '@lrsim/core';
import { frobeniusNorm, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import { centred, checkSameSamples } from '../centred.js';
import { alignment, alignmentAngle } from './alignment.js';
import { hsicOf } from './hsic.js';
import { kernelData } from './kernel-data.js';
import type { CkaOptions, Kernel } from './types.js';

/** What compatibility names may be told. */
export interface CkaCompatibilityOptions {
  /** google: factor of the median; platonic: sigma (default 1). */
  readonly width?: number;
}

type Compatible = (x: MatrixInput, y: MatrixInput, options?: CkaCompatibilityOptions) => number;

const pair = (name: string, x: MatrixInput, y: MatrixInput, options: CkaOptions) =>
  [kernelData(x, options, name, 'x'), kernelData(y, options, name, 'y')] as const;

const similarity =
  (name: string, optionsOf: (width: number) => CkaOptions): Compatible =>
  (x, y, { width = 1 } = {}) =>
    alignment(name, ...pair(name, x, y, optionsOf(width)));

const angle =
  (name: string, options: CkaOptions): Compatible =>
  (x, y) =>
    alignmentAngle(name, ...pair(name, x, y, options));

/** What platonic adds to the denominator, in the units of the kernels. */
const PLATONIC = 1e-6;

const platonic =
  (name: string, optionsOf: (width: number) => CkaOptions): Compatible =>
  (x, y, { width = 1 } = {}) => {
    const options = optionsOf(width);
    const [a, b] = pair(name, x, y, options);
    checkSameSamples(name, a, b);
    const scaling = options.estimator === 'unbiased' ? 'standard' : 'none';
    const [xy, xx, yy] = [hsicOf(a, b, scaling), hsicOf(a, a, scaling), hsicOf(b, b, scaling)];
    return xy / (Math.sqrt(xx) * Math.sqrt(yy) + PLATONIC);
  };

const google = (width: number): Kernel => ({ name: 'rbf', bandwidth: 'median-all', factor: width });
const fixed = (width: number): Kernel => ({ name: 'rbf', bandwidth: width });
/** exp(-d^2 / l^2), l the lower median distance. */
const repsim: Kernel = { name: 'rbf', bandwidth: 'lower-median', factor: Math.SQRT1_2 };

/** The conventions of other libraries, under their names: `library/name`. */
export const ckaCompatibility: Readonly<Record<string, Compatible>> = {
  'google/feature_space_linear_cka': similarity('google/feature_space_linear_cka', () => ({})),
  'google/feature_space_linear_cka_debiased': similarity('google/feature_space_linear_cka_debiased', () => ({
    estimator: 'unbiased',
  })),
  'google/cka_rbf': similarity('google/cka_rbf', (width) => ({ kernel: google(width) })),
  'google/cka_rbf_debiased': similarity('google/cka_rbf_debiased', (width) => ({
    kernel: google(width),
    estimator: 'unbiased',
  })),
  'thingsvision/cka_rbf': similarity('thingsvision/cka_rbf', () => ({ kernel: 'rbf' })),
  'netrep/LinearCKA': angle('netrep/LinearCKA', {}),
  'netrep/LinearCKA_uncentred': angle('netrep/LinearCKA_uncentred', { centre: false }),
  'repsim/AngularCKA': angle('repsim/AngularCKA', { kernel: repsim }),
  'repsim/AngularCKA_unbiased': angle('repsim/AngularCKA_unbiased', { kernel: repsim, estimator: 'lange' }),
  'platonic/cka': platonic('platonic/cka', () => ({})),
  'platonic/unbiased_cka': platonic('platonic/unbiased_cka', () => ({ estimator: 'unbiased' })),
  'platonic/cka_rbf': platonic('platonic/cka_rbf', (width) => ({ kernel: fixed(width) })),
  'diffscore/cka-hsic=lange': similarity('diffscore/cka-hsic=lange', () => ({ estimator: 'lange' })),
  'sim_metric/lin_cka_prime_dist': ckaPrime,
};

/** Two formulas by size, of which the first is not 0 for equal data. */
function ckaPrime(x: MatrixInput, y: MatrixInput): number {
  const name = 'sim_metric/lin_cka_prime_dist';
  const [{ matrix: a }, { matrix: b }] = [centred(x, name, 'x'), centred(y, name, 'y')];
  checkSameSamples(name, { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
  const divisor = frobeniusNorm(a) ** 4 + frobeniusNorm(b) ** 4;
  if (toMatrix(name, 'x', x).columns <= a.rows) return 1 - (2 * frobeniusNorm(transposeMultiply(a, b)) ** 2) / divisor;
  const [k, l] = [multiplyTranspose(a, a), multiplyTranspose(b, b)];
  return frobeniusNorm({ ...k, data: k.data.map((value, at) => value - l.data[at]) }) ** 2 / divisor;
}
