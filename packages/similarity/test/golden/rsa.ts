import type { GoldenEntry, GoldenTable, ReferenceArray } from '@lrsim/test-support';
import { goldenArray } from '@lrsim/test-support';
import {
  compareAllRdms,
  compareRdms,
  conditionCovariance,
  crossnobisRdm,
  crossValidatedPoissonRdm,
  type NoiseEstimator,
  type RdmComparison,
  type RdmInput,
  type RdmTransform,
  rdm,
  rescaledMean,
  rescaleRdms,
  residualCovariance,
  rsaCompatibility,
  transformRdms,
  trialCovariance,
  type UnbalancedOptions,
  unbalancedRdm,
} from '../../src/rsa/index.js';

type Read = (role: string) => ReferenceArray;

const designOf = (read: Read) => ({ conditions: read('cond').data, runs: read('run').data });
/** Members of a first axis. */
const members = ({ data, shape }: ReferenceArray): Float64Array[] =>
  Array.from({ length: shape[0] }, (_, at) =>
    Float64Array.from(data.slice((at * data.length) / shape[0], ((at + 1) * data.length) / shape[0])),
  );
/** Matrices of a first axis of three. */
const matrices = (array: ReferenceArray) => members(array).map((data) => ({ data, shape: array.shape.slice(1) }));

const designed = { conditions: goldenArrayOf('rsa_cond'), runs: goldenArrayOf('rsa_run') };
function goldenArrayOf(name: string) {
  return () => goldenArray(name).data;
}

/** An RDM written as `rdm_euclidean(PA)`. */
function rdmOf(expression: string): RdmInput {
  const [, kind, name] = /^rdm_(\w+)\((\w+)\)$/.exec(expression) ?? [];
  const patterns = goldenArray(name);
  if (kind === 'euclidean') return rdm(patterns);
  if (kind === 'correlation') return rdm(patterns, { kind: 'correlation' });
  if (kind === 'crossnobis')
    return crossnobisRdm(patterns, { conditions: designed.conditions(), runs: designed.runs() });
  throw new Error(`no RDM behind '${expression}'`);
}

const comparisons: Readonly<Record<string, RdmComparison>> = {
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
  bures_metric: 'squared-bures-distance',
  neg_riem_dist: 'negative-riemannian',
};

/** What the reference did to the RDMs first. */
const preparations: Readonly<Record<string, (value: number) => number>> = {
  'rdm_subj[:2] - 0.2': (value) => value - 0.2,
  'rdm_subj[:2]*10': (value) => value * 10,
  'rdm_subj[:2]': (value) => value,
};

const transformed = ({ options }: GoldenEntry, read: Read) => {
  const prepare = preparations[options.preprocess ?? 'rdm_subj[:2]'];
  const rdms = members(read('rdms'))
    .slice(0, 2)
    .map((values) => values.map(prepare));
  const quantiles = options.low === undefined ? {} : { lower: options.low, upper: options.up };
  return transformRdms(rdms, options.kind as RdmTransform, quantiles).flatMap(({ values }) => Array.from(values));
};

const compatible = (name: string) => rsaCompatibility[name];

const estimators: Readonly<Record<string, NoiseEstimator>> = {
  full: 'full',
  diag: 'diagonal',
  shrinkage_eye: 'shrinkage-eye',
  shrinkage_diag: 'shrinkage-diagonal',
};

const unbalancedKinds: Readonly<Record<string, Pick<UnbalancedOptions, 'kind' | 'crossValidated'>>> = {
  euclidean: { kind: 'squared-euclidean' },
  correlation: { kind: 'correlation' },
  mahalanobis: { kind: 'mahalanobis' },
  crossnobis: { kind: 'mahalanobis' },
  poisson: { kind: 'poisson' },
  poisson_cv: { kind: 'poisson' },
};

const compared = ({ options, inputs }: GoldenEntry, read: Read) =>
  compareRdms(rdmOf(String(inputs.A)), rdmOf(String(inputs.B)), {
    compare: comparisons[options.method],
    conditionCovariance: inputs.sigma_k ? read('sigma_k') : undefined,
  });

const patternsOf = (
  entry: GoldenEntry,
  read: Read,
  kind: 'squared-euclidean' | 'correlation' | 'mahalanobis' | 'poisson',
) => {
  const shared = {
    kind,
    removeMean: entry.options.remove_mean ?? false,
    precision: entry.inputs.noise ? read('noise') : undefined,
    priorRate: entry.options.prior_lambda,
    priorWeight: entry.options.prior_weight,
  };
  return entry.inputs.P
    ? rdm(read('P'), shared).values
    : rdm(read('data'), { ...shared, conditions: read('cond').data }).values;
};

/** RDMs and their comparison. */
export const rsaGolden: GoldenTable = {
  'rsatoolbox/rdm_euclidean': (entry, read) => patternsOf(entry, read, 'squared-euclidean'),
  'rsatoolbox/rdm_correlation': (entry, read) => patternsOf(entry, read, 'correlation'),
  'rsatoolbox/rdm_mahalanobis': (entry, read) => patternsOf(entry, read, 'mahalanobis'),
  'rsatoolbox/rdm_poisson': (entry, read) => patternsOf(entry, read, 'poisson'),
  'rsatoolbox/rdm_crossnobis'({ options, inputs }, read) {
    const precision = inputs.noise ? read('noise') : undefined;
    const design = options.cv_descriptor ? { conditions: read('cond').data } : designOf(read);
    return crossnobisRdm(read('data'), {
      ...design,
      removeMean: options.remove_mean ?? false,
      precision: precision && (precision.shape.length === 3 ? { perRun: matrices(precision) } : precision),
    }).values;
  },
  'oracle/rdm_poisson_cv_mean': (_, read) => crossValidatedPoissonRdm(read('data'), designOf(read)).values,
  'rsatoolbox/rdm_unbalanced'({ options }, read) {
    const rows = Array.from(read('rows').data);
    const { data, shape } = read('data');
    const [conditions, runs] = ['cond', 'run'].map((role) => rows.map((row) => read(role).data[row]));
    const trials = rows.flatMap((row) => Array.from(data.slice(row * shape[1], (row + 1) * shape[1])));
    return unbalancedRdm(
      { data: trials, shape: [rows.length, shape[1]] },
      {
        ...unbalancedKinds[options.method],
        conditions,
        runs: options.cv ? runs : undefined,
        weighting: options.weighting,
        precision: options.noise ? goldenArray(options.noise) : undefined,
      },
    ).values;
  },
  'similarity-repository/rsa': ({ options }, read) =>
    compatible('thingsvision/rsa')(read('X'), read('Y'), options as never),
  'similarity-repository/rsa_kendall': (_, read) => compatible('neuroaimetrics/RSA')(read('X'), read('Y')),
  'similarity-repository/rsa_resi': ({ options }, read) =>
    compatible('resi/rsa')(read('X'), read('Y'), options as never),
  ...Object.fromEntries(
    Object.keys(rsaCompatibility)
      .filter((name) => name.startsWith('diffscore/'))
      .map((name) => [
        name.replace('/', '/diffscore:'),
        (_: GoldenEntry, read: Read) => compatible(name)(read('X'), read('Y')),
      ]),
  ),
  'rsatoolbox/rdm_transform': transformed,
  'oracle/rdm_transform': transformed,
  'rsatoolbox/rdm_rescale': ({ options }, read) =>
    rescaleRdms(members(read('rdms')), { weights: options.method, threshold: options.threshold }).flatMap(
      ({ values }) => Array.from(values),
    ),
  'rsatoolbox/rdm_rescale_mean': ({ options }, read) =>
    rescaledMean(members(read('rdms')), { weights: options.method }).values,
  'rsatoolbox/cov_from_residuals': ({ options }, read) =>
    residualCovariance(read('resid'), { estimator: estimators[options.method] }).data,
  'rsatoolbox/cov_from_unbalanced': ({ options }, read) =>
    trialCovariance(read('data'), read('cond').data, { estimator: estimators[options.method] }).data,
  'rsatoolbox/sigmak_from_measurements': ({ inputs }, read) =>
    conditionCovariance(read('data'), {
      ...designOf(read),
      precision: inputs.noise ? read('noise') : undefined,
    }).data,
  ...Object.fromEntries(Object.keys(comparisons).map((method) => [`rsatoolbox/compare_${method}`, compared])),
  'rsatoolbox/compare_matrix': ({ options }, read) =>
    compareAllRdms(members(read('rdm1')), members(read('rdm2')), { compare: comparisons[options.method] }).data,
};
