import { describe, expect, it } from 'vitest';
import { matrixOf } from '../test/random-matrices.js';
import { centreColumns, columnMeans } from './centre-columns.js';

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
