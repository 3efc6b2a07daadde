import { multiply } from '@lrsim/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal, withAngles } from '../../test/geometry.js';
import { procrustes, procrustesEuclidean } from './procrustes.js';
import type { ProcrustesScore } from './types.js';

const between = (x: Parameters<typeof input>[0], y: Parameters<typeof input>[0], score?: ProcrustesScore) =>
  procrustes(input(x), input(y), { score });

describe('procrustes', () => {
  it('is the angle whose cosine is the mean cosine of the principal angles of white data', () => {
    const angles = [0.1, 0.4, 1.2];
    const [x, y] = withAngles(angles);
    const angle = Math.acos(angles.reduce((sum, one) => sum + Math.cos(one), 0) / 3);
    expect(between(x, y)).toBeCloseTo(angle / (Math.PI / 2), 13);
    expect(between(x, y, 'radians')).toBeCloseTo(angle, 13);
    expect(between(x, y, 'unit-euclidean')).toBeCloseTo(2 * Math.sin(angle / 2), 13);
    // Both have the norm sqrt 3.
    expect(between(x, y, 'euclidean')).toBeCloseTo(Math.sqrt(3) * 2 * Math.sin(angle / 2), 13);
  });

  it('is arccos |r| for single units, r their Pearson correlation', () => {
    // Deviations (-1, 0, 1) and (1, 0, -2) - (-1/3): r = -3 / sqrt(2 * 14/3).
    const [x, y] = [
      [[4], [5], [6]],
      [[1], [0], [-2]],
    ];
    expect(procrustes(x, y, { score: 'radians' })).toBeCloseTo(Math.acos(3 / Math.sqrt((2 * 14) / 3)), 14);
  });

  it('is 1 for orthogonal activity', () => {
    expect(procrustes([[1], [-1], [0], [0]], [[0], [0], [1], [-1]])).toBe(1);
  });

  it('is 0 to 1e-7 for a rotated, scaled and shifted copy; the Euclidean form sees the scaling alone', () => {
    const x = activity(50, 8, 'x');
    const rotated = multiply(x, orthogonal(8, 'rotation'));
    const copy = { ...rotated, data: rotated.data.map((value, at) => 2.5 * value + (at % 8)) };
    expect(between(x, copy)).toBeLessThan(1e-7);
    const doubled = { ...rotated, data: rotated.data.map((value) => 2 * value) };
    const quintupled = { ...rotated, data: rotated.data.map((value) => 5 * value) };
    // |X - cX| = |1 - c| |X|: 4 times as far at 5 as at 2.
    expect(between(x, quintupled, 'euclidean') / between(x, doubled, 'euclidean')).toBeCloseTo(4, 7);
  });

  it('ignores silent units and the order of samples', () => {
    const [x, y] = [activity(30, 6, 'x'), activity(30, 4, 'y')];
    const rows = (a: typeof x, extra: number[]) =>
      Array.from({ length: a.rows }, (_, i) => [...a.data.subarray(i * a.columns, (i + 1) * a.columns), ...extra]);
    expect(procrustes(rows(x, []), rows(y, [0, 7, 0.1]))).toBeCloseTo(between(x, y), 14);
    expect(procrustes(rows(x, []).reverse(), rows(y, []).reverse())).toBeCloseTo(between(x, y), 14);
  });

  it('agrees over its forms, for data of any size', () => {
    const units = fc.integer({ min: 1, max: 12 });
    const samples = fc.integer({ min: 2, max: 20 });
    const exponent = fc.integer({ min: -300, max: 300 });
    // 6 digits: with two samples every angle is 0 but for rounding.
    fc.assert(
      fc.property(samples, units, units, exponent, fc.string(), (count, p, q, power, label) => {
        const [x, y] = [activity(count, p, `x${label}`), activity(count, q, `y${label}`)];
        const scaled = { ...x, data: x.data.map((value) => value * 2 ** power) };
        const angle = between(x, y, 'radians');
        expect(between(scaled, y, 'radians')).toBe(angle);
        expect(between(x, y)).toBeCloseTo(angle / (Math.PI / 2), 14);
        expect(between(x, y, 'unit-euclidean')).toBeCloseTo(2 * Math.sin(angle / 2), 6);
        expect(between(y, x, 'radians')).toBeCloseTo(angle, 6);
        expect(between(scaled, y, 'euclidean')).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(between(scaled, y, 'euclidean'))).toBe(true);
      }),
    );
  });

  it('is the Euclidean score as a metric of its own', () => {
    const [x, y] = [input(activity(30, 6, 'x')), input(activity(30, 4, 'y'))];
    expect(procrustesEuclidean(x, y)).toBe(procrustes(x, y, { score: 'euclidean' }));
  });

  it('says what is wrong with the data', () => {
    const x = activity(40, 3, 'x');
    expect(() => between(x, activity(38, 3, 'y'))).toThrow(
      'procrustes: x has 40 samples, y has 38; both need one row per sample',
    );
    const constant = { ...x, data: x.data.map(() => 0.1) };
    expect(() => between(x, constant)).toThrow(
      'procrustes: y is constant: none of its 3 units varies over the 40 samples; expected one that does',
    );
    expect(() => procrustes([[1, 2]], [[1, 2]])).toThrow('procrustes: x has 1 sample; expected at least 2');
    expect(() => procrustes([[1], [Number.NaN]], [[1], [2]])).toThrow('procrustes: x is NaN at [1, 0]');
    expect(() => procrustes([[1], [2]], [[-1.7e308], [1.7e308]])).toThrow('procrustes: y is too large');
  });

  it('names the nearest score for an unknown one', () => {
    const wrong = 'angullar' as ProcrustesScore;
    expect(() => procrustes([[1], [2]], [[1], [2]], { score: wrong })).toThrow(
      "there is no Procrustes score named 'angullar'. Did you mean 'angular'?",
    );
  });
});
