import type { GoldenEntry, GoldenTable, ReferenceArray } from '@lrsim/test-support';
import {
  evaluateModels,
  fixedModel,
  type ModelEvaluation,
  poolRdms,
  rdmNoiseCeiling,
  regressModelWeights,
  testAgainstCeiling,
  testAgainstZero,
  testPairwise,
} from '../../src/rsa/inference/index.js';
import type { RdmComparison } from '../../src/rsa/types.js';

type Read = (role: string) => ReferenceArray;

const comparisons: Readonly<Record<string, RdmComparison>> = {
  cosine: 'cosine',
  corr: 'pearson',
  spearman: 'spearman',
  'rho-a': 'rho-a',
  'tau-a': 'tau-a',
  kendall: 'tau-b',
  cosine_cov: 'whitened-cosine',
  corr_cov: 'whitened-pearson',
};

const comparisonOf = ({ options }: GoldenEntry) => ({ compare: comparisons[options.method] });

/** The rows: condensed RDMs. */
const rdms = ({ data, shape: [count, pairs] }: ReferenceArray) =>
  Array.from({ length: count }, (_, i) => data.slice(i * pairs, (i + 1) * pairs));

const evaluated = (entry: GoldenEntry, read: Read): ModelEvaluation =>
  evaluateModels(rdms(read('models')).map(fixedModel), rdms(read('data')), comparisonOf(entry));

const weights = (nonNegative: boolean) => (entry: GoldenEntry, read: Read) =>
  regressModelWeights(rdms(read('models')), rdms(read('data')), {
    ...comparisonOf(entry),
    ridge: entry.options.ridge_weight,
    nonNegative,
  });

/** What is inferred from the RDMs of several subjects. */
export const rsaInferenceGolden: GoldenTable = {
  'rsatoolbox/pool_rdm': (entry, read) => poolRdms(rdms(read('rdms')), comparisonOf(entry)).values,
  'rsatoolbox/noise_ceiling'(entry, read) {
    const { lower, upper } = rdmNoiseCeiling(rdms(read('rdms')), comparisonOf(entry));
    return [lower, upper];
  },
  'rsatoolbox/eval_fixed': (entry, read) => evaluated(entry, read).evaluations.data,
  // rsatoolbox stores the biased covariance and makes it unbiased in its tests.
  'rsatoolbox/eval_fixed_variances'(entry, read) {
    const { covariance, degreesOfFreedom } = evaluated(entry, read);
    return covariance.data.map((value) => (value * degreesOfFreedom) / (degreesOfFreedom + 1));
  },
  'rsatoolbox/eval_fixed_p_zero': (entry, read) => testAgainstZero(evaluated(entry, read)),
  'rsatoolbox/eval_fixed_p_pair': (entry, read) => testPairwise(evaluated(entry, read)).data,
  'rsatoolbox/eval_fixed_p_noise': (entry, read) => testAgainstCeiling(evaluated(entry, read)),
  'rsatoolbox/fit_regress': weights(false),
  'rsatoolbox/fit_regress_nn': weights(true),
};
