import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { dmd, dmdEigenvalues, predictDmd } from '../index.js';

/** A noise-free trial of a damped rotation seen through three units. */
function simulate(label: string, samples: number, scale = 1): number[][] {
  const rng = createRng(label);
  let [p, q] = [scale * rng.normal(), scale * rng.normal()];
  return Array.from({ length: samples }, () => {
    const seen = [p + q, p - 2 * q, 0.5 * p];
    [p, q] = [0.9 * p - 0.3 * q, 0.3 * p + 0.9 * q];
    return seen;
  });
}

const trials = (scale = 1) => [30, 21, 40].map((samples, k) => simulate(`trial ${k}`, samples, scale));

describe('dmd', () => {
  it.each([1, 1e8, 1e-8])('recovers the eigenvalues of a known system from ragged trials of scale %d', (scale) => {
    for (const nDelays of [1, 3]) {
      const { real, imaginary } = dmdEigenvalues(dmd(trials(scale), { nDelays, rank: 2, lambda: 0 }));
      expect(Array.from(real, (value) => value.toFixed(8))).toEqual(['0.90000000', '0.90000000']);
      expect(Math.max(...imaginary)).toBeCloseTo(0.3, 8);
    }
  });

  it('is the same however many parts its Hankel matrix is read in', () => {
    const rng = createRng('long');
    const long = Array.from({ length: 9000 }, () => [rng.normal(), rng.normal()]);
    const { singularValues, units } = dmd(long, { nDelays: 20, rank: 4 });
    // More than one part; the squares of all singular values sum to the squares of all elements.
    let squares = 0;
    for (let d = 0; d < 20; d++) for (let t = d; t < 9000 - 19 + d; t++) squares += long[t][0] ** 2 + long[t][1] ** 2;
    expect(singularValues.reduce((sum, value) => sum + value ** 2, 0) / squares).toBeCloseTo(1, 12);
    expect(units).toBe(2);
  });

  it('predicts new trials of the system, each of its own length', () => {
    const fresh = [simulate('new', 12), simulate('newer', 25)];
    const predicted = predictDmd(dmd(trials(), { nDelays: 2, rank: 2, lambda: 0 }), fresh, { reseed: 10 });
    for (const [k, trial] of fresh.entries())
      for (const [at, value] of trial.flat().entries()) expect(predicted[k].data[at]).toBeCloseTo(value, 8);
  });

  it('refuses short trials, zero data, NaN and two rules for the rank', () => {
    expect(() => dmd(simulate('short', 3), { nDelays: 3 })).toThrow('dmd: input has 3 samples in trial 0');
    expect(() => dmd([[0], [0], [0]])).toThrow('dmd: input is zero everywhere');
    expect(() => dmd([[1], [Number.NaN], [2]])).toThrow('input');
    expect(() => dmd(trials(), { rank: 1, rankThreshold: 1 })).toThrow('dmd: options has 2 rules for the rank');
  });
});
