import { createRng, type Matrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { debiasedProcrustes } from './debiased-procrustes.js';
import { procrustes } from './procrustes.js';

const rng = createRng('repeats');
/** Independent noisy repeats of the same signal. */
const repeats = (signal: Matrix, count: number, noise: number) =>
  Array.from({ length: count }, () =>
    input({ ...signal, data: signal.data.map((value) => value + noise * rng.normal()) }),
  );
const average = (values: readonly number[]) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
};

describe('debiasedProcrustes', () => {
  it('is what the plain distance is for repeats without noise', () => {
    const [x, y] = [input(activity(40, 5, 'x')), input(activity(40, 3, 'y'))];
    const found = debiasedProcrustes([x, x, x], [y, y]);
    expect(found.squared).toBeCloseTo(procrustes(x, y, { score: 'squared' }), 9);
    expect(found.radians).toBeCloseTo(procrustes(x, y, { score: 'radians' }), 9);
    expect(found.heldOut).toBeCloseTo(found.plugIn, 12);
  });

  it.each([2, 4])(
    'has in the mean over draws of %i repeats the value without noise, where the plain one is off',
    (count) => {
      const [x, y] = [activity(60, 5, 'x'), activity(60, 4, 'y')];
      const truth = procrustes(input(x), input(y), { score: 'cosine' });
      const squared = procrustes(input(x), input(y), { score: 'squared' });
      const draws = Array.from({ length: 600 }, () => [repeats(x, count, 0.7), repeats(y, count, 0.7)] as const);
      const found = draws.map(([a, b]) => debiasedProcrustes(a, b));
      const [cosine, squares, heldOut, plugIn] = (['cosine', 'squared', 'heldOut', 'plugIn'] as const).map((key) =>
        average(found.map((one) => one[key])),
      );
      const plain = average(draws.slice(0, 50).map(([[a], [b]]) => procrustes(a, b, { score: 'cosine' })));
      expect(Math.abs(cosine.mean - truth)).toBeLessThan(3 * cosine.error + 0.001);
      expect(Math.abs(squares.mean - squared)).toBeLessThan(3 * squares.error + 0.001 * squared);
      expect(truth - plain.mean).toBeGreaterThan(0.05);
      expect(truth - heldOut.mean).toBeGreaterThan(4 * heldOut.error);
      expect(plugIn.mean - truth).toBeGreaterThan(4 * plugIn.error);
    },
  );

  it('says what is wrong with the repeats', () => {
    const x = input(activity(20, 3, 'x'));
    const y = input(activity(20, 3, 'y'));
    expect(() => debiasedProcrustes([x], [y, y])).toThrow('x has 1 repeats; expected an array of at least 2 matrices');
    expect(() => debiasedProcrustes([x, x], [y, input(activity(20, 4, 'y'))])).toThrow(
      'y[1] is 20 x 4, y[0] is 20 x 3',
    );
    expect(() => debiasedProcrustes([x, x], [input(activity(18, 3, 'y')), input(activity(18, 3, 'y'))])).toThrow(
      'x has 20 samples, y has 18',
    );
    const negative = { ...x, data: Array.from(x.data, (value) => -value) };
    expect(() => debiasedProcrustes([x, negative], [y, y])).toThrow('the repeats of x share no variance');
  });
});
