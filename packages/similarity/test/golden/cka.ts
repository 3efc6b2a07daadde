import { type GoldenEntry, type GoldenTable, goldenArray } from '@lrsim/test-support';
import {
  type CkaOptions,
  ckaCompatibility,
  hsic,
  type Kernel,
  linearCka,
  minibatchCkaStart,
  minibatchCkaUpdate,
  minibatchCkaValue,
} from '../../src/index.js';

type Measure = GoldenTable[string];
const named =
  (name: string): Measure =>
  (_, read) =>
    ckaCompatibility[name](read('X'), read('Y'));

const estimators: Readonly<Record<string, CkaOptions['estimator']>> = {
  biased: 'biased',
  'unbiased (Song 2012)': 'unbiased',
  'lange (centre, then zero the diagonal)': 'lange',
};
const repsimKernels: Readonly<Record<string, Kernel>> = {
  linear: 'linear',
  sqexp_median: { name: 'rbf', bandwidth: 'lower-median', factor: Math.SQRT1_2 },
  sqexp_2: { name: 'rbf', bandwidth: Math.SQRT2 },
  laplace_median: { name: 'laplace', bandwidth: 'lower-median' },
};
const kernelOf = ({ options }: GoldenEntry): Kernel => {
  if (options.kernel === 'linear') return 'linear';
  if (options.bandwidth === 'sigma=median') return { name: 'rbf', bandwidth: 'median-nonzero' };
  return { name: 'rbf', bandwidth: 'median-all', factor: options.threshold };
};
const cka: Measure = (entry, read) =>
  linearCka(read('X'), read('Y'), {
    kernel: kernelOf(entry),
    estimator: entry.options.debiased ? 'unbiased' : 'biased',
  });

/** Centred kernel alignment of the reference libraries. */
export const ckaGolden: GoldenTable = {
  'similarity-repository/cka': cka,
  'oracle/cka': cka,
  'similarity-repository/CKA': (_, read) => linearCka(read('X'), read('Y')),
  'netrep/LinearCKA_angular': ({ options }, read) =>
    ckaCompatibility[options.center_columns ? 'netrep/LinearCKA' : 'netrep/LinearCKA_uncentred'](read('X'), read('Y')),
  'repsim/angular_cka': ({ options }, read) => {
    const choice = { kernel: repsimKernels[options.kernel], estimator: estimators[options.estimator] };
    return Math.acos(Math.min(1, linearCka(read('X'), read('Y'), choice)));
  },
  'similarity-repository/platonic_cka': named('platonic/cka'),
  'similarity-repository/platonic_unbiased_cka': named('platonic/unbiased_cka'),
  'similarity-repository/platonic_cka_rbf': ({ options }, read) =>
    ckaCompatibility['platonic/cka_rbf'](read('X'), read('Y'), { width: options.sigma }),
  'similarity-repository/hsic': ({ options }, read) => {
    const estimator = estimators[options.estimator];
    return hsic(read('X'), read('Y'), { estimator, scaling: estimator === 'biased' ? 'none' : 'standard' });
  },
  'similarity-repository/minibatch_cka'({ options, inputs }) {
    const rows = (role: string, [first, end]: readonly number[]) => goldenArray(`${inputs[role]}[${first}:${end}]`);
    const seen = options.batches.reduce(
      (state: typeof minibatchCkaStart, batch: readonly number[]) =>
        minibatchCkaUpdate(state, rows('X', batch), rows('Y', batch)),
      minibatchCkaStart,
    );
    return minibatchCkaValue(seen);
  },
  'diffscore/diffscore:cka': named('google/feature_space_linear_cka'),
  'diffscore/diffscore:cka-kernel=linear-hsic=gretton-score': named('google/feature_space_linear_cka'),
  'diffscore/diffscore:cka-kernel=linear-hsic=lange-score': named('diffscore/cka-hsic=lange'),
};

/** Conventions of CKA that are defects. */
export const ckaQuirks: GoldenTable = {
  'similarity-repository/lin_cka_prime_dist': named('sim_metric/lin_cka_prime_dist'),
  'similarity-repository/platonic_cka': named('platonic/cka'),
  'similarity-repository/platonic_cka_rbf': named('platonic/cka_rbf'),
};
