import { describe, expect, it } from 'vitest';
import { gaussianKernel, smooth } from './gaussian-smoothing.js';

describe('gaussianKernel', () => {
  it.each([
    [2.5, 10],
    [1, 4],
    [0.7, 3],
  ])('is the Gaussian of SD %d bins, to rounding', (sd, radius) => {
    const weights = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sd * sd)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    gaussianKernel(sd, radius).forEach((weight, i) => {
      expect(weight).toBeCloseTo(weights[i] / total, 14);
    });
  });
});

describe('smooth', () => {
  it('keeps a constant, and spreads an impulse into the kernel', () => {
    const kernel = gaussianKernel(2.5, 10);
    for (const value of smooth(new Float64Array(30).fill(3), kernel)) expect(value).toBeCloseTo(3, 12);
    const impulse = new Float64Array(41);
    impulse[20] = 1;
    smooth(impulse, kernel).forEach((value, i) => {
      expect(value).toBeCloseTo(kernel[i], 15);
    });
    expect(smooth(impulse, kernel).length).toBe(21);
  });
});
