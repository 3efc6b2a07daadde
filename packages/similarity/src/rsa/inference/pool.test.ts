import { ArgumentError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { compareRdms } from '../compare.js';
import { poolRdms, rdmNoiseCeiling } from './index.js';
import { subjectRdms, unrelatedRdms } from './test-data.js';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('poolRdms', () => {
  it('averages RDMs over their root mean square', () => {
    const { values } = poolRdms([
      [3, 0, 0],
      [0, 2, 0],
    ]);
    for (const at of [0, 1]) expect(values[at]).toBeCloseTo(Math.sqrt(3) / 2, 14);
    expect(values[2]).toBe(0);
  });

  it('averages ranks for rank coefficients', () => {
    const rdms = [
      [1, 5, 9],
      [7, 2, 2],
    ];
    expect([...poolRdms(rdms, { compare: 'tau-a' }).values]).toEqual([2, 1.75, 2.25]);
  });

  it('shifts z-scored means to a minimum of 0', () => {
    const { values } = poolRdms(subjectRdms(4, 6, 1, 1), { compare: 'pearson' });
    expect(Math.min(...values)).toBe(0);
  });

  it.each(['cosine', 'pearson'] as const)('is the optimum of %s: no mixture of subjects compares better', (compare) => {
    const rdms = subjectRdms(5, 7, 1, 2);
    const score = (candidate: ArrayLike<number>) => mean(rdms.map((rdm) => compareRdms(candidate, rdm, { compare })));
    const pool = poolRdms(rdms, { compare }).values;
    const best = score(pool);
    for (const { values } of [...rdms, ...unrelatedRdms(5, 7, 3)]) {
      expect(score(values)).toBeLessThan(best);
      expect(score(pool.map((value, at) => value + 0.01 * values[at]))).toBeLessThanOrEqual(best + 1e-12);
    }
  });

  it('takes a pair from the subjects that have it', () => {
    const { values } = poolRdms(
      [
        [1, Number.NaN, 3],
        [5, 2, Number.NaN],
        [3, Number.NaN, 5],
      ],
      { compare: 'euclidean' },
    );
    expect([...values]).toEqual([3, 2, 4]);
  });

  it('refuses what has no scale', () => {
    expect(() => poolRdms([])).toThrow(ArgumentError);
    expect(() => poolRdms([[0, 0, 0]])).toThrow(/rdms\[0\] has dissimilarities of 0 only/);
    expect(() => poolRdms([[2, 2, 2]], { compare: 'pearson' })).toThrow(/3 equal dissimilarities/);
    expect(() => poolRdms([[Number.NaN, Number.NaN, Number.NaN]])).toThrow(/no dissimilarity that is not NaN/);
    expect(() => poolRdms([[1, 2, 3], [1]])).toThrow(/same conditions/);
  });
});

describe('rdmNoiseCeiling', () => {
  it('is 1 for subjects alike up to scale', () => {
    const [{ values }] = subjectRdms(1, 6, 0, 4);
    const { lower, upper } = rdmNoiseCeiling([values, values.map((v) => 3 * v), values.map((v) => v / 7)]);
    expect(lower).toBeCloseTo(1, 12);
    expect(upper).toBeCloseTo(1, 12);
  });

  it('of two subjects is at its lower end how they compare with one another', () => {
    const [a, b] = subjectRdms(2, 6, 1, 5);
    for (const compare of ['cosine', 'spearman', 'tau-b', 'whitened-pearson', 'bures'] as const)
      expect(rdmNoiseCeiling([a, b], { compare }).lower).toBeCloseTo(compareRdms(a, b, { compare }), 9);
  });

  it('has its ends in order, nearer to 1 the less noise there is', () => {
    const [little, much] = [0.2, 1.5].map((noise) =>
      rdmNoiseCeiling(subjectRdms(6, 8, noise, 6), { compare: 'pearson' }),
    );
    for (const { lower, upper } of [little, much]) expect(lower).toBeLessThan(upper);
    expect(little.lower).toBeGreaterThan(much.lower);
  });

  it('refuses one subject', () => {
    expect(() => rdmNoiseCeiling([[1, 2, 3]])).toThrow(/at least 2/);
  });
});
