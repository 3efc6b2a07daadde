import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import {
  bootstrapModels,
  crossValidateModels,
  dualBootstrapModels,
  evaluateModels,
  fixedModel,
  percentileIntervals,
  selectModel,
  standardErrors,
  testAgainstZero,
  testPairwise,
  weightedModel,
} from './index.js';
import { drawn, randomFolds } from './resample.js';
import { subjectRdms, unrelatedRdms } from './test-data.js';

const data = subjectRdms(6, 9, 1, 1);
const models = [data[0], ...unrelatedRdms(2, 9, 2)].map(fixedModel);

describe('bootstrapModels', () => {
  it('over subjects has the standard errors of the mean', () => {
    const options = { compare: 'pearson' } as const;
    const expected = standardErrors(evaluateModels(models, data, options));
    const found = bootstrapModels(models, data, { ...options, over: 'subjects', samples: 1500 });
    standardErrors(found).forEach((error, i) => {
      expect(Math.abs(error / expected[i] - 1)).toBeLessThan(0.1);
    });
    expect(found.degreesOfFreedom).toBe(5);
  });

  it.each(['subjects', 'conditions', 'both'] as const)('is determined by its seed, over %s', (over) => {
    const run = (seed: number) => bootstrapModels(models, data, { over, samples: 20, seed });
    expect(run(1)).toEqual(run(1));
    expect(run(1).evaluations.data).not.toEqual(run(2).evaluations.data);
    expect(bootstrapModels(models, data, { over, samples: 20, rng: createRng(1) })).toEqual(run(1));
  });

  it('leaves out pairs of a condition and its copy: a perfect model stays perfect', () => {
    const [rdm] = data;
    const copies = [rdm, rdm, rdm];
    const found = bootstrapModels([fixedModel(rdm)], copies, { over: 'conditions', samples: 50 });
    for (const value of found.evaluations.data) expect(value).toBeCloseTo(1, 12);
    for (const value of found.noiseCeilings.data) expect(value).toBeCloseTo(1, 12);
  });

  it('has intervals around its scores', () => {
    const found = bootstrapModels(models, data, { samples: 200 });
    const { data: ends } = percentileIntervals(found, 0.9);
    models.forEach((_, i) => {
      const scores = Array.from({ length: 200 }, (_, at) => found.evaluations.data[at * models.length + i]);
      const inside = scores.filter((value) => value >= ends[2 * i] && value <= ends[2 * i + 1]).length;
      expect(inside).toBe(180);
    });
  });

  it('takes variances of conditions along', () => {
    const conditionCovariance = [1, 2, 3, 1, 2, 3, 1, 2, 3];
    const options = { compare: 'whitened-cosine', samples: 5, over: 'conditions' } as const;
    const found = bootstrapModels([models[0]], data, { ...options, conditionCovariance });
    for (const value of found.evaluations.data) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    expect(found.evaluations.data).not.toEqual(bootstrapModels([models[0]], data, options).evaluations.data);
    const matrix = conditionCovariance.map((variance, i) =>
      conditionCovariance.map((_, j) => (i === j ? variance : 0)),
    );
    expect(() => bootstrapModels(models, data, { ...options, conditionCovariance: matrix })).toThrow(
      /list of variances/,
    );
  });

  it('refuses bad input', () => {
    expect(() => bootstrapModels(models, data, { samples: 1 })).toThrow(/samples/);
    expect(() => bootstrapModels(models, data, { over: 'runs' as 'both' })).toThrow(/expected 'subjects'/);
    expect(() => bootstrapModels([fixedModel([1])], [[1], [2]])).toThrow(/2 conditions; expected at least 3/);
    expect(() => bootstrapModels([selectModel(data)], data)).toThrow(/without parameters/);
  });
});

describe('dualBootstrapModels', () => {
  it('has variances between those over one factor and those over both', () => {
    const options = { samples: 300, compare: 'pearson' } as const;
    const variances = ({ data: entries }: { data: Float64Array }) =>
      models.map((_, i) => entries[i * (models.length + 1)]);
    const dual = dualBootstrapModels(models, data, options);
    const both = bootstrapModels(models, data, options);
    expect(dual.evaluations).toEqual(both.evaluations);
    variances(dual.covariance).forEach((variance, i) => {
      expect(variance).toBeGreaterThan(0);
      expect(variance).toBeLessThanOrEqual(variances(both.covariance)[i]);
    });
    for (const p of [...testAgainstZero(dual), ...testPairwise(dual).data]) {
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
    }
  });

  it('combines the three bootstraps of the same draws', () => {
    const options = { samples: 100, compare: 'spearman' } as const;
    const dual = dualBootstrapModels(models, data, options);
    // Uncorrected variances over samples: 6 subjects, 9 conditions.
    const raw = (over: 'subjects' | 'conditions' | 'both', n: number) => {
      const { covariance } = bootstrapModels(models, data, { ...options, over });
      return covariance.data.map((value) => (value * (n - 1)) / n);
    };
    const [s, c, b] = [raw('subjects', 6), raw('conditions', 9), raw('both', 6)];
    const combined = (at: (entries: Float64Array) => number) => {
      const [subjects, conditions] = [(6 / 5) * at(s), (9 / 8) * at(c)];
      const sum = subjects + conditions - (6 / 5) * (9 / 8) * (at(b) - at(s) - at(c));
      return Math.min(at(b), Math.max(sum, subjects, conditions));
    };
    const ofDual = (at: (entries: Float64Array) => number) => at(dual.covariance.data);
    for (const at of [
      (v: Float64Array) => v[0],
      (v: Float64Array) => v[8],
      (v: Float64Array) => v[0] + v[4] - 2 * v[1],
      (v: Float64Array) => v[4] + v[8] - 2 * v[5],
    ])
      expect(ofDual(at)).toBeCloseTo(combined(at), 14);
  });

  it('seldom finds an unrelated model better than chance', () => {
    let significant = 0;
    for (let seed = 0; seed < 30; seed++) {
      const [model, ...subjects] = unrelatedRdms(7, 8, seed);
      const found = dualBootstrapModels([fixedModel(model)], subjects, { compare: 'pearson', samples: 40, seed });
      if (testAgainstZero(found)[0] < 0.05) significant++;
    }
    expect(significant).toBeLessThanOrEqual(6);
  });
});

describe('crossValidateModels', () => {
  it('scores a mixture that the data were made of as the ceiling', () => {
    const parts = unrelatedRdms(2, 9, 5);
    const mixed = parts[0].values.map((value, at) => value + 2 * parts[1].values[at]);
    const subjects = [mixed, mixed.map((value) => 3 * value), mixed.map((value) => value / 2)];
    const { means, noiseCeiling, evaluations } = crossValidateModels(
      [weightedModel(parts), fixedModel(parts[0])],
      subjects,
    );
    expect(means[0]).toBeCloseTo(1, 10);
    expect(noiseCeiling.lower).toBeCloseTo(1, 10);
    expect(means[1]).toBeLessThan(0.99);
    expect([evaluations.rows, evaluations.columns]).toEqual([2, 9]);
  });

  it('gives no credit for fitting noise', () => {
    // Of unrelated RDMs, the best of many in training is at chance on average in test.
    let [inside, outside] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const rdms = unrelatedRdms(26, 9, seed);
      const [model, subjects] = [selectModel(rdms.slice(0, 20)), rdms.slice(20)];
      outside +=
        crossValidateModels([model], subjects, { compare: 'pearson', subjectFolds: 2, conditionFolds: 1, seed })
          .means[0] / 40;
      inside +=
        Math.max(...evaluateModels(rdms.slice(0, 20).map(fixedModel), subjects, { compare: 'pearson' }).means) / 40;
    }
    expect(inside).toBeGreaterThan(0.1);
    expect(Math.abs(outside)).toBeLessThan(0.06);
  });

  it('is determined by its seed, and repeats with other folds', () => {
    const run = (seed: number) => crossValidateModels([weightedModel(data)], data, { seed, repeats: 2 });
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
    expect(run(3).evaluations.columns).toBe(2 * 3 * 5);
  });

  it('refuses folds that cannot be tested', () => {
    expect(() => crossValidateModels(models, data, { conditionFolds: 4 })).toThrow(/at most 3/);
    expect(() => crossValidateModels(models, data, { subjectFolds: 7 })).toThrow(/at most 6/);
    expect(() => crossValidateModels(models, data, { subjectFolds: 1, conditionFolds: 1 })).toThrow(/to hold out/);
  });
});

describe('draws', () => {
  it('are folds of all, once each, and integers below n', () => {
    const folds = randomFolds(11, 3, createRng(1));
    expect(folds.map((fold) => fold.length)).toEqual([4, 4, 3]);
    expect(folds.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, at) => at));
    for (const at of drawn(50, createRng(2))) expect(at >= 0 && at < 50).toBe(true);
  });
});
