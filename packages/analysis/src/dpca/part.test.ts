import { createRng, type Matrix } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { columnsOfSamples, expanded, repeats, sumOfParts, sumsOfSamples, takeAverages, wholePart } from './part.js';

const normal = (rows: number, columns: number, label: string): Matrix => {
  const rng = createRng(label);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
};
const near = (found: Matrix, expected: Matrix) => {
  expect([found.rows, found.columns]).toEqual([expected.rows, expected.columns]);
  found.data.forEach((value, at) => {
    expect(value).toBeCloseTo(expected.data[at], 13);
  });
};

describe('Part', () => {
  const axes = [2, 3, 4];
  const data = normal(5, 24, 'data');

  it('holds means along an axis once, and with what is left gives the data back', () => {
    for (const axis of [0, 1, 2]) {
      const rest = wholePart(data, axes);
      const means = takeAverages(rest, axis);
      expect(means.values.columns).toBe(24 / axes[axis]);
      expect(repeats(means)).toBe(axes[axis]);
      near(expanded(sumOfParts([means, rest])), data);
      const none = takeAverages(rest, axis).values;
      near(none, { ...none, data: new Float64Array(none.data.length) });
    }
  });

  it('says where each sample is held', () => {
    expect([...columnsOfSamples({ axes: [2, 3], varies: [false, true] })]).toEqual([0, 1, 2, 0, 1, 2]);
    expect([...columnsOfSamples({ axes: [2, 3], varies: [true, false] })]).toEqual([0, 0, 0, 1, 1, 1]);
    expect([...columnsOfSamples({ axes: [2], varies: [false] })]).toEqual([0, 0]);
  });

  it('has products with samples by sums over those that it holds once', () => {
    const means = takeAverages(takeAverages(wholePart(data, axes), 1), 0);
    const samples = normal(24, 3, 'samples');
    near(multiply(means.values, sumsOfSamples(means, samples)), multiply(expanded(means), samples));
  });

  it('adds parts that vary along different axes', () => {
    const [first, last] = [takeAverages(wholePart(data, axes), 2), takeAverages(wholePart(data, axes), 0)];
    const sum = sumOfParts([takeAverages(first, 1), takeAverages(last, 1)]);
    expect(sum.varies).toEqual([true, false, true]);
    expect(sum.values.columns).toBe(8);
  });
});
