import { describe, expect, it } from 'vitest';
import {
  bootstrapCrossValidateModels,
  bootstrapModels,
  crossValidateModels,
  fixedModel,
  selectModel,
  standardErrors,
  testAgainstZero,
  weightedModel,
} from './index.js';
import { subjectRdms, unrelatedRdms } from './test-data.js';

const data = subjectRdms(6, 12, 1, 1);

describe('bootstrapCrossValidateModels', () => {
  it.each(['subjects', 'conditions', 'both'] as const)('is determined by its seed, over %s', (over) => {
    const run = (seed: number) => bootstrapCrossValidateModels([selectModel(data)], data, { over, samples: 20, seed });
    expect(run(1)).toEqual(run(1));
    expect(run(1).evaluations.data).not.toEqual(run(2).evaluations.data);
    expect(run(1).degreesOfFreedom).toBe(over === 'conditions' ? 11 : 5);
  });

  it('has the standard errors of the bootstrap without fitting where nothing is fitted', () => {
    // Of a fixed model all folds of subjects together are all subjects, so choosing folds adds next to nothing.
    const models = [fixedModel(data[0]), fixedModel(unrelatedRdms(1, 12, 3)[0])];
    const options = { compare: 'pearson', over: 'subjects', samples: 1500 } as const;
    const expected = standardErrors(bootstrapModels(models, data, options));
    const found = bootstrapCrossValidateModels(models, data, { ...options, subjectFolds: 2, conditionFolds: 1 });
    // A fold of many copies counts as any other, which evens out what copied subjects weigh.
    standardErrors(found).forEach((error, i) => {
      expect(error / expected[i]).toBeGreaterThan(0.75);
      expect(error / expected[i]).toBeLessThan(1.1);
    });
  });

  it('takes out what choosing folds adds: less variance than of one cross-validation per sample', () => {
    const models = [weightedModel([...unrelatedRdms(3, 12, 5), data[0]])];
    const options = {
      compare: 'pearson',
      samples: 150,
      over: 'conditions',
      conditionFolds: 2,
      subjectFolds: 1,
    } as const;
    const corrected = bootstrapCrossValidateModels(models, data, options).covariance.data[0];
    const { evaluations, covariance } = bootstrapCrossValidateModels(models, data, { ...options, repeats: 12 });
    const mean = evaluations.data.reduce((sum, value) => sum + value, 0) / 150;
    const ofMeans = (evaluations.data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 149) * (12 / 11);
    expect(covariance.data[0]).toBeLessThan(ofMeans);
    // From 2 cross-validations of each sample or from 12: estimates of the same, the first a noisy one.
    expect(Math.abs(corrected / covariance.data[0] - 1)).toBeLessThan(0.6);
  });

  it('never fits to copies of what it tests: unrelated models stay at chance', () => {
    let [mean, significant] = [0, 0];
    for (let seed = 0; seed < 15; seed++) {
      const rdms = unrelatedRdms(16, 12, seed);
      const found = bootstrapCrossValidateModels([selectModel(rdms.slice(0, 10))], rdms.slice(10), {
        compare: 'pearson',
        samples: 30,
        subjectFolds: 2,
        conditionFolds: 1,
        seed,
      });
      mean += found.means[0] / 15;
      if (testAgainstZero(found)[0] < 0.05) significant++;
    }
    // 15 means with a standard deviation of about 0.05 each.
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(significant).toBeLessThanOrEqual(4);
  });

  it('scores a mixture that the data were made of as the ceiling', () => {
    const parts = unrelatedRdms(2, 12, 5);
    const mixed = parts[0].values.map((value, at) => value + 2 * parts[1].values[at]);
    const subjects = [1, 3, 0.5, 2].map((scale) => mixed.map((value) => scale * value));
    const found = bootstrapCrossValidateModels([weightedModel(parts)], subjects, { samples: 10, over: 'conditions' });
    expect(found.means[0]).toBeCloseTo(1, 10);
    expect(found.noiseCeiling.lower).toBeCloseTo(1, 10);
    expect(found.noiseCeiling.lower).toBeCloseTo(crossValidateModels([weightedModel(parts)], subjects).means[0], 10);
  });

  it('refuses what leaves nothing to test', () => {
    const run = (options: object) => () => bootstrapCrossValidateModels([weightedModel(data)], data, options);
    expect(run({ repeats: 1 })).toThrow(/repeats is 1; expected/);
    expect(run({ samples: 1 })).toThrow(/samples is 1; expected/);
    expect(run({ over: 'runs' })).toThrow(/over is 'runs'; expected 'subjects'/);
    expect(run({ conditionFolds: 1, subjectFolds: 1 })).toThrow(/to hold out/);
    expect(run({ conditionFolds: 5 })).toThrow(/at most 4/);
    expect(run({ conditionFolds: 4, samples: 2, over: 'conditions' })).toThrow(
      /in 1000 draws none had the 12 different conditions that are needed of 12; expected more conditions or fewer folds/,
    );
  });
});
