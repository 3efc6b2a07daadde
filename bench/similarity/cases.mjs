import { angularCka, ccaDistance, linearCka, pairwise, procrustes } from '@lrsim/similarity';
import { latentActivity, stacked } from './inputs.mjs';

const sum = (values) => values.reduce((total, value) => total + value, 0);

/**
 * What is measured: `run` prepares nothing that belongs to the measure and gives the function that is timed; `peers` are names
 * in peers.py, which get `inputs`.
 */
export function* similarityCases() {
  const [x, y] = [latentActivity(3600, 400, 'x'), latentActivity(3600, 762, 'y')];
  const networks = Array.from({ length: 20 }, (_, k) => latentActivity(1000, 100, `network ${k}`));
  const xy = (name, measure, peers) => ({ name, inputs: [x, y], run: () => () => measure(x, y), peers });

  yield xy('procrustes', (a, b) => procrustes(a, b, { score: 'radians' }), [
    'numpy procrustes',
    'netrep alpha 1',
    'resi procrustes',
  ]);
  yield xy('cka', linearCka, ['numpy cka', 'google cka']);
  yield xy('angular cka', (a, b) => angularCka(a, b) * (Math.PI / 2), ['netrep cka']);
  yield xy('cca of 20 components', (a, b) => ccaDistance(a, b, { regularisation: 0 }), ['numpy cca']);
  yield {
    name: 'pairwise procrustes, 20 networks',
    inputs: [stacked(networks)],
    run: () => async () => sum((await pairwise(procrustes, networks, { options: { score: 'radians' } })).data),
    peers: ['numpy pairwise', 'netrep pairwise'],
  };
}
