import type { GoldenEntry, GoldenTable, ReferenceArray } from '@lrsim/test-support';
import {
  centredKernel,
  type ProcrustesScore,
  partialWhitening,
  permutationProcrustes,
  procrustes,
  shapeMetric,
  shiftDistances,
} from '../../src/index.js';
import { netrepLinearOptions, shapeCompatibility } from '../../src/shape/compatibility.js';

const scoreOf = ({ options }: GoldenEntry): ProcrustesScore =>
  (options.score_method ?? options.score) === 'euclidean' ? 'euclidean' : 'radians';

/** netrep's LinearMetric. */
const linearMetric = (entry: GoldenEntry, read: (role: string) => ReferenceArray) => {
  const widths = ['X', 'Y'].map((role) => read(role).shape.at(-1) ?? 0);
  return netrepLinearOptions(
    { ...entry.options, score_method: entry.options.score_method ?? entry.options.score },
    widths,
  );
};

/** Rows [start, end) of the first axis. */
const rows = ({ data, shape }: ReferenceArray, start: number, end: number): ReferenceArray => {
  const size = shape.slice(1).reduce((product, axis) => product * axis, 1);
  return { data: data.slice(start * size, end * size), shape: [end - start, ...shape.slice(1)] };
};

/** Each member of a first axis. */
const members = (array: ReferenceArray): ReferenceArray[] =>
  Array.from({ length: array.shape[0] }, (_, i) => {
    const { data, shape } = rows(array, i, i + 1);
    return { data, shape: shape.slice(1) };
  });

const pairwise = (measure: (i: number, j: number) => number, count: number) =>
  Float64Array.from({ length: count * count }, (_, at) => measure(Math.floor(at / count), at % count));

/** netrep fits on some networks and scores on those or others. */
const fittedPairs = (test: 'nets' | 'nets_test') => (entry: GoldenEntry, read: (role: string) => ReferenceArray) => {
  const [nets, scored] = [members(read('nets')), members(read(test))];
  return pairwise((i, j) => {
    if (i === j) return 0;
    const [a, b] = i < j ? [i, j] : [j, i];
    const options = netrepLinearOptions(entry.options, [nets[a].shape[1]]);
    const fitted =
      entry.options.metric === 'PermutationMetric'
        ? permutationProcrustes.fit(nets[a], nets[b], { score: scoreOf(entry) })
        : shapeMetric.fit(nets[a], nets[b], options);
    return fitted.score(scored[a], scored[b]);
  }, nets.length);
};

/** The shape metrics of netrep and others. */
export const shapeGolden: GoldenTable = {
  'netrep/LinearMetric': (entry, read) => shapeMetric(read('X'), read('Y'), linearMetric(entry, read)),
  'netrep/LinearMetric_heldout'(entry, read) {
    const { train_rows: train, test_rows: test } = entry.options;
    const part = (role: string, [start, end]: number[]) => rows(read(role), start, end);
    return shapeMetric
      .fit(part('X', train), part('Y', train), linearMetric(entry, read))
      .score(part('X', test), part('Y', test));
  },
  'netrep/PermutationMetric': (entry, read) =>
    permutationProcrustes(read('X'), read('Y'), { score: scoreOf(entry), centre: entry.options.center_columns }),
  'netrep/pairwise_distances_train': fittedPairs('nets'),
  'netrep/pairwise_distances_test': fittedPairs('nets_test'),
  'netrep/cross_distances': (_, read) =>
    members(read('Xs')).flatMap((x) => members(read('Ys')).map((y) => procrustes(x, y, { score: 'radians' }))),
  'netrep/whiten'(entry, read) {
    const { data, shape } = read('X');
    const [n, p] = shape;
    const means = Array.from(
      { length: p },
      (_v, j) => data.reduce((sum, v, at) => sum + (at % p === j ? v : 0), 0) / n,
    );
    const centred = { data: data.map((v, at) => v - means[at % p]), shape };
    return partialWhitening(centred, {
      alpha: entry.options.alpha,
      preserveVariance: entry.options.preserve_variance,
      floor: 1e-7,
    }).data;
  },
  'netrep/convolve_metric': (_, read) => shiftDistances(read('X'), read('Y'), { score: 'radians' }).values.data,
  'netrep/centered_kernel'({ options: { kernel, gamma, degree, coef0 } }, read) {
    const name = kernel === 'poly' ? 'polynomial' : kernel;
    return centredKernel(read('X'), { kernel: name, gamma, degree, offset: coef0 }).data;
  },
  'similarity-repository/procrustes_sq': (_, read) => procrustes(read('X'), read('Y'), { score: 'squared' }),
  'similarity-repository/OrthogonalProcrustesCenteredAndNormalized': (_, read) =>
    procrustes(read('X'), read('Y'), { score: 'unit-euclidean' }),
  'similarity-repository/ProcrustesSizeAndShapeDistance': (_, read) =>
    shapeCompatibility['resi/ProcrustesSizeAndShapeDistance'](read('X'), read('Y')),
  'similarity-repository/OrthogonalAngularShapeMetricCentered': (_, read) =>
    procrustes(read('X'), read('Y'), { score: 'radians' }),
  'similarity-repository/PermutationProcrustes': (_, read) =>
    permutationProcrustes(read('X'), read('Y'), { score: 'euclidean', centre: false }),
  'diffscore/diffscore:procrustes-angular': (_, read) => procrustes(read('X'), read('Y'), { score: 'radians' }),
  'diffscore/diffscore:procrustes-angular-score': (_, read) => 1 - procrustes(read('X'), read('Y')),
  'diffscore/diffscore:procrustes-angular_score': (_, read) => 1 - procrustes(read('X'), read('Y')),
  'diffscore/diffscore:procrustes-euclidean': (_, read) => procrustes(read('X'), read('Y'), { score: 'euclidean' }),
  'repsim/repsim_shape': (entry, read) => shapeMetric(read('X'), read('Y'), linearMetric(entry, read)),
};
