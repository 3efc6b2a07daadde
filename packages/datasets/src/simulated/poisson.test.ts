import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { exponential, poissonCounts } from './poisson.js';

const DRAWS = 40_000;
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('exponential', () => {
  const rng = createRng(1);
  const draws = Float64Array.from({ length: DRAWS }, () => exponential(rng));

  it('has the distribution function 1 - e^-x', () => {
    for (const x of [0.1, 0.5, 1, 1.5, 2, 4]) {
      const expected = Math.exp(-x);
      const found = mean(draws.map((draw) => (draw > x ? 1 : 0)));
      // four standard errors of a fraction: a right generator fails one such test in 16 000
      expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / DRAWS));
    }
  });

  it('has the mean 1', () => {
    expect(Math.abs(mean(draws) - 1)).toBeLessThan(4 / Math.sqrt(DRAWS));
  });
});

describe('poissonCounts', () => {
  it.each([0.05, 1, 7.3])('has mean and variance %d, and no correlation between bins', (rate) => {
    const counts = poissonCounts(createRng(2), new Float64Array(DRAWS).fill(rate));
    const average = mean(counts);
    const variance = mean(counts.map((count) => (count - average) ** 2));
    const together = mean(counts.slice(1).map((count, i) => (count - average) * (counts[i] - average)));
    expect(Math.abs(average - rate)).toBeLessThan(4 * Math.sqrt(rate / DRAWS));
    // the variance of a Poisson sample's variance is (rate + 2 rate^2) / n
    expect(Math.abs(variance - rate)).toBeLessThan(4 * Math.sqrt((rate + 2 * rate * rate) / DRAWS));
    expect(Math.abs(together)).toBeLessThan((4 * rate) / Math.sqrt(DRAWS));
  });

  it('has no spike where the mean is 0', () => {
    const counts = poissonCounts(createRng(3), [0, 0, 50, 0, 50]);
    expect([counts[0], counts[1], counts[3]]).toEqual([0, 0, 0]);
    expect(counts[2] + counts[4]).toBeGreaterThan(0);
  });
});
