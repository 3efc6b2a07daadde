import { ArgumentError } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareGradients, slowerPlusError } from './compare-gradients.js';

const tree = (a: number[], b: number[]) => ({
  a: { data: Float64Array.from(a), shape: [a.length] },
  b: { data: Float64Array.from(b), shape: [b.length] },
});

describe('compareGradients', () => {
  it('gives angle, length and error by parameter and overall', () => {
    const { overall, parameters } = compareGradients(tree([0, 2], [5]), tree([0, 4], [0]));
    expect(parameters.a).toEqual({ cosine: 1, relativeLength: 0.5, relativeError: 0.5 });
    expect(parameters.b.relativeLength).toBe(Infinity);
    expect(overall.cosine).toBeCloseTo(2 / Math.sqrt(29), 14);
    expect(overall.relativeLength).toBeCloseTo(Math.sqrt(29) / 4, 14);
    expect(overall.relativeError).toBeCloseTo(Math.sqrt(29) / 4, 14);
    expect(compareGradients(tree([0, 2], [5]), tree([0, 4], [0]), ['a']).overall.cosine).toBe(1);
  });

  it('refuses what is not of one tree, and unknown names', () => {
    expect(() => compareGradients(tree([1], [1]), tree([1, 2], [1]))).toThrow(ArgumentError);
    expect(() => compareGradients(tree([1], [1]), tree([1, 2], [1]))).toThrow('gradient.a has 1 values; expected 2');
    expect(() => compareGradients(tree([1], [1]), tree([1], [1]), ['W'])).toThrow("names has 'W'");
  });
});

describe('slowerPlusError', () => {
  it('splits any gradient into speed along the exact one and an error at right angles', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    const four = { minLength: 4, maxLength: 4 };
    // Most doubles are tiny, and an exact gradient must not be: thousandths.
    const thousandth = fc.integer({ min: -10_000, max: 10_000 }).map((v) => v / 1000);
    fc.assert(
      fc.property(fc.array(value, four), fc.array(thousandth, four), (g, e) => {
        fc.pre(Math.hypot(...e) > 0.1);
        const [gradient, exact] = [g, e].map((values) => tree(values.slice(0, 3), values.slice(3)));
        const { speed, error } = slowerPlusError(gradient, exact);
        const rest = g.map((v, k) => v - speed * e[k]);
        const size = Math.hypot(...g) * Math.hypot(...e) + 1;
        expect(Math.abs(rest.reduce((sum, v, k) => sum + v * e[k], 0)) / size).toBeLessThan(1e-13);
        // a difference of squares: half the digits where the error is small beside the speed
        expect(Math.abs(error - Math.hypot(...rest) / Math.hypot(...e))).toBeLessThan(1e-6 * (1 + Math.abs(speed)));
      }),
    );
  });

  it('is 1 and 0 for the exact gradient, and refuses to compare with none', () => {
    expect(slowerPlusError(tree([3, 4], [1]), tree([3, 4], [1]))).toEqual({ speed: 1, error: 0 });
    expect(() => slowerPlusError(tree([1], [1]), tree([0], [0]))).toThrow('the exact gradient is zero');
  });
});
