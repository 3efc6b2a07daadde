import type { Matrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { columnsOf } from '../../test/geometry.js';
import { matchUnits, permutationProcrustes } from './permutation-procrustes.js';
import { procrustes } from './procrustes.js';

const x = activity(40, 4, 'x');
/** Column j of the result is sign[j] times column order[j]. */
const reordered = (a: Matrix, order: readonly number[], signs: readonly number[] = []): Matrix => ({
  rows: a.rows,
  columns: order.length,
  data: Float64Array.from(
    { length: a.rows * order.length },
    (_, at) =>
      (signs[at % order.length] ?? 1) * a.data[Math.floor(at / order.length) * a.columns + order[at % order.length]],
  ),
});
const orders = (left: readonly number[]): number[][] =>
  left.length === 0 ? [[]] : left.flatMap((one) => orders(left.filter((k) => k !== one)).map((rest) => [one, ...rest]));
const fourSigns = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].map((k) => ((bits >> k) & 1 ? -1 : 1)));
/** |X - Z|, both centred. */
function residual(a: Matrix, z: Matrix): number {
  let squares = 0;
  for (let j = 0; j < a.columns; j++) {
    const difference = Array.from({ length: a.rows }, (_, i) => a.data[i * a.columns + j] - z.data[i * a.columns + j]);
    const mean = difference.reduce((sum, value) => sum + value, 0) / a.rows;
    squares += difference.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  }
  return Math.sqrt(squares);
}

describe('permutationProcrustes', () => {
  it('is the least residual over all orders of the units, and with signs over all signs as well', () => {
    for (const label of ['y', 'z', 'w']) {
      const y = activity(40, 4, label);
      const all = orders([0, 1, 2, 3]);
      const least = Math.min(...all.map((order) => residual(x, reordered(y, order))));
      const withSigns = all.flatMap((order) => fourSigns.map((signs) => residual(x, reordered(y, order, signs))));
      const options = { score: 'euclidean' } as const;
      expect(permutationProcrustes(input(x), input(y), options)).toBeCloseTo(least, 11);
      expect(permutationProcrustes(input(x), input(y), { ...options, signed: true })).toBeCloseTo(
        Math.min(...withSigns),
        11,
      );
    }
  });

  it('finds the order and the signs, and is 0 to rounding', () => {
    const copy = input(reordered(x, [2, 0, 3, 1], [1, -1, 1, -1]));
    const matching = matchUnits(input(x), copy, { signed: true });
    expect([...matching.unitOfY]).toEqual([1, 3, 0, 2]);
    expect([...matching.sign]).toEqual([-1, -1, 1, 1]);
    expect(permutationProcrustes(input(x), copy, { signed: true })).toBeLessThan(1e-14);
    expect(permutationProcrustes(input(x), copy)).toBeGreaterThan(0.1);
    expect(permutationProcrustes(input(x), input(reordered(x, [2, 0, 3, 1])))).toBeLessThan(1e-14);
  });

  it('is never nearer than the best rotation, and counts units without a partner on either side', () => {
    const y = activity(40, 6, 'y');
    for (const score of ['radians', 'euclidean'] as const) {
      const [ours, best] = [permutationProcrustes, procrustes].map((one) => one(input(x), input(y), { score }));
      expect(ours).toBeGreaterThanOrEqual(best);
      expect(permutationProcrustes(input(y), input(x), { score })).toBeCloseTo(ours, 11);
    }
    const part = columnsOf(x, 0, 3);
    const padded = reordered(x, [0, 1, 2, 3], [1, 1, 1, 0]);
    const least = Math.min(...orders([0, 1, 2, 3]).map((order) => residual(x, reordered(padded, order))));
    expect(permutationProcrustes(input(x), input(part), { score: 'euclidean' })).toBeCloseTo(least, 11);
    expect([...matchUnits(input(x), input(part)).unitOfY].sort()).toEqual([-1, 0, 1, 2]);
  });

  it('scores held-out samples with the matching and the means of the training samples', () => {
    const order = [3, 1, 0, 2];
    const y = reordered(x, order);
    const part = (a: Matrix, first: number, end: number) =>
      input({ rows: end - first, columns: 4, data: a.data.slice(first * 4, end * 4) });
    const fitted = permutationProcrustes.fit(part(x, 0, 30), part(y, 0, 30));
    expect(fitted.score(part(x, 30, 40), part(y, 30, 40))).toBeLessThan(1e-13);
    // In another order the matching learnt does not fit, though a new one would.
    expect(fitted.score(part(x, 30, 40), part(reordered(x, [0, 1, 2, 3]), 30, 40))).toBeGreaterThan(0.1);
    expect(() => fitted.score(part(x, 30, 40), input(activity(10, 3, 'y')))).toThrow(
      'y has 3 units, the samples it was fitted on have 4',
    );
  });
});
