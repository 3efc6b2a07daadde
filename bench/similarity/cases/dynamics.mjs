import { dpca } from '@lrsim/analysis';
import { alignOperators, dmd, dsa, dsaWasserstein, pairwise } from '@lrsim/similarity';
import { latentActivity, linearSystem, randomOperator, stacked } from '../inputs.mjs';

const sum = (values) => values.reduce((total, value) => total + value, 0);

const square = ({ data, shape: [rows, columns] }) => ({ rows, columns, data });

/** Demixed components and dynamics. */
export function* dynamicsCases() {
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

  const long = latentActivity(300 * 5, 100, 'long');
  const trajectories = { data: long.data, shape: [300, 5, 100] };
  yield {
    name: 'dpca of all components, 100 units x 300 x 5',
    inputs: [trajectories],
    run: () => () => dpca(trajectories, { labels: 'tc', components: 100, unitAxis: 'last' }),
    summary: firstEncoder,
    peers: ['dPCA fit_transform'],
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
