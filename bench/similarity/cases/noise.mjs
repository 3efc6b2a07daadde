import { energyStochastic, gaussianStochasticDistance } from '@lrsim/similarity';
import { conditionMoments, noisyResponses } from '../inputs.mjs';

/** Distributions of responses. */
export function* noiseCases() {
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
}
