import { createRng, type Matrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { findFixedPoints } from './fixed-points.js';
import { rateNetworkMap } from './rate-network.js';
import type { DynamicalMap } from './types.js';

const cloud = (count: number, units: number, sd: number) => {
  const rng = createRng('cloud');
  return Array.from({ length: count }, () => Array.from({ length: units }, () => sd * rng.normal()));
};
/** a = 2 tanh(a). */
const BISTABLE = 1.9150080481545;

describe('findFixedPoints', () => {
  it('finds both stable states of two units that inhibit each other, and the saddle between', () => {
    const map = rateNetworkMap({
      recurrent: [
        [0, -2],
        [-2, 0],
      ],
      activation: 'tanh',
      alpha: 0.1,
    });
    const { points, failed, states } = findFixedPoints(map, { starts: cloud(40, 2, 1.5) });
    expect(failed).toBe(0);
    expect(points.length).toBe(3);
    expect(states.shape).toEqual([3, 2]);
    expect(points.every(({ kind, speed }) => kind === 'fixed' && speed < 1e-11)).toBe(true);
    const stable = points.filter((point) => point.stable);
    expect(stable.length).toBe(2);
    for (const { state, unstableDirections } of stable) {
      expect(Math.abs(state[0])).toBeCloseTo(BISTABLE, 10);
      expect(state[1]).toBeCloseTo(-state[0], 10);
      expect(unstableDirections).toBe(0);
    }
    const [saddle] = points.filter((point) => !point.stable);
    expect(Math.hypot(...saddle.state)).toBeLessThan(1e-9);
    // 1 - alpha + 2 alpha along (1, -1), 1 - alpha - 2 alpha along (1, 1).
    expect(saddle.spectrum.real[0]).toBeCloseTo(1.1, 9);
    expect(saddle.spectrum.real[1]).toBeCloseTo(0.7, 9);
    expect(saddle.unstableDirections).toBe(1);
    expect(points.reduce((sum, point) => sum + point.starts, 0)).toBe(40);
  });

  it('finds a line of fixed points, each with one marginal direction', () => {
    const map = rateNetworkMap({
      recurrent: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      activation: 'relu',
      alpha: 0.1,
    });
    const { points } = findFixedPoints(map, {
      starts: [
        [1, 2],
        [3, 1],
        [5, 5],
        [0.2, 0.4],
      ],
    });
    expect(points.length).toBe(4);
    for (const { state, marginalDirections, unstableDirections, stable } of points) {
      expect(state[0]).toBeCloseTo(state[1], 9);
      expect([marginalDirections, unstableDirections, stable]).toEqual([1, 0, false]);
    }
  });

  it('finds the slow point where two fixed points have just vanished', () => {
    const ghost = (gap: number): DynamicalMap => ({
      size: 1,
      step: ([a]) => Float64Array.of(a + a * a + gap),
      jacobian: ([a]): Matrix => ({ rows: 1, columns: 1, data: Float64Array.of(1 + 2 * a) }),
    });
    const { points } = findFixedPoints(ghost(1e-3), { starts: [[-0.4], [0.3]], separation: 1e-3 });
    expect(points.length).toBe(1);
    expect(points[0].kind).toBe('slow');
    expect(points[0].speed).toBeCloseTo(1e-3, 9);
    expect(points[0].state[0]).toBeCloseTo(0, 3);
    expect(findFixedPoints(ghost(1), { starts: [[-0.4]] })).toMatchObject({ points: [], failed: 1 });
    const roots = findFixedPoints(ghost(-0.04), { starts: [[-0.4], [0.3]] }).points.map(({ state }) => state[0]);
    expect(roots.sort()).toEqual([expect.closeTo(-0.2, 10), expect.closeTo(0.2, 10)]);
  });

  it('moves with the input, as (W - I)^-1 says for a linear range', () => {
    const map = rateNetworkMap({
      recurrent: [
        [0, 0.5],
        [0.25, 0],
      ],
      inputWeights: [[1], [0]],
      input: [3],
      activation: 'relu',
    });
    const [{ state, stable }] = findFixedPoints(map, { starts: [[1, 1]], jitter: 0.1 }).points;
    expect(state[0]).toBeCloseTo(3 / (1 - 0.125), 9);
    expect(state[1]).toBeCloseTo(0.75 / (1 - 0.125), 9);
    expect(stable).toBe(true);
  });

  it('is the same for the same seed, and bounded where there is nothing to find', () => {
    const drift: DynamicalMap = {
      size: 2,
      step: (state) => state.map((value) => value + 1),
      jacobian: () => ({ rows: 2, columns: 2, data: Float64Array.of(1, 0, 0, 1) }),
    };
    expect(
      findFixedPoints(drift, {
        starts: [
          [0, 0],
          [4, 1],
        ],
      }),
    ).toMatchObject({ points: [], failed: 2 });
    const map = rateNetworkMap({
      recurrent: [
        [0, -2],
        [-2, 0],
      ],
      activation: 'tanh',
    });
    const options = { starts: cloud(5, 2, 1), jitter: 0.5 };
    expect(findFixedPoints(map, options)).toEqual(findFixedPoints(map, options));
  });

  it('says what is wrong', () => {
    const map = rateNetworkMap({ recurrent: [[0]] });
    expect(() => findFixedPoints(map, { starts: [[1, 2]] })).toThrow('starts has 2 units; the system has 1');
    expect(() => findFixedPoints(map, { starts: [[1]], jitter: -1 })).toThrow('jitter is -1');
  });
});
