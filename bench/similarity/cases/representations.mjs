import { frechetMean } from '@lrsim/analysis';
import {
  angularCka,
  ccaDistance,
  distanceCorrelation,
  jaccardKnn,
  linearCka,
  meanCca,
  nbs,
  pairwise,
  permutationProcrustes,
  procrustes,
  rbfCka,
  ridgeCvPredictivity,
  ridgeWithGradient,
  shapeMetric,
  softCorrelationMatch,
  unbiasedCka,
} from '@lrsim/similarity';
import { latentActivity, stacked } from '../inputs.mjs';

const sum = (values) => values.reduce((total, value) => total + value, 0);

const radians = { score: 'radians' };

/** Two representations, or many pairs of them. */
export function* representationCases() {
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
  yield xy('mean cca', meanCca, ['svcca cca', 'sim_metric cca']);
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

  const [first, second] = [latentActivity(600, 400, 'x'), latentActivity(600, 762, 'y')];
  yield {
    name: 'nbs, 600 samples',
    inputs: [first, second],
    run: () => () => nbs(first, second),
    peers: ['nn_similarity_index nbs'],
  };
}
