import { type MatrixInput, type Metric, toMatrix } from '@lrsim/core';
import { describeMetric } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { defineMetric } from './define-metric.js';
import { metricNamed } from './metric-named.js';
import { metrics } from './metrics.js';
import { procrustes } from './shape/procrustes.js';
import { stochasticMeasures } from './stochastic/measures.js';

// The default ridge of CCA breaks its invariance to any mixing of the units by less than the suite can tell.
const settings = {
  cca: { nearly: ['invertible-linear'] },
  'aligned-cosine': { refusesConstant: false },
  // Counts of samples and ranks, which may come out equal; cycle-knn is below 1 for equal data.
  'cycle-knn': { selfIsClosest: false, nearly: ['unit-scaling'] },
  // At its default epsilon all units match, or none.
  'maximum-match': { selfIsClosest: false, nearly: ['translation', 'rotation', 'invertible-linear'] },
  'gromov-wasserstein': { pairedSamples: false },
  imd: { pairedSamples: false },
  'geometry-score': { pairedSamples: false, options: { repeats: 4, landmarks: 20 } as never },
  barcode: { pairedSamples: false },
  ensd: { selfIsClosest: false },
  // One number of each: unrelated data may happen to agree in it.
  'magnitude-difference': { pairedSamples: false, selfIsClosest: false },
  'concentricity-difference': { pairedSamples: false },
  'uniformity-difference': { pairedSamples: false },
  // Trials of different lengths can be compared, and one that stays where it is has dynamics, too.
  dsa: { pairedSamples: false, refusesConstant: false, trialsMatter: true },
  'dsa-euclidean': { pairedSamples: false, refusesConstant: false, trialsMatter: true },
  'dsa-wasserstein': { pairedSamples: false, refusesConstant: false, trialsMatter: true },
  'lcs-knn': { nearly: ['invertible-linear'] },
  hsic: { selfIsClosest: false },
  'pls-covariance': { selfIsClosest: false },
  // Of the predictor any mixing is ignored, of the targets none.
  'linear-predictivity': { nearly: ['rotation', 'invertible-linear'] },
  'ridge-predictivity': { selfIsClosest: false, nearly: ['rotation'] },
  'ridge-cv-predictivity': { nearly: ['rotation'] },
  // With as many components as units it is least squares.
  'pls-predictivity': { nearly: ['rotation', 'invertible-linear'] },
  'kernel-ridge-predictivity': { selfIsClosest: false, nearly: ['rotation'] },
  'linear-regression': { nearly: ['unit-scaling', 'invertible-linear'] },
} as const;
for (const [name, metric] of Object.entries<Metric>(metrics).filter(([one]) => !(one in stochasticMeasures)))
  describeMetric({ describe, it }, metric, settings[name as keyof typeof settings]);
// Of single trials: the suite's samples are read as 15 conditions of 4 repeats, without repeats there is nothing to refuse.
for (const measure of [
  stochasticMeasures['gaussian-stochastic'],
  // The unbiased estimate of a distance of 0 may be anything near it.
  defineMetric('energy-stochastic, biased', biasedEnergy, stochasticMeasures['energy-stochastic']),
]) {
  const ofTrials = (x: MatrixInput, y: MatrixInput) => measure(asTrials('x', x), asTrials('y', y));
  const metric = defineMetric(`${measure.name} of samples`, ofTrials, measure);
  // Hundreds of searches from 22 starts each.
  const patient = { describe, it: (title: string, test: () => void | Promise<void>) => it(title, test, 120_000) };
  describeMetric(patient, metric, { pairedSamples: false, refusesConstant: false });
}
// The other scores of procrustes that promise what the default does, but for the range.
for (const [score, largest] of [
  ['radians', Math.PI / 2],
  ['unit-euclidean', Math.SQRT2],
] as const) {
  const metric = defineMetric(`procrustes, ${score}`, procrustes, { ...procrustes, range: [0, largest] });
  describeMetric({ describe, it }, metric, { options: { score } });
}

function asTrials(argument: string, input: MatrixInput) {
  const { rows, columns, data } = toMatrix('metrics.test', argument, input);
  return { data, shape: [rows / 4, 4, columns] };
}

function biasedEnergy(x: MatrixInput, y: MatrixInput) {
  return stochasticMeasures['energy-stochastic'](x, y, { estimator: 'biased' });
}

describe('metrics', () => {
  it('are listed under their own names', () => {
    for (const [name, metric] of Object.entries(metrics)) expect(metric.name).toBe(name);
  });

  it('are found by name, and the nearest is named for an unknown one', () => {
    expect(metricNamed('cca')).toBe(metrics.cca);
    expect(() => metricNamed('procustes')).toThrow("there is no metric named 'procustes'. Did you mean 'procrustes'?");
  });
});
