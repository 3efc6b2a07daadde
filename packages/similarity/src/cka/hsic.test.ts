import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { hsic } from './hsic.js';
import { linearCka } from './linear-cka.js';

const [x, y] = [activity(30, 6, 'x'), activity(30, 4, 'y')].map(input);

describe('hsic', () => {
  it('of single units is the squared covariance', () => {
    const [a, b] = [
      [[4], [5], [6]],
      [[1], [0], [-2]],
    ];
    // The sum of products of deviations is -3.
    expect(hsic(a, b, { scaling: 'none' })).toBeCloseTo(9, 13);
    expect(hsic(a, b)).toBeCloseTo(9 / 4, 13);
    expect(hsic(a, b, { scaling: 'samples' })).toBeCloseTo(1, 13);
  });

  it.each(['biased', 'unbiased', 'lange'] as const)('normalised is CKA (%s)', (estimator) => {
    const value = (a: typeof x, b: typeof x) => hsic(a, b, { estimator });
    expect(value(x, y) / Math.sqrt(value(x, x) * value(y, y))).toBeCloseTo(linearCka(x, y, { estimator }), 12);
  });

  it('keeps its digits at any scale', () => {
    const times = (factor: number) => ({ ...x, data: Array.from(x.data, (value) => value * factor) });
    for (const factor of [1e-8, 1e8]) expect(hsic(times(factor), y) / factor ** 2 / hsic(x, y)).toBeCloseTo(1, 12);
  });

  it('refuses an unknown scaling and different numbers of samples', () => {
    expect(() => hsic(x, y, { scaling: 'n' as 'none' })).toThrow(/HSIC scaling/);
    expect(() => hsic(x, input(activity(29, 4, 'y')))).toThrow('hsic: x has 30 samples, y has 29');
  });
});
