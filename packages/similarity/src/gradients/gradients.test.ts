import type { MatrixInput } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { describeWithReference, goldenArray, goldenEntries } from '@lrsim/test-support';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal } from '../../test/geometry.js';
import { measures, procrustesScores, unregularised } from '../../test/gradient-measures.js';
import { ccaDistance } from '../cca/cca-distance.js';
import { angularCka, ckaDistance, linearCka } from '../cka/linear-cka.js';
import { procrustes } from '../shape/procrustes.js';
import { ccaWithGradient, linearCkaWithGradient, procrustesWithGradient, ridgeWithGradient } from './index.js';

describe('values', () => {
  const [x, y] = [input(activity(30, 6, 'x')), input(activity(30, 4, 'y'))];
  it('are those of the measures', () => {
    for (const score of procrustesScores)
      expect(procrustesWithGradient(x, y, { score }).value).toBeCloseTo(procrustes(x, y, { score }), 12);
    expect(procrustesWithGradient(x, y).value).toBeCloseTo(procrustes(x, y), 12);
    expect(linearCkaWithGradient(x, y).value).toBeCloseTo(linearCka(x, y), 12);
    expect(linearCkaWithGradient(x, y, { score: 'distance' }).value).toBeCloseTo(ckaDistance(x, y), 12);
    expect(linearCkaWithGradient(x, y, { score: 'angular' }).value).toBeCloseTo(angularCka(x, y), 12);
    const [wide, other] = [input(activity(7, 30, 'x')), input(activity(7, 40, 'y'))];
    expect(linearCkaWithGradient(wide, other).value).toBeCloseTo(linearCka(wide, other), 12);
    expect(procrustesWithGradient(wide, other).value).toBeCloseTo(procrustes(wide, other), 12);
    expect(ccaWithGradient(x, y, { score: 'distance' }).value).toBeCloseTo(
      ccaDistance(x, y, { regularisation: 0 }),
      12,
    );
  });

  it('of ridge regression are R2, in units and in samples alike', () => {
    // Centred x = (-1, 0, 1), y = (-1, -1, 2): x'y = 3, x'x = 2, y'y = 6; penalty 1 gives w = 1, errors (0, -1, 1).
    const [a, b] = [
      [[4], [5], [6]],
      [[0], [0], [3]],
    ];
    expect(ridgeWithGradient(a, b).value).toBeCloseTo(1 - 2 / 6, 14);
    // w = 3/2: 1 - 9 / (2 * 6)
    expect(ridgeWithGradient(a, b, { penalty: 0 }).value).toBeCloseTo(9 / 12, 14);
    const doubled = a.map(([value]) => [value, value, value, value]);
    // Four copies are one unit of twice the size: penalty 4 on them is penalty 1 on it.
    expect(ridgeWithGradient(doubled, b, { penalty: 4 }).value).toBeCloseTo(1 - 2 / 6, 13);
    // A target that does not vary is left out of the mean, and changes nothing of the pooled value.
    const withConstant = b.map(([value]) => [value, 7]);
    for (const targets of ['pooled', 'mean'] as const) {
      const result = ridgeWithGradient(a, withConstant, { targets });
      expect(result.value).toBeCloseTo(1 - 2 / 6, 14);
      expect([...result.dY.data].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('gradients where there is a kink', () => {
  const x = activity(20, 4, 'x');
  const rotated = multiply(x, orthogonal(4, 'rotation'));
  const duplicated = input({
    rows: 20,
    columns: 5,
    data: Float64Array.from({ length: 100 }, (_, at) => x.data[Math.floor(at / 5) * 4 + Math.min(at % 5, 1)]),
  });
  const norm = ({ data }: { data: Float64Array }) => Math.hypot(...data);

  it.each(procrustesScores)('of procrustes %s at distance 0 are finite, and 0 for the same data', (score) => {
    const same = procrustesWithGradient(input(x), input(x), { score });
    expect(same.value).toBeLessThan(1e-13);
    expect([norm(same.dX), norm(same.dY)]).toEqual([0, 0]);
    const copy = procrustesWithGradient(input(x), input(rotated), { score });
    expect(copy.value).toBeLessThan(1e-12);
    // A distance that is 1-Lipschitz (over the norm, where it is of unit-norm data) has no longer subgradient.
    expect(norm(copy.dX)).toBeLessThan(1.1);
  });

  it('of the angle of CKA at distance 0 are 0', () => {
    const { value, dX } = linearCkaWithGradient(input(x), input(x), { score: 'angular' });
    expect([value, norm(dX)]).toEqual([0, 0]);
  });

  it('are exact just beside distance 0', () => {
    const noise = activity(20, 4, 'noise');
    const near = input({ ...x, data: x.data.map((value, at) => value + 1e-6 * noise.data[at]) });
    const further = input({ ...x, data: x.data.map((value, at) => value + 2e-6 * noise.data[at]) });
    for (const measure of [
      procrustesWithGradient,
      (a: MatrixInput, b: MatrixInput) => linearCkaWithGradient(a, b, { score: 'radians' }),
    ]) {
      const [once, twice] = [measure(input(x), near), measure(input(x), further)];
      // Doubling the difference doubles the distance and leaves the direction away from x.
      expect(twice.value / once.value).toBeCloseTo(2, 5);
      const difference = noise.data.reduce((sum, value, at) => sum + value * once.dY.data[at], 0);
      expect((difference * 1e-6) / once.value).toBeCloseTo(1, 5);
    }
  });

  it.each(Object.entries({ ...measures, ...unregularised }))(
    'of %s are finite where units are copies of each other',
    (_, measure) => {
      for (const [a, b] of [
        [duplicated, input(activity(20, 3, 'y'))],
        [input(activity(20, 3, 'y')), duplicated],
        [duplicated, duplicated],
      ]) {
        const { value, dX, dY } = measure(a, b);
        expect(Number.isFinite(value)).toBe(true);
        expect([...dX.data, ...dY.data].every(Number.isFinite)).toBe(true);
      }
    },
  );

  it('of uncorrelated data are finite', () => {
    const [a, b] = [
      [[1], [-1], [0], [0]],
      [[0], [0], [1], [-1]],
    ];
    for (const measure of Object.values({ ...measures, ...unregularised })) {
      const { value, dX, dY } = measure(a, b);
      expect([value, ...dX.data, ...dY.data].every(Number.isFinite)).toBe(true);
    }
    expect(procrustesWithGradient(a, b).value).toBe(1);
  });

  it('do not depend on the size of the data but for the units', () => {
    const y = activity(20, 3, 'y');
    for (const factor of [1e-8, 1e8]) {
      const scaledX = input({ ...x, data: x.data.map((value) => factor * value) });
      for (const measure of [procrustesWithGradient, linearCkaWithGradient, ccaWithGradient]) {
        const [plain, other] = [measure(input(x), input(y)), measure(scaledX, input(y))];
        expect(other.value).toBeCloseTo(plain.value, 12);
        other.dX.data.forEach((value, at) => {
          expect(value * factor).toBeCloseTo(plain.dX.data[at], 10);
        });
      }
    }
  });
});

describe('gradients refuse', () => {
  const x = input(activity(10, 3, 'x'));
  it('what their measures refuse', () => {
    for (const measure of Object.values({ ...measures, ...unregularised })) {
      expect(() => measure(x, input(activity(9, 3, 'y')))).toThrow('x has 10 samples, y has 9');
      expect(() => measure(x, { data: new Float64Array(30), shape: [10, 3] })).toThrow('y is constant');
      expect(() => measure([[1], [Number.NaN]], [[1], [2]])).toThrow('x is NaN at [1, 0]');
      expect(() => measure([[1, 2]], [[1, 2]])).toThrow('x has 1 sample');
    }
  });
  it('options that mean nothing', () => {
    expect(() => ccaWithGradient(x, x, { regularisation: -1 })).toThrow('ccaWithGradient: regularisation is -1');
    expect(() => ridgeWithGradient(x, x, { penalty: Number.NaN })).toThrow('ridgeWithGradient: penalty is NaN');
    expect(() => procrustesWithGradient(x, x, { score: 'angullar' as 'angular' })).toThrow("Did you mean 'angular'?");
    const few = [[1], [2], [4]];
    expect(() => linearCkaWithGradient(few, few, { estimator: 'unbiased' })).toThrow(
      'x has 3 samples; expected at least 4',
    );
  });
});

describeWithReference('Values with gradients of the reference libraries', ['golden/similarity'], () => {
  it('are those of linear CKA, biased and debiased', () => {
    const entries = goldenEntries().filter(
      ({ measure, role, options, source }) =>
        source.library === 'similarity-repository' &&
        measure === 'cka' &&
        role === 'match' &&
        options.kernel === 'linear',
    );
    const checked = entries.map(({ inputs, options, value, id }) => {
      const estimator = options.debiased ? 'unbiased' : 'biased';
      const result = linearCkaWithGradient(goldenArray(String(inputs.X)), goldenArray(String(inputs.Y)), { estimator });
      expect(Math.abs(result.value - Number(value)), id).toBeLessThan(1e-6);
      return estimator;
    });
    expect(new Set(checked).size).toBe(2);
  });
});
