import type { NdLike } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { weighted, withAngles } from '../../test/geometry.js';
import { measures, unregularised, type WithGradient } from '../../test/gradient-measures.js';

/** The derivative by central differences with one Richardson step: error of order step^4. */
function finiteDifferences(measure: WithGradient, x: NdLike, y: NdLike): [Float64Array, Float64Array] {
  const along = (which: 0 | 1, at: number, step: number) => {
    const value = (delta: number) => {
      const pair = [x, y].map(({ data, shape }) => ({ data: Float64Array.from(data), shape }));
      pair[which].data[at] += delta;
      return measure(pair[0], pair[1]).value;
    };
    return (value(step) - value(-step)) / (2 * step);
  };
  const derivative = (which: 0 | 1, at: number) => (4 * along(which, at, 5e-4) - along(which, at, 1e-3)) / 3;
  return [x, y].map(({ data }, which) =>
    Float64Array.from({ length: data.length }, (_, at) => derivative(which as 0 | 1, at)),
  ) as [Float64Array, Float64Array];
}

function expectGradient(measure: WithGradient, x: NdLike, y: NdLike): void {
  const { dX, dY } = measure(x, y);
  expect([dX.shape, dY.shape]).toEqual([x.shape, y.shape]);
  finiteDifferences(measure, x, y).forEach((expected, which) => {
    const ours = which === 0 ? dX.data : dY.data;
    const largest = Math.max(...expected.map(Math.abs));
    expect(largest).toBeGreaterThan(1e-6);
    const error = Math.max(...expected.map((value, at) => Math.abs(value - ours[at])));
    expect(error / largest).toBeLessThan(1e-6);
  });
}

const pairs: Record<string, [NdLike, NdLike]> = {
  'equal widths': [input(activity(14, 4, 'x')), input(activity(14, 4, 'y'))],
  'unequal widths': [input(activity(14, 5, 'x')), input(activity(14, 2, 'y'))],
  'unequal widths the other way': [input(activity(14, 2, 'x')), input(activity(14, 5, 'y'))],
  'fewer samples than units': [input(activity(6, 9, 'x')), input(activity(6, 8, 'y'))],
  'rank 3': [
    { data: activity(12, 3, 'x').data, shape: [3, 4, 3] },
    { data: activity(12, 3, 'y').data, shape: [2, 6, 3] },
  ],
};

describe.each(Object.entries(pairs))('gradients, %s', (title, [x, y]) => {
  const enough = title !== 'fewer samples than units';
  for (const [name, measure] of Object.entries({ ...measures, ...(enough ? unregularised : {}) }))
    it(`of ${name} are those of finite differences`, () => expectGradient(measure, x, y));
});

describe('gradients at equal singular values', () => {
  const [x, y] = withAngles([0.5, 0.5, 0.5], 12).map((one) => input(weighted(one, [2, 2, 2])));
  it.each(Object.entries({ ...measures, ...unregularised }))('of %s are those of finite differences', (_, measure) =>
    expectGradient(measure, x, y),
  );
});
