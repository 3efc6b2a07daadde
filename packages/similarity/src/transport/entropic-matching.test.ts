import { createRng, type Matrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { entropicMatching } from './entropic-matching.js';
import { optimalTransport } from './optimal-transport.js';

const [x, y] = [activity(12, 4, 'x'), activity(12, 3, 'y')];
const squared = (a: Matrix, b: Matrix, options = {}) => entropicMatching(input(a), input(b), options).squared;
/** The squared distances of units, one sum at a time, of data that are used as they are. */
const costs = (a: Matrix, b: Matrix): Matrix => ({
  rows: a.columns,
  columns: b.columns,
  data: Float64Array.from({ length: a.columns * b.columns }, (_, at) => {
    const [i, j] = [Math.floor(at / b.columns), at % b.columns];
    return Array.from(
      { length: a.rows },
      (_v, t) => (a.data[t * a.columns + i] - b.data[t * b.columns + j]) ** 2,
    ).reduce((sum, one) => sum + one, 0);
  }),
});

describe('entropicMatching', () => {
  it.each([true, false])('has the gradient that finite differences show, centred: %s', (centre) => {
    const { dX, dY } = entropicMatching(input(x), input(y), { epsilon: 0.1, centre });
    const rng = createRng('directions');
    const h = 1e-5;
    for (const [which, gradient] of [
      [0, dX],
      [1, dY],
    ] as const)
      for (let k = 0; k < 5; k++) {
        const direction = gradient.data.map(() => rng.normal());
        const moved = (step: number) => {
          const pair = [x, y];
          pair[which] = { ...pair[which], data: pair[which].data.map((value, at) => value + step * direction[at]) };
          return squared(pair[0], pair[1], { epsilon: 0.1, centre });
        };
        const slope = (moved(h) - moved(-h)) / (2 * h);
        const expected = gradient.data.reduce((sum, value, at) => sum + value * direction[at], 0);
        expect(Math.abs(slope - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
      }
  });

  it('comes to the squared soft matching distance as the entropy vanishes', () => {
    const exact = optimalTransport(costs(x, y)).cost;
    const gaps = [0.3, 0.1, 0.03].map((epsilon) => Math.abs(squared(x, y, { epsilon, centre: false }) - exact));
    expect(gaps[2]).toBeLessThan(gaps[0]);
    expect(gaps[2]).toBeLessThan(0.02 * exact);
  });

  it('is 0 with a gradient of 0 for the same units in another order, and positive for others', () => {
    const turned = { ...x, data: x.data.map((_, at) => x.data[Math.floor(at / 4) * 4 + (3 - (at % 4))]) };
    const { squared: value, dX } = entropicMatching(input(x), input(turned));
    const size = x.data.reduce((sum, one) => sum + one * one, 0);
    expect(value).toBeLessThan(1e-8 * size);
    expect(Math.max(...dX.data.map(Math.abs))).toBeLessThan(1e-6);
    expect(squared(x, y)).toBeGreaterThan(0.01 * size);
    const still = entropicMatching([[1], [1]], [[2], [2]]);
    expect([still.squared, ...still.dX.data, ...still.dY.data]).toEqual([0, 0, 0, 0, 0]);
  });

  it('grows with the square of the data, whose size decides nothing else', () => {
    const scaled = (a: Matrix, size: number) => ({ ...a, data: a.data.map((value) => size * value) });
    for (const size of [1e-8, 1e8])
      expect(squared(scaled(x, size), scaled(y, size)) / size ** 2 / squared(x, y)).toBeCloseTo(1, 9);
  });

  it('says what is wrong', () => {
    expect(() => squared(x, activity(11, 3, 'y'))).toThrow('x has 12 samples, y has 11');
    expect(() => squared(x, y, { epsilon: 0 })).toThrow('epsilon is 0');
  });
});
