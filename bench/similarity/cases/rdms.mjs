import { createRng } from '@lrsim/core';
import { bootstrapModels, compareRdms, crossnobisRdm, evaluateModels, fixedModel, rdm, rsa } from '@lrsim/similarity';
import { latentActivity, stacked } from '../inputs.mjs';

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Representational dissimilarity matrices. */
export function* rdmCases() {
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

  const [x, y] = [latentActivity(3600, 400, 'x'), latentActivity(3600, 762, 'y')];
  yield {
    name: 'correlation RDMs compared by rank, 3600 samples',
    inputs: [x, y],
    run: () => () => rsa(x, y, { kind: 'correlation', compare: 'spearman' }),
    peers: ['scipy rsa'],
  };
}
