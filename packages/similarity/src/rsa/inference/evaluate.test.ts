import { ArgumentError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import {
  confidenceIntervals,
  evaluateModels,
  fixedModel,
  type ModelScores,
  standardErrors,
  testAgainstCeiling,
  testAgainstZero,
  testPairwise,
  weightedModel,
} from './index.js';
import { subjectRdms, unrelatedRdms } from './test-data.js';

const noiseCeiling = { lower: 4, upper: 5 };
/** Two models over subjects with scores (1, 2, 3) and (2, 2, 5): standard errors sqrt(1/3) and 1. */
const scores: ModelScores = {
  means: Float64Array.of(2, 3),
  covariance: { rows: 2, columns: 2, data: Float64Array.of(1 / 3, 0.5, 0.5, 1) },
  degreesOfFreedom: 2,
  noiseCeiling,
};
/** P(T > t) of two degrees of freedom. */
const tailOfTwo = (t: number) => 0.5 - t / (2 * Math.sqrt(2 + t * t));

describe('t tests of models', () => {
  it('give the p values of two degrees of freedom in closed form', () => {
    expect(testAgainstZero(scores)[0]).toBeCloseTo(tailOfTwo(2 * Math.sqrt(3)), 12);
    expect(testAgainstZero(scores)[1]).toBeCloseTo(tailOfTwo(3), 12);
    expect(testAgainstCeiling(scores)[1]).toBeCloseTo(2 * tailOfTwo(1), 12);
    const { data } = testPairwise(scores);
    expect(data[1]).toBeCloseTo(2 * tailOfTwo(1 / Math.sqrt(1 / 3)), 12);
    expect([data[0], data[3], data[2]]).toEqual([1, 1, data[1]]);
  });

  it('give standard errors and intervals', () => {
    expect(standardErrors(scores)[0]).toBeCloseTo(Math.sqrt(1 / 3), 12);
    // The t that 2.5 % exceed, of two degrees of freedom: 0.95 sqrt(2 / (1 - 0.95^2)).
    const reach = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
    const { data } = confidenceIntervals(scores);
    expect(data[2]).toBeCloseTo(3 - reach, 10);
    expect(data[3]).toBeCloseTo(3 + reach, 10);
    expect(() => confidenceIntervals(scores, 1)).toThrow(ArgumentError);
  });

  it('find no difference between a model and its copy', () => {
    const [rdm] = unrelatedRdms(1, 6, 1);
    const same = evaluateModels([fixedModel(rdm), fixedModel(rdm.values.map((v) => 3 * v))], subjectRdms(5, 6, 1, 2));
    expect(testPairwise(same).data[1]).toBe(1);
  });

  it('have p values uniform where models are unrelated to the data', () => {
    const p: number[] = [];
    const pairs: number[] = [];
    for (let seed = 0; seed < 300; seed++) {
      // Each subject's RDM is of its own patterns, so that scores are independent with mean 0.
      const [a, b, ...data] = unrelatedRdms(10, 6, seed);
      const found = evaluateModels([fixedModel(a), fixedModel(b)], data, { compare: 'pearson' });
      p.push(testAgainstZero(found)[0]);
      pairs.push(testPairwise(found).data[1]);
    }
    for (const values of [p, pairs])
      for (const level of [0.05, 0.25, 0.5, 0.75]) {
        const share = values.filter((value) => value < level).length / values.length;
        expect(Math.abs(share - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / values.length));
      }
  });
});

describe('evaluateModels', () => {
  it('has the unbiased covariance of mean scores', () => {
    const { evaluations, means, covariance } = evaluateModels(
      unrelatedRdms(2, 6, 3).map(fixedModel),
      subjectRdms(4, 6, 1, 4),
    );
    const [x, y] = [evaluations.data.slice(0, 4), evaluations.data.slice(4)];
    const sum = x.reduce((total, value, at) => total + (value - means[0]) * (y[at] - means[1]), 0);
    expect(covariance.data[1]).toBeCloseTo(sum / 12, 14);
  });

  it('refuses bad input', () => {
    const data = subjectRdms(3, 5, 1, 5);
    const model = fixedModel(unrelatedRdms(1, 5, 6)[0]);
    expect(() => evaluateModels([], data)).toThrow(/at least one model/);
    expect(() => evaluateModels([model], data.slice(0, 1))).toThrow(/at least 2/);
    expect(() => evaluateModels([fixedModel([1, 2, 3])], data)).toThrow(/same conditions/);
    expect(() => evaluateModels([weightedModel(data)], data)).toThrow(/without parameters/);
    expect(() => evaluateModels([model], data, { compare: 'cosinus' as 'cosine' })).toThrow(/cosine/);
  });
});
