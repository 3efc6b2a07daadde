import { createRng, type Matrix } from '@lrsim/core';
import { afterEach, describe, expect, it } from 'vitest';
import { availableEngines } from '../test/available-engines.js';
import { multiplyTranspose, pivotedCholesky, useEngine } from './index.js';

afterEach(() => {
  useEngine('auto');
});

function factorOf(rows: number, rank: number, scale = 1): Matrix {
  const rng = createRng(`${rows} ${rank}`);
  return { rows, columns: rank, data: Float64Array.from({ length: rows * rank }, () => scale * rng.normal()) };
}

describe.each(availableEngines())('pivotedCholesky on %s', (engine) => {
  it.each([
    [1, 1, 1],
    [5, 2, 1],
    [40, 40, 1],
    [120, 31, 1],
    [60, 20, 1e-80],
    [60, 20, 1e80],
  ])('gives %i x %i factors of what they make, at scale %f', (rows, rank, scale) => {
    useEngine(engine);
    const source = factorOf(rows, rank, scale);
    const a = multiplyTranspose(source, source);
    const { factor, pivots } = pivotedCholesky(a);
    expect([factor.rows, factor.columns, pivots.length]).toEqual([rows, rank, rank]);
    const again = multiplyTranspose(factor, factor);
    // 40 units of rounding of the largest element: sums of up to 40 products.
    const rounding = 40 * Number.EPSILON * Math.max(...a.data);
    a.data.forEach((value, at) => {
      expect(Math.abs(again.data[at] - value)).toBeLessThanOrEqual(rounding);
    });
    for (let k = 1; k < rank; k++) expect(pivots[k]).toBeLessThanOrEqual(pivots[k - 1] * (1 + 1e-12));
    expect(pivots[rank - 1]).toBeGreaterThan(0);
  });

  it('has no columns for zeros, and stops where the diagonal is not positive', () => {
    useEngine(engine);
    expect(pivotedCholesky({ rows: 9, columns: 9, data: new Float64Array(81) }).factor.columns).toBe(0);
    const negative = new Float64Array(81);
    for (let i = 0; i < 9; i++) negative[i * 10] = i < 4 ? 2 : -1;
    expect(pivotedCholesky({ rows: 9, columns: 9, data: negative }).factor.columns).toBe(4);
    expect(() => pivotedCholesky({ rows: 2, columns: 1, data: new Float64Array(2) })).toThrow(/2 x 1.*square/);
  });
});
