import { describe, expect, it } from 'vitest';
import { evaluateModels, fixedModel, type ModelEvaluation } from './index.js';
import { signedRankAgainstCeiling, signedRankAgainstZero, signedRankPairwise } from './signed-rank.js';
import { unrelatedRdms } from './test-data.js';

const of = (rows: readonly (readonly number[])[], lower = 0): ModelEvaluation => ({
  evaluations: { rows: rows.length, columns: rows[0].length, data: Float64Array.from(rows.flat()) },
  means: new Float64Array(rows.length),
  covariance: { rows: rows.length, columns: rows.length, data: new Float64Array(rows.length ** 2) },
  degreesOfFreedom: rows[0].length - 1,
  noiseCeiling: { lower, upper: 1 },
});

describe('signed-rank tests', () => {
  it('have the p values that counting sign flips gives', () => {
    // All five positive: 1 of 32. One negative of rank 2: sums of negative ranks up to 2 are {}, {1}, {2}: 3 of 32.
    const [all, one] = signedRankAgainstZero(
      of([
        [1, 2, 3, 4, 5],
        [1, -2, 3, 4, 5],
      ]),
    );
    expect(all).toBe(1 / 32);
    expect(one).toBe(3 / 32);
  });

  it('share ranks between ties and leave zeros out', () => {
    // Ranks 1.5, 1.5, 3, signs + - +: a sum of at least 4.5 in 3 of 8 flips.
    expect(signedRankAgainstZero(of([[1, -1, 2, 0]]))[0]).toBe(3 / 8);
    expect(signedRankAgainstZero(of([[0, 0]]))[0]).toBe(1);
  });

  it('are two-sided between models and against the ceiling', () => {
    const scores = of(
      [
        [1, 2, 3, 4, 5],
        [0, 0, 0, 0, 0],
      ],
      6,
    );
    expect([...signedRankPairwise(scores).data]).toEqual([1, 2 / 32, 2 / 32, 1]);
    expect([...signedRankAgainstCeiling(scores)]).toEqual([2 / 32, 2 / 32]);
    expect(
      signedRankPairwise(
        of([
          [1, 2],
          [1, 2],
        ]),
      ).data[1],
    ).toBe(1);
  });

  it('keep their level for unrelated models', () => {
    let significant = 0;
    for (let seed = 0; seed < 200; seed++) {
      const [model, ...data] = unrelatedRdms(9, 6, seed);
      if (signedRankAgainstZero(evaluateModels([fixedModel(model)], data, { compare: 'pearson' }))[0] <= 0.1)
        significant++;
    }
    expect(significant).toBeGreaterThan(5);
    expect(significant).toBeLessThan(40);
  });
});
