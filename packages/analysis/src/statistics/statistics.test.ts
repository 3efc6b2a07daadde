import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { adjustPValues } from './adjust-p-values.js';
import { bootstrapInterval } from './bootstrap.js';
import { effectSize } from './effect-size.js';
import { permutationTest } from './permutation-test.js';

const a = [1.2, 3.4, 2.2, 5.1, 4];
const b = [2, 4.4, 3.9, 7.2, 4.1];
const normals = (count: number, label: string, mean = 0) => {
  const rng = createRng(label);
  return Array.from({ length: count }, () => mean + rng.normal());
};
const near = (found: ArrayLike<number>, expected: readonly number[]) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(found[i]).toBeCloseTo(value, 12);
  });
};

describe('adjustPValues', () => {
  const p = [0.01, 0.04, 0.03, 0.005, 0.2];

  it('gives the textbook values, in the order of the input', () => {
    near(adjustPValues(p, 'bonferroni'), [0.05, 0.2, 0.15, 0.025, 1]);
    near(adjustPValues(p), [0.04, 0.09, 0.09, 0.025, 0.2]);
    near(adjustPValues(p, 'hochberg'), [0.04, 0.08, 0.08, 0.025, 0.2]);
    near(adjustPValues(p, 'benjamini-hochberg'), [0.025, 0.05, 0.05, 0.025, 0.2]);
    const c = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5;
    near(adjustPValues(p, 'benjamini-yekutieli'), [0.025 * c, 0.05 * c, 0.05 * c, 0.025 * c, 0.2 * c]);
  });

  it('leaves one test and no test as they are', () => {
    for (const correction of ['bonferroni', 'holm', 'hochberg', 'benjamini-hochberg', 'benjamini-yekutieli'] as const) {
      near(adjustPValues([0.3], correction), [0.3]);
      near(adjustPValues([], correction), []);
    }
  });

  it('refuses what is no p value', () => {
    expect(() => adjustPValues([0.1, 1.2])).toThrow('pValues[1] is 1.2');
    expect(() => adjustPValues([Number.NaN])).toThrow('pValues[0] is NaN');
    expect(() => adjustPValues(p, 'holmes' as 'holm')).toThrow("Did you mean 'holm'");
  });
});

describe('permutationTest', () => {
  it('looks at every relabelling of few values', () => {
    const found = permutationTest(a, b);
    expect(found).toMatchObject({ exact: true, permutations: 252 });
    expect(found.pValue).toBeCloseTo(88 / 252, 14);
    expect(found.difference).toBeCloseTo(-1.14, 14);
    expect(permutationTest(a, b, { alternative: 'less' }).pValue).toBeCloseTo(44 / 252, 14);
    expect(permutationTest([...a, 3], b).pValue).toBeCloseTo(permutationTest(b, [...a, 3]).pValue, 14);
    expect(permutationTest(a, b, { paired: true })).toMatchObject({ exact: true, permutations: 32, pValue: 2 / 32 });
  });

  it('draws relabellings of many, the same for the same seed, near the exact share', () => {
    const options = { permutations: 200 };
    expect(permutationTest(a, b, options)).toEqual(permutationTest(a, b, options));
    expect(permutationTest(a, b, options).exact).toBe(false);
    expect(permutationTest(a, b, options).pValue).toBeGreaterThan(0.25);
    expect(permutationTest(a, b, options).pValue).toBeLessThan(0.45);
    const apart = permutationTest(normals(30, 'x'), normals(30, 'y', 5), { permutations: 500 });
    expect(apart.pValue).toBe(1 / 501);
  });

  it('draws uniformly: p of two samples of one distribution is not too often small', () => {
    const p = Array.from(
      { length: 200 },
      (_, i) =>
        permutationTest(normals(12, `a${i}`), normals(12, `b${i}`), { permutations: 99, rng: createRng(i) }).pValue,
    );
    const share = p.filter((value) => value <= 0.2).length / 200;
    expect(share).toBeGreaterThan(0.12);
    expect(share).toBeLessThan(0.28);
  });

  it('counts equal differences as equal also where the values have a large common offset', () => {
    const shift = (values: readonly number[]) => values.map((value) => value + 1e6);
    expect(permutationTest(shift([1, 2, 3]), shift([2, 3, 4])).pValue).toBe(
      permutationTest([1, 2, 3], [2, 3, 4]).pValue,
    );
    expect(permutationTest([1, 1], [1, 1]).pValue).toBe(1);
  });

  it('says what is wrong', () => {
    expect(() => permutationTest([], b)).toThrow('a has 0 values');
    expect(() => permutationTest([1], b, { paired: true })).toThrow('a has 1 values, b has 5');
  });
});

describe('bootstrapInterval', () => {
  it('covers the mean about as often as it says', () => {
    let covered = 0;
    for (let i = 0; i < 150; i++) {
      const { interval } = bootstrapInterval(normals(40, `boot ${i}`), {
        samples: 400,
        confidence: 0.9,
        rng: createRng(i),
      });
      if (interval[0] <= 0 && 0 <= interval[1]) covered++;
    }
    expect(covered / 150).toBeGreaterThan(0.8);
    expect(covered / 150).toBeLessThan(0.97);
  });

  it('has the standard error of the mean, and the same bytes for the same seed', () => {
    const values = normals(100, 'error');
    const found = bootstrapInterval(values, { samples: 4000 });
    expect(found).toEqual(bootstrapInterval(values, { samples: 4000 }));
    expect(found.standardError).toBeGreaterThan(0.08);
    expect(found.standardError).toBeLessThan(0.12);
  });

  it('takes another statistic, and reflects the interval with method basic', () => {
    const statistic = (values: Float64Array) => Math.max(...values);
    const { estimate, interval } = bootstrapInterval(a, { statistic });
    const basic = bootstrapInterval(a, { statistic, method: 'basic' });
    expect(estimate).toBe(5.1);
    expect(basic.interval).toEqual([2 * 5.1 - interval[1], 2 * 5.1 - interval[0]]);
  });

  it('says what is wrong', () => {
    expect(() => bootstrapInterval([1])).toThrow('values has 1 values');
    expect(() => bootstrapInterval(a, { confidence: 95 })).toThrow('confidence is 95');
    expect(() => bootstrapInterval(a, { statistic: () => Number.NaN })).toThrow('statistic is NaN');
  });
});

describe('effectSize', () => {
  it('divides the difference by the SD of its kind', () => {
    expect(effectSize([1, 2, 3], [3, 4, 5])).toBeCloseTo(-2, 14);
    expect(effectSize([1, 2, 3], [3, 4, 5], 'hedges-g')).toBeCloseTo(-2 * (1 - 3 / 15), 14);
    expect(effectSize([1, 2, 3], [3, 5, 7], 'glass-delta')).toBeCloseTo(-3 / 2, 14);
    expect(effectSize([1, 2, 6], [0, 1, 2], 'paired')).toBeCloseTo(2 / Math.sqrt(3), 14);
    expect(effectSize({ mean: 2, sd: 1, count: 5, ddof: 1 }, { mean: 0, sd: 1, count: 5, ddof: 1 })).toBeCloseTo(2, 14);
  });

  it('refuses groups that do not vary and paired summaries', () => {
    expect(() => effectSize([1, 1], [2, 2])).toThrow('do not vary');
    expect(() => effectSize({ mean: 1, sd: 1, count: 3 }, [1, 2, 3], 'paired')).toThrow('a and b are summaries');
  });
});
