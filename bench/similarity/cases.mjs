import { dpca, frechetMean } from '@lrsim/analysis';
import { createRng } from '@lrsim/core';
import {
  alignOperators,
  angularCka,
  bootstrapModels,
  ccaDistance,
  compareRdms,
  crossnobisRdm,
  distanceCorrelation,
  dmd,
  dsa,
  dsaWasserstein,
  energyStochastic,
  evaluateModels,
  fixedModel,
  gaussianStochasticDistance,
  jaccardKnn,
  linearCka,
  meanCca,
  pairwise,
  permutationProcrustes,
  procrustes,
  rbfCka,
  rdm,
  ridgeCvPredictivity,
  ridgeWithGradient,
  rsa,
  shapeMetric,
  softCorrelationMatch,
  unbiasedCka,
} from '@lrsim/similarity';
import { conditionMoments, latentActivity, linearSystem, noisyResponses, randomOperator, stacked } from './inputs.mjs';

const sum = (values) => values.reduce((total, value) => total + value, 0);
const radians = { score: 'radians' };

/**
 * What is measured: `run` prepares nothing that belongs to the measure and gives the function that is timed; `peers` are names
 * in peers.py, which get `inputs`; `summary` makes one number of what the function gives, outside of the time.
 */
export function* similarityCases() {
  const [x, y] = [latentActivity(3600, 400, 'x'), latentActivity(3600, 762, 'y')];
  const xy = (name, measure, peers) => ({ name, inputs: [x, y], run: () => () => measure(x, y), peers });

  yield xy('procrustes', (a, b) => procrustes(a, b, radians), [
    'numpy procrustes',
    'netrep alpha 1',
    'resi procrustes',
  ]);
  yield xy('shape, alpha 0.5', (a, b) => shapeMetric(a, b, { alpha: 0.5, ...radians }), ['netrep alpha 0.5']);
  yield xy('shape, alpha 0', (a, b) => shapeMetric(a, b, { alpha: 0, ...radians }), ['netrep alpha 0']);
  yield xy('permutation', (a, b) => permutationProcrustes(a, b, radians), ['netrep permutation']);
  yield xy('cka', linearCka, ['numpy cka', 'google cka']);
  yield xy('unbiased cka', unbiasedCka, ['google cka debiased']);
  yield xy('angular cka', (a, b) => angularCka(a, b) * (Math.PI / 2), ['netrep cka']);
  yield xy('cca of 20 components', (a, b) => 1 - ccaDistance(a, b, { regularisation: 0 }), ['numpy cca']);
  yield xy('mean cca', meanCca, ['svcca cca']);
  yield xy('soft correlation match', softCorrelationMatch, ['resi soft correlation']);
  yield xy('ridge with its gradient', (a, b) => ridgeWithGradient(a, b, { penalty: 1 }).value, [
    'numpy ridge gradient',
  ]);

  const networks = Array.from({ length: 20 }, (_, k) => latentActivity(1000, 100, `network ${k}`));
  yield {
    name: 'pairwise procrustes, 20 networks',
    inputs: [stacked(networks)],
    run: () => async () =>
      sum((await pairwise(procrustes, networks, { options: radians })).data) / networks.length ** 2,
    peers: ['numpy pairwise', 'netrep pairwise'],
  };

  yield {
    name: 'pairwise shape, alpha 0.5, 20 networks',
    inputs: [stacked(networks)],
    run: () => async () =>
      sum((await pairwise(shapeMetric, networks, { options: { alpha: 0.5, ...radians } })).data) / networks.length ** 2,
    peers: ['netrep pairwise alpha 0.5'],
  };
  yield {
    name: 'barycentre of 20 networks',
    inputs: [stacked(networks)],
    // One start, as the peer has. The values are objectives: the time counts where ours is no higher.
    run: () => () => frechetMean(networks, { tolerance: 1e-2, starts: 1 }),
    summary: ({ objective }) => objective,
    peers: ['netrep frechet mean'],
    rounds: 2,
  };

  const [few, others] = [latentActivity(1000, 400, 'x'), latentActivity(1000, 762, 'y')];
  const small = (name, measure, peers) => ({
    name,
    inputs: [few, others],
    run: () => () => measure(few, others),
    peers,
  });
  yield small('rbf cka, 1000 samples', rbfCka, ['google cka rbf']);
  yield small('jaccard knn, 1000 samples', jaccardKnn, ['resi jaccard']);
  yield small('distance correlation, 1000 samples', distanceCorrelation, ['resi distance correlation']);

  const [source, target] = [latentActivity(1000, 400, 'x'), latentActivity(1000, 100, 'target')];
  yield {
    name: 'ridge of 17 penalties, 5 folds, 1000 samples',
    inputs: [source, target],
    run: () => () => ridgeCvPredictivity(source, target, { choice: 'all' }),
    peers: ['scikit-learn RidgeCV'],
    rounds: 2,
  };
  yield xy(
    'correlation RDMs compared by rank, 3600 samples',
    (one, other) => rsa(one, other, { kind: 'correlation', compare: 'spearman' }),
    ['scipy rsa'],
  );

  const responses = ['p', 'q'].map((label) => noisyResponses(20, 30, 30, label));
  // netrep has one start; ours has twenty more unless told otherwise.
  for (const [name, options] of [
    ['energy stochastic, 20 x 30 x 30', {}],
    ['energy stochastic without restarts', { restarts: 0 }],
  ])
    yield {
      name,
      inputs: responses,
      run: () => () => energyStochastic(...responses, options),
      peers: ['netrep energy'],
      rounds: 2,
    };
  const [p, q] = [conditionMoments(20, 30, 'p'), conditionMoments(20, 30, 'q')];
  yield {
    name: 'gaussian stochastic, 20 x 30',
    inputs: [p.means, p.covariances, q.means, q.covariances],
    run: () => () => gaussianStochasticDistance(p, q, { alpha: 1 }),
    peers: ['netrep gaussian'],
  };

  const [a, b] = [latentActivity(500, 400, 'a'), latentActivity(500, 762, 'b')];
  const rdms = [rdm(a), rdm(b)];
  yield {
    name: 'rdms, 500 conditions',
    inputs: [a, b],
    run: () => () => [rdm(a), rdm(b)],
    summary: (both) => sum(both.map(({ values }) => sum(values) / values.length)),
    peers: ['rsatoolbox rdm'],
  };
  for (const [method, peer] of Object.entries({
    cosine: 'rsatoolbox cosine',
    spearman: 'rsatoolbox spearman',
    'tau-a': 'rsatoolbox tau-a',
    'whitened-cosine': 'rsatoolbox whitened cosine',
    bures: 'rsatoolbox bures',
  }))
    yield {
      name: `rsa ${method}, 500 conditions`,
      inputs: [a, b],
      run: () => () => compareRdms(...rdms, { compare: method }),
      peers: [peer],
    };

  const runs = 10;
  const trials = latentActivity(100 * runs, 200, 'trials');
  const labels = {
    conditions: Array.from({ length: 100 * runs }, (_, at) => at % 100),
    runs: Array.from({ length: 100 * runs }, (_, at) => Math.floor(at / 100)),
  };
  yield {
    name: 'crossnobis, 100 conditions, 10 runs, 200 channels',
    inputs: [trials],
    run: () => () => crossnobisRdm(trials, labels),
    summary: ({ values }) => sum(values) / values.length,
    peers: ['rsatoolbox crossnobis'],
  };
  const pairs = (40 * 39) / 2;
  const rng = createRng('models');
  const uniforms = (count) =>
    Array.from({ length: count }, () => Float64Array.from({ length: pairs }, () => rng.uniform()));
  const [predicted, subjects] = [uniforms(4), uniforms(15)];
  const models = predicted.map((values) => fixedModel({ conditions: 40, values }));
  const together = (list) => stacked(list.map((data) => ({ data, shape: [pairs] })));
  const evaluated = (name, run, peers, rounds = 3) => ({
    name,
    inputs: [together(predicted), together(subjects)],
    run: () => () => run(models, subjects),
    summary: ({ means }) => sum(means) / 4,
    peers,
    rounds,
  });
  yield evaluated('4 models, 15 subjects', evaluateModels, ['rsatoolbox eval_fixed']);
  yield evaluated(
    '4 models, 15 subjects, 100 bootstrap samples',
    (all, data) => bootstrapModels(all, data, { samples: 100 }),
    ['rsatoolbox eval_bootstrap'],
    2,
  );

  const tuned = latentActivity(60 * 6 * 2, 100, 'tuned');
  /** The sizes of the first component's weights, which have no sign. */
  const firstEncoder = ({ marginalisations: { t } }) =>
    sum(Array.from({ length: 100 }, (_, unit) => Math.abs(t.encoder.data[unit * t.encoder.shape[1]])));
  const averages = { data: tuned.data, shape: [60, 6, 2, 100] };
  const tenOfEach = { labels: 'tsd', components: 10, unitAxis: 'last' };
  yield {
    name: 'dpca, 100 units x 60 x 6 x 2',
    inputs: [averages],
    run: () => () => dpca(averages, tenOfEach),
    summary: firstEncoder,
    peers: ['dPCA fit'],
  };
  yield {
    name: 'dpca with a ridge, 100 units x 60 x 6 x 2',
    inputs: [averages],
    run: () => () => dpca(averages, { ...tenOfEach, regulariser: 1e-3 }),
    summary: firstEncoder,
    peers: ['dPCA fit with a ridge'],
  };

  const systems = ['one', 'other'].map((label) => linearSystem(100, 100, 20, label));
  const delays = { nDelays: 20, rank: 20 };
  yield {
    name: 'dmd 100 x 100 x 20',
    inputs: [systems[0]],
    run: () => () => dmd(systems[0], delays).rank,
    peers: ['DSA fit'],
  };
  const operators = [20, 100].map((size) => [randomOperator(size, 'p'), randomOperator(size, 'q')]);
  for (const [p, q] of operators)
    yield {
      name: `dsa alignment ${p.shape[0]} x ${p.shape[0]}`,
      inputs: [p, q],
      run: () => () => Math.acos(alignOperators(square(p), square(q)).cosine),
      peers: ['DSA transform'],
      rounds: 2,
    };
  yield {
    name: 'dsa end to end',
    inputs: systems,
    run: () => () => dsa(...systems, delays),
    peers: ['DSA end to end'],
    rounds: 2,
  };
  yield {
    name: 'dsa of eigenvalues, end to end',
    inputs: systems,
    run: () => () => dsaWasserstein(...systems, { ...delays, squared: true }),
    peers: ['DSA end to end, wasserstein'],
    rounds: 2,
  };
  const six = Array.from({ length: 6 }, (_, k) => linearSystem(30, 60, 10, `system ${k}`));
  yield {
    name: 'dsa 15 pairs',
    inputs: [stacked(six)],
    run: () => async () => sum((await pairwise(dsa, six, { options: { nDelays: 10, rank: 10 } })).data) / 30,
    peers: ['DSA pairs'],
    rounds: 1,
  };
}

const square = ({ data, shape: [rows, columns] }) => ({ rows, columns, data });
