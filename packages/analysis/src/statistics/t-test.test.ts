import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanAndSd } from './mean-and-sd.js';
import { oneSampleTTest, pairedTTest, tTest } from './t-test.js';

const a = [1.2, 3.4, 2.2, 5.1, 4];
const b = [2, 4.4, 3.9, 7.2, 4.1];

describe('tTest', () => {
  it('agrees with SciPy 1.17', () => {
    const student = tTest(a, b);
    expect(student.t).toBeCloseTo(-1.0585546862572606, 14);
    expect(student.pValue).toBeCloseTo(0.3207151149177946, 14);
    expect(student.interval[0]).toBeCloseTo(-3.62342834646321, 12);
    expect(student.interval[1]).toBeCloseTo(1.343428346463209, 12);
    const welch = tTest(a, b, { variances: 'unequal' });
    expect(welch.degreesOfFreedom).toBeCloseTo(7.694752303515779, 13);
    expect(welch.pValue).toBeCloseTo(0.32189758854782063, 14);
    expect(tTest(a, b, { alternative: 'less' }).pValue).toBeCloseTo(0.1603575574588973, 14);
    expect(pairedTTest(a, b).pValue).toBeCloseTo(0.031203862080243894, 14);
    expect(oneSampleTTest(a, 2).pValue).toBeCloseTo(0.15839452542047228, 14);
  });

  it('is the same from values and from their mean, SD and number, of the population or the sample', () => {
    const options = { variances: 'unequal', alternative: 'greater' } as const;
    const expected = tTest(a, b, options);
    for (const ddof of [0, 1] as const) {
      const summary = (values: number[]) => ({ ...meanAndSd(values, { ddof }), count: values.length, ddof });
      const found = tTest(summary(a), summary(b), options);
      expect(found.t).toBeCloseTo(expected.t, 13);
      expect(found.pValue).toBeCloseTo(expected.pValue, 13);
    }
  });

  it('changes sign with its arguments, and its tails add up to 1', () => {
    // Thousandths no two of which are equal, so that every group varies.
    const group = fc
      .uniqueArray(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 2, maxLength: 8 })
      .map((values) => values.map((value) => value / 1000));
    fc.assert(
      fc.property(group, group, fc.constantFrom('equal' as const, 'unequal' as const), (x, y, variances) => {
        const p = (alternative: 'two-sided' | 'greater' | 'less') => tTest(x, y, { variances, alternative }).pValue;
        expect(p('greater') + p('less')).toBeCloseTo(1, 12);
        expect(p('two-sided')).toBeCloseTo(2 * Math.min(p('greater'), p('less')), 12);
        expect(tTest(y, x, { variances }).t).toBeCloseTo(-tTest(x, y, { variances }).t, 10);
      }),
    );
  });

  it('has an interval that touches 0 where p is 1 - confidence', () => {
    const { pValue } = tTest(a, b);
    expect(tTest(a, b, { confidence: 1 - pValue }).interval[1]).toBeCloseTo(0, 10);
  });

  it('says what is wrong', () => {
    expect(() => tTest([1], b)).toThrow('tTest: a has 1 value; expected at least 2');
    expect(() => tTest([1, 1], [2, 2])).toThrow('tTest: the values do not vary');
    expect(() => tTest([1, Number.NaN], b)).toThrow('tTest: a is NaN at [1]');
    expect(() => tTest({ mean: 1, sd: -1, count: 3 }, b)).toThrow('a.sd is -1');
    expect(() => tTest(a, b, { confidence: 1 })).toThrow('confidence is 1');
    expect(() => tTest(a, b, { alternative: 'more' as 'less' })).toThrow("no alternative named 'more'");
    expect(() => pairedTTest(a, [1])).toThrow('a has 5 values, b has 1');
  });
});

describe('The p values printed in the paper', () => {
  /** mean +- SD as printed, rounded to 3 digits. */
  type Printed = readonly [mean: number, sd: number];
  const rows: [string, Printed, Printed, printed: string][] = [
    ['Table 1, BPTT, gain 1.0 vs 0.0', [0.398, 0.007], [0.461, 0.006], '2.07e-5'],
    ['Table 1, BPTT, gain 1.0 vs 0.5', [0.398, 0.007], [0.423, 0.005], '1.94e-3'],
    ['Table 1, e-prop, gain 1.0 vs 0.0', [0.407, 0.008], [0.461, 0.007], '1.30e-4'],
    ['Table 1, e-prop, gain 1.0 vs 0.5', [0.407, 0.008], [0.437, 0.009], '5.71e-3'],
    ['Table 1, e-prop vs BPTT, gain 0.0', [0.461, 0.007], [0.461, 0.006], '0.985'],
    ['Table 1, e-prop vs BPTT, gain 0.5', [0.437, 0.009], [0.423, 0.005], '0.078'],
    ['Table 1, e-prop vs BPTT, gain 1.0', [0.407, 0.008], [0.398, 0.007], '0.173'],
    ['Table 1, e-prop vs BPTT, gain 1.5', [0.432, 0.008], [0.428, 0.01], '0.587'],
    ['Table 2, CCA', [0.273, 0.009], [0.272, 0.009], '0.953'],
    ['Table 2, CKA', [0.154, 0.006], [0.152, 0.015], '0.817'],
  ];
  const half = 0.0005;

  /** Smallest and largest p over all numbers that round to those printed. */
  function range([m, s]: Printed, [n, r]: Printed, count: number, variances: 'equal' | 'unequal') {
    const p = (difference: number, change: number) =>
      tTest({ mean: difference, sd: s + change, count }, { mean: 0, sd: r + change, count }, { variances }).pValue;
    const difference = Math.abs(m - n);
    return [p(difference + 2 * half, -half), p(Math.max(0, difference - 2 * half), half)];
  }

  /** Whether a printed p can come from the printed means and SDs. */
  function fits([, x, y, printed]: (typeof rows)[number], count: number, variances: 'equal' | 'unequal') {
    const [digits, exponent = '0'] = printed.split('e');
    const rounding = 0.5 * 10 ** (Number(exponent) - digits.split('.')[1].length);
    const [low, high] = range(x, y, count, variances);
    return Number(printed) + rounding >= low && Number(printed) - rounding <= high;
  }

  it.each(rows)('%s follows from mean +- population SD of 4 seeds, two-sided', (...row) => {
    expect(fits(row, 4, 'equal')).toBe(true);
    expect(fits(row, 4, 'unequal')).toBe(true);
  });

  it('does not follow for any other number of seeds', () => {
    for (const count of [3, 5, 6, 7, 8, 9, 10]) expect(rows.every((row) => fits(row, count, 'equal'))).toBe(false);
  });
});
