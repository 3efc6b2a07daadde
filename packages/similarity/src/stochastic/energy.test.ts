import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { orthogonal } from '../../test/geometry.js';
import { cycle, trials, turned } from '../../test/trials.js';
import { type AlignmentGroup, energyStochasticDistance, fitEnergyStochastic } from './index.js';

const groups: readonly AlignmentGroup[] = ['orth', 'perm', 'identity'];
const [x, y] = [trials(5, 12, 4, 'x'), trials(5, 9, 4, 'y')];

describe('energyStochasticDistance', () => {
  it('is the energy distance of single units', () => {
    // |x - y|: 2, 5, 0, 3; within x: 2; within y: 3.
    const [a, b] = [[[[0], [2]]], [[[2], [5]]]];
    const options = { group: 'identity', squared: true } as const;
    expect(energyStochasticDistance(a, b, options)).toBeCloseTo(10 / 4 - (2 + 3) / 2, 14);
    expect(energyStochasticDistance(a, b, { ...options, estimator: 'biased' })).toBeCloseTo(10 / 4 - (1 + 1.5) / 2, 14);
    expect(energyStochasticDistance(a, b, { ...options, estimator: 'paired' })).toBeCloseTo(
      (5 + 0) / 2 - (2 + 3) / 2,
      14,
    );
    expect(energyStochasticDistance(a, b, { group: 'identity', estimator: 'biased' })).toBeCloseTo(Math.sqrt(1.25), 14);
  });

  it('is 0 for a turned copy and for permuted units where nothing biases it', () => {
    for (const estimator of ['biased', 'paired'] as const) {
      expect(energyStochasticDistance(x, turned(x, orthogonal(4, 'turn')), { estimator })).toBeLessThan(1e-6);
      expect(energyStochasticDistance(x, turned(x, cycle), { estimator, group: 'perm' })).toBeLessThan(1e-7);
      for (const group of groups) expect(energyStochasticDistance(x, x, { estimator, group })).toBeLessThan(1e-7);
    }
  });

  it('shows the sign of an unbiased square, which the root hides', () => {
    expect(energyStochasticDistance(x, x, { squared: true })).toBeLessThan(-0.01);
    expect(energyStochasticDistance(x, x)).toBe(0);
  });

  it('has no bias: over many draws of equal distributions the mean square is 0, but for `biased`', () => {
    const draw = (label: string) => {
      const rng = createRng(label);
      return { data: Float64Array.from({ length: 3 * 5 * 2 }, rng.normal), shape: [3, 5, 2] };
    };
    const mean = (estimator: 'unbiased' | 'biased') =>
      Array.from({ length: 300 }, (_, k) =>
        energyStochasticDistance(draw(`a${k}`), draw(`b${k}`), { estimator, squared: true, group: 'identity' }),
      ).reduce((sum, value) => sum + value / 300, 0);
    // E|x - x'| of two standard normals in the plane is sqrt(pi); the V-statistic has 1/5 of it too much.
    expect(Math.abs(mean('unbiased'))).toBeLessThan(0.03);
    expect(mean('biased')).toBeCloseTo(Math.sqrt(Math.PI) / 5, 1);
  });

  it('orders the groups, is symmetric, and scores other conditions under the alignment of the fit', () => {
    const values = groups.map((group) => energyStochasticDistance(x, y, { group, squared: true }));
    expect(values[0]).toBeLessThanOrEqual(values[1] + 1e-9);
    expect(values[1]).toBeLessThanOrEqual(values[2] + 1e-9);
    groups.forEach((group, k) => {
      expect(energyStochasticDistance(y, x, { group, squared: true })).toBeCloseTo(values[k], 5);
    });
    const rotation = orthogonal(4, 'turn');
    const held = trials(3, 8, 4, 'held out');
    const { score, alignment } = fitEnergyStochastic(x, turned(x, rotation), { estimator: 'biased' });
    expect(score(held, turned(held, rotation))).toBeLessThan(1e-6);
    const other = trials(3, 8, 4, 'other');
    const options = { group: 'identity', estimator: 'biased' } as const;
    expect(score(held, other)).toBeCloseTo(energyStochasticDistance(held, turned(other, alignment), options), 9);
  });

  it('pads the fewer units, survives constant data, and says what is wrong', () => {
    const one = trials(5, 6, 1, 'one');
    expect(energyStochasticDistance(x, one)).toBeGreaterThan(0);
    const constant = { data: new Float64Array(5 * 3 * 4), shape: [5, 3, 4] };
    expect(energyStochasticDistance(constant, constant)).toBe(0);
    expect(() => energyStochasticDistance([[1, 2]], x)).toThrow('expected trials [conditions, repeats, units]');
    expect(() => energyStochasticDistance(trials(5, 1, 4, 'x'), y)).toThrow('x has 1 repeat; expected at least 2');
    expect(energyStochasticDistance(trials(5, 1, 4, 'x'), y, { estimator: 'biased' })).toBeGreaterThan(0);
    expect(() => energyStochasticDistance(x, y, { estimator: 'paired' })).toThrow('x has 12 repeats, y has 9');
    expect(() => energyStochasticDistance(x, trials(4, 9, 4, 'y'))).toThrow('x has 5 conditions, y has 4');
    expect(() => energyStochasticDistance([[[Number.NaN]]], [[[1]]])).toThrow('x is NaN at [0, 0, 0]');
  });
});
