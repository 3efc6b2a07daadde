import type { Matrix } from '@lrsim/core';
import { centreColumns, frobeniusNorm, multiplyTranspose, solve } from '@lrsim/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { centredBasis, columnsOf, withAngles } from '../../test/geometry.js';
import { eigenspaceOverlap, gulp, maximumMatch, maximumMatchSets } from './index.js';

const angles = [0.1, 0.4, 1.2];
const sineSquares = angles.reduce((sum, angle) => sum + Math.sin(angle) ** 2, 0);
const plus = (x: Matrix, offset: number): Matrix => ({
  ...x,
  data: x.data.map((value, at) => value + offset * (1 + (at % x.columns))),
});
/** The first unit once more. */
const withCopy = (x: Matrix) =>
  Array.from({ length: x.rows }, (_, i) => {
    const row = [...x.data.subarray(i * x.columns, (i + 1) * x.columns)];
    return [...row, row[0]];
  });

describe('gulp', () => {
  it('is made of the sines of the principal angles, less with a ridge', () => {
    const [x, y] = withAngles(angles).map(input);
    expect(gulp(x, y)).toBeCloseTo(Math.sqrt(2 * sineSquares), 13);
    expect(gulp(x, y, { squared: true })).toBeCloseTo(2 * sineSquares, 13);
    // White data of three units: each eigenvalue of the covariance is 1/3.
    expect(gulp(x, y, { lambda: 0.2 })).toBeCloseTo(Math.sqrt(2 * sineSquares) / (1 + 0.2 * 3), 13);
  });

  it('keeps its digits near 0, with and without a ridge', () => {
    const [x, y] = withAngles([1e-9, 2e-9]).map(input);
    expect(gulp(x, y) / 1e-9).toBeCloseTo(Math.sqrt(2 * 5), 4);
    expect((gulp(x, y, { lambda: 1 }) * 3) / 1e-9).toBeCloseTo(Math.sqrt(2 * 5), 4);
    const z = activity(30, 5, 'z');
    expect(gulp(input(z), input(z))).toBeLessThan(1e-13);
    const scaled = { ...z, data: z.data.map((value) => value * 1e8) };
    expect(gulp(input(scaled), input(z), { lambda: 0.1 })).toBeLessThan(1e-13);
  });

  it('is the norm of the difference of the operators K (K + lambda)^-1, near or far', () => {
    const lambda = 0.3;
    const operator = (m: Matrix) => {
      const x = centreColumns(m);
      const kernel = multiplyTranspose(x, x);
      const trace = frobeniusNorm(x) ** 2;
      const scaled = { ...kernel, data: kernel.data.map((value) => value / trace) };
      const ridged = { ...scaled, data: scaled.data.map((value, at) => value + (at % 21 === 0 ? lambda : 0)) };
      return solve(ridged, scaled).data;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 1e-4, max: 1, noNaN: true }),
        fc.string(),
        (q, size, label) => {
          const [x, change] = [activity(20, q, `x${label}`), activity(20, q, `change${label}`)];
          const y = { ...x, data: x.data.map((value, at) => value + size * change.data[at]) };
          const [a, b] = [operator(x), operator(y)];
          const expected = Math.hypot(...a.map((value, at) => value - b[at]));
          expect(gulp(input(x), input(y), { lambda })).toBeCloseTo(expected, 12);
          expect(gulp(input(y), input(x), { lambda })).toBeCloseTo(expected, 12);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('counts rank-deficient data with their rank, at any offset', () => {
    const [x, y] = [activity(30, 4, 'x'), activity(30, 3, 'y')];
    const value = gulp(input(x), input(y));
    expect(gulp(withCopy(x), input(y))).toBeCloseTo(value, 12);
    expect(gulp(withCopy(plus(x, 1e7)), input(y))).toBeCloseTo(value, 5);
    // As many units as samples: every prediction can be made.
    expect(gulp(input(activity(8, 10, 'x')), input(activity(8, 12, 'y')))).toBeLessThan(1e-12);
    expect(gulp(input(activity(8, 10, 'x')), input(activity(8, 12, 'y')), { lambda: 0.1 })).toBeGreaterThan(0.1);
  });

  it('says what is wrong with lambda', () => {
    const x = input(activity(10, 3, 'x'));
    expect(() => gulp(x, x, { lambda: -1 })).toThrow('gulp: lambda is -1; expected a number from 0 to Infinity');
    expect(() => gulp(x, x, { lambda: Number.NaN })).toThrow('gulp: lambda is NaN');
  });
});

describe('eigenspaceOverlap', () => {
  it('is the sum of squared cosines of the principal angles over the larger width, or rank', () => {
    const [x, y] = withAngles(angles);
    const expected = (3 - sineSquares) / 3;
    expect(eigenspaceOverlap(input(x), input(y))).toBeCloseTo(expected, 13);
    expect(eigenspaceOverlap(withCopy(x), input(y))).toBeCloseTo((expected * 3) / 4, 13);
    expect(eigenspaceOverlap(withCopy(x), input(y), { divisor: 'rank' })).toBeCloseTo(expected, 13);
    expect(eigenspaceOverlap(withCopy(x), withCopy(x), { divisor: 'rank' })).toBeCloseTo(1, 13);
  });

  it('centred ignores translation, which it otherwise sees', () => {
    const [x, y] = withAngles(angles);
    const expected = (3 - sineSquares) / 3;
    expect(eigenspaceOverlap(input(plus(x, 50)), input(y), { centre: true })).toBeCloseTo(expected, 12);
    expect(eigenspaceOverlap(input(plus(x, 50)), input(y))).not.toBeCloseTo(expected, 2);
    expect(() => eigenspaceOverlap(input(x), input(y), { divisor: 'unit' as never })).toThrow("Did you mean 'units'?");
  });
});

describe('maximumMatch', () => {
  const basis = centredBasis(20, 5);
  const e = (at: number) => columnsOf(basis, at, at + 1).data;
  /** Units from combinations of the basis, as rows of samples. */
  const units = (...weights: number[][]) =>
    Array.from({ length: 20 }, (_, i) =>
      weights.map((one) => one.reduce((sum, weight, at) => sum + weight * e(at)[i], 0)),
    );

  it('is the part of the units that are near the span of the others', () => {
    // Two units in common, one (with others) each on its own.
    const [x, y] = [units([1], [0, 1], [0, 0, 1]), units([0, 0, 0, 1], [0, 5], [2, 0.1, 0, 0.1])];
    expect(maximumMatch(x, y)).toBe(4 / 6);
    expect(maximumMatchSets(x, y)).toEqual({ x: [0, 1], y: [1, 2] });
    expect(maximumMatch(x, y, { epsilon: 1 })).toBe(1);
    expect(maximumMatch(x, y, { epsilon: 0 })).toBe(0);
    expect(maximumMatch(x, x, { epsilon: 1e-12 })).toBe(1);
  });

  it('drops units again that only dropped ones were near to', () => {
    // y is in the span of x, but no unit of x is in that of y.
    const [x, y] = [units([1], [0, 1]), units([1, 1])];
    expect(maximumMatch(x, y)).toBe(0);
    expect(maximumMatchSets(x, y)).toEqual({ x: [], y: [] });
    // sin 45 degrees = 0.707.
    expect(maximumMatch(x, y, { epsilon: 0.71 })).toBe(1);
  });

  it('lets silent units match nothing and ignores the sizes of units', () => {
    const [x, y] = [units([1e8], [0], [0, 1e-8]), units([0, 3], [2])];
    expect(maximumMatchSets(x, y)).toEqual({ x: [0, 2], y: [0, 1] });
    expect(maximumMatch(x, y)).toBe(4 / 5);
  });

  it('sees a common offset unless centred', () => {
    const shift = (rows: number[][], by: number) => rows.map((row) => row.map((value) => value + by));
    const [x, y] = [units([1], [0, 1]), units([0, 0, 1], [0, 0, 0, 1])];
    expect(maximumMatch(shift(x, 100), shift(y, 100))).toBe(1);
    expect(maximumMatch(shift(x, 100), shift(y, 100), { centre: true })).toBe(0);
    expect(() => maximumMatch(x, y, { epsilon: 2 })).toThrow('maximum-match: epsilon is 2');
  });
});
