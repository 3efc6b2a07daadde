import { describe, expect, it } from 'vitest';
import { matrixOf, normalMatrix } from '../test/random-matrices.js';
import { centreColumns, columnMeans, columnMeansAndNorm, minusRow } from './centre-columns.js';
import { frobeniusNorm } from './frobenius-norm.js';

describe('centreColumns and columnMeans', () => {
  it('subtract the mean of each column', () => {
    const a = matrixOf([
      [1, 10],
      [2, 20],
      [6, 30],
    ]);
    expect([...columnMeans(a)]).toEqual([3, 20]);
    expect([...centreColumns(a).data]).toEqual([-2, -10, -1, 0, 3, 10]);
    expect(a.data[0]).toBe(1);
  });

  it('make a constant column exactly zero, also where the constant is no binary fraction', () => {
    const a = matrixOf(Array.from({ length: 7 }, () => [0.1]));
    expect([...centreColumns(a).data]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('keep small fluctuations around a large offset to the precision of the data', () => {
    const fluctuation = [0.25, -0.5, 0.125, 0.125];
    const a = matrixOf(fluctuation.map((value) => [1e10 + value]));
    expect([...centreColumns(a).data]).toEqual(fluctuation);
  });
});

describe('columnMeansAndNorm', () => {
  it.each([
    ['near 0', 0, 1],
    ['far from 0', 1e9, 1],
    ['huge', 0, 1e200],
    ['tiny', 0, 1e-200],
  ])('is the mean and the norm of what is left, of data %s', (_, offset, scale) => {
    for (const rows of [1, 2, 3, 8, 9]) {
      const a = normalMatrix(rows, 4, 'moments');
      const data = a.data.map((value) => scale * (offset + value));
      const { means, norm } = columnMeansAndNorm({ ...a, data });
      columnMeans({ ...a, data }).forEach((mean, j) => {
        expect(Math.abs(means[j] - mean)).toBeLessThanOrEqual(2e-16 * (scale + Math.abs(mean)));
      });
      const expected = frobeniusNorm(minusRow({ ...a, data }, means));
      expect(Math.abs(norm - expected)).toBeLessThanOrEqual(1e-14 * expected);
    }
  });

  it('is not misled by a first row far from the others', () => {
    const a = normalMatrix(50, 3, 'outlier');
    a.data.set([1e7, -1e7, 1e7]);
    const { means, norm } = columnMeansAndNorm(a);
    expect(norm / frobeniusNorm(minusRow(a, means))).toBeCloseTo(1, 14);
  });

  it('is exactly 0 for constant columns', () => {
    const rows = [3, -0.1, 0.7];
    expect(
      columnMeansAndNorm({ rows: 4, columns: 3, data: Float64Array.from([...rows, ...rows, ...rows, ...rows]) }),
    ).toEqual({
      means: Float64Array.from(rows),
      norm: 0,
    });
  });
});
