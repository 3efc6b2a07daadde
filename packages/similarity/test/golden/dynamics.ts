import type { Matrix } from '@lrsim/core';
import { type ComplexValues, generalEigenvalues } from '@lrsim/linalg';
import type { GoldenEntry, GoldenMeasure, GoldenTable } from '@lrsim/test-support';
import { goldenArray } from '@lrsim/test-support';
import {
  alignOperators,
  coarseGrain,
  controllabilityDistances,
  type DmdOptions,
  delayEmbedding,
  dmd,
  dmdEigenvalues,
  dmdResiduals,
  dmdWithControl,
  dsa,
  dsaEuclidean,
  dsaWasserstein,
  embeddedOperator,
  forecastAic,
  forecastErrors,
  inputMatrixDistance,
  nonNormality,
  predictDmd,
  type SubspaceSystem,
  spectralWasserstein,
  subspaceDmdWithControl,
  transientGrowth,
} from '../../src/dynamics/index.js';

const flat = ({ real, imaginary }: ComplexValues) => Array.from(real).flatMap((value, k) => [value, imaginary[k]]);
const joined = (parts: readonly Matrix[]) => parts.flatMap(({ data }) => Array.from(data));
const optionsOf = ({ options }: GoldenEntry): DmdOptions => ({
  nDelays: options.n_delays,
  delayInterval: options.delay_interval,
  lambda: options.lamb,
  stepsAhead: options.steps_ahead,
  ...(options.rank != null && { rank: options.rank }),
  ...(options.rank_thresh != null && { rankThreshold: options.rank_thresh }),
  ...(options.rank_explained_variance != null && { explainedVariance: options.rank_explained_variance }),
  ...(options.reduced_rank_reg && { regression: 'reduced-rank' as const }),
});
const dataOf = ({ inputs: { data } }: GoldenEntry) =>
  typeof data === 'string' ? goldenArray(data) : data.map((name) => goldenArray(name));
const fitted = (entry: GoldenEntry) => dmd(dataOf(entry), optionsOf(entry));
const asMatrix = ({ data, shape }: { data: Float64Array; shape: readonly number[] }): Matrix => ({
  rows: shape[0],
  columns: shape[1],
  data,
});
const reference = (entry: GoldenEntry) => {
  const truth = dataOf(entry);
  const model = dmd(truth, { nDelays: 3, rank: 6, lambda: 1e-8 });
  return [
    truth,
    predictDmd(model, truth).map(({ rows, columns, data }) => ({ data, shape: [rows, columns] })),
  ] as const;
};

const operators = ({ inputs }: GoldenEntry) =>
  inputs.A ? [asMatrix(goldenArray(String(inputs.A))), asMatrix(goldenArray(String(inputs.B)))] : undefined;
const systems = ({ inputs }: GoldenEntry) => [goldenArray(String(inputs.X)), goldenArray(String(inputs.Y))] as const;
const angular = (entry: GoldenEntry) => {
  const given = operators(entry);
  return given
    ? 2 * Math.asin(Math.min(1, alignOperators(given[0], given[1]).chord / 2))
    : dsa(...systems(entry), optionsOf(entry));
};
const euclidean = (entry: GoldenEntry) => {
  const given = operators(entry);
  return given ? alignOperators(given[0], given[1]).chord : dsaEuclidean(...systems(entry), optionsOf(entry));
};
const wasserstein = (squared: boolean) => (entry: GoldenEntry) => {
  const given = operators(entry)?.map((operator) => dmdEigenvalues({ operator }));
  return given
    ? spectralWasserstein(given[0], given[1], { squared })
    : dsaWasserstein(...systems(entry), { ...optionsOf(entry), squared });
};

/** N4SID, or its variant by orthogonal projections. */
const subspace: (...args: Parameters<GoldenMeasure>) => SubspaceSystem = ({ options }, read) =>
  subspaceDmdWithControl(read('data'), read('control'), {
    nDelays: options.n_delays,
    rank: options.rank,
    projection: options.backend === 'n4sid' ? 'oblique' : 'orthogonal',
  });

/** The dynamics of the DSA library. */
export const dynamicsGolden: GoldenTable = {
  'DSA/hankel_singular_values': (entry) => fitted(entry).singularValues,
  'DSA/dmd_eigenvalues': (entry) => flat(dmdEigenvalues(fitted(entry))),
  'DSA/dmd_eigenvalues_rrr': (entry) => flat(dmdEigenvalues(fitted(entry))),
  'DSA/A_v': (entry) => fitted(entry).operator.data,
  'DSA/A_havok_dmd': (entry) => embeddedOperator(fitted(entry)).data,
  'DSA/predict': (entry) => joined(predictDmd(fitted(entry), dataOf(entry), { reseed: entry.options.reseed })),
  'DSA/rank': (entry) => fitted(entry).rank,
  'DSA/delay_embedding': (entry) => joined(delayEmbedding(dataOf(entry), optionsOf(entry))),
  'DSA/coarse_grain': (entry) => joined(coarseGrain(dataOf(entry), { binSize: entry.options.bin_size })),
  'DSA/residuals'(entry) {
    const { eigenvalues, residuals, normalized } = dmdResiduals(fitted(entry), dataOf(entry));
    const rows = Array.from(residuals, (residual, k) => [
      eigenvalues.real[k],
      eigenvalues.imaginary[k],
      residual,
      normalized[k],
    ]);
    return rows.sort((a, b) => (Math.abs(a[0] - b[0]) > 1e-9 ? a[0] - b[0] : a[1] - b[1])).flat();
  },
  'DSA/stat_mae': (entry) => forecastErrors(...reference(entry)).mae,
  'DSA/stat_mse': (entry) => forecastErrors(...reference(entry)).mse,
  'DSA/stat_nmse': (entry) => forecastErrors(...reference(entry)).nmse,
  'DSA/stat_mase': (entry) => forecastErrors(...reference(entry)).mase,
  'DSA/stat_r2': (entry) => forecastErrors(...reference(entry)).r2,
  'DSA/stat_correl': (entry) => forecastErrors(...reference(entry)).correlation,
  'DSA/stat_aic': (entry) => forecastAic(...reference(entry), entry.options.rank),
  'DSA/nonnormality': (_, read) => nonNormality(asMatrix(read('A'))),
  'DSA/transient_growth': (_, read) => transientGrowth(asMatrix(read('A'))),
  'oracle/dsa_angular_best_known': angular,
  'DSA/dsa_angular_reference_reached': angular,
  'oracle/dsa_euclidean_best_known': euclidean,
  'DSA/dsa_euclidean_reference_reached': euclidean,
  'DSA/dsa_wasserstein': wasserstein(true),
  'oracle/dsa_wasserstein_w2': wasserstein(false),
  'DSA/DSA_pairwise'(entry) {
    const all = (entry.inputs.X as readonly string[]).map((name) => goldenArray(name));
    const [nDelays, rank] = [entry.options.n_delays, entry.options.rank];
    return all.flatMap((x) =>
      all.map((y) =>
        entry.options.score_method === 'angular'
          ? dsa(x, y, { nDelays, rank })
          : dsaWasserstein(x, y, { nDelays, rank, squared: true }),
      ),
    );
  },
  'oracle/controllability_joint': (entry, read) =>
    controllabilityDistances(
      { a: asMatrix(read('A1')), b: asMatrix(read('B1')) },
      { a: asMatrix(read('A2')), b: asMatrix(read('B2')) },
      { score: entry.options.score },
    ).joint,
  'DSA/compare_B': (entry, read) =>
    inputMatrixDistance(asMatrix(read('B1')), asMatrix(read('B2')), { score: entry.options.score }),
  'DSA/dmdc_A_full': (entry, read) =>
    dmdWithControl(read('data'), read('control'), { lambda: entry.options.lamb }).a.data,
  'DSA/dmdc_B_full': (entry, read) =>
    dmdWithControl(read('data'), read('control'), { lambda: entry.options.lamb }).b.data,
  'DSA/subspace_dmdc_eigenvalues': (entry, read) => flat(generalEigenvalues(subspace(entry, read).a)),
  'DSA/subspace_dmdc_singular_values': (entry, read) => subspace(entry, read).singularValues.slice(0, entry.shape?.[0]),
  'oracle/dmdc_AB_oracle'(entry, read) {
    const { a, b } = dmdWithControl(read('data'), read('control'), { lambda: entry.options.lamb });
    const row = ({ columns, data }: Matrix, i: number) => Array.from(data.subarray(i * columns, (i + 1) * columns));
    return Array.from({ length: a.rows }, (_, i) => [...row(a, i), ...row(b, i)]).flat();
  },
};
