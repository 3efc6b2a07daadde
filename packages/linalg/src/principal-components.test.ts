import { describe, expect, it } from 'vitest';
import {
  diagonalMatrix,
  largestDifference,
  matrixOf,
  normalMatrix,
  orthonormalColumns,
} from '../test/random-matrices.js';
import { centreColumns } from './centre-columns.js';
import { multiply, transposeMultiply } from './multiply.js';
import { principalComponents } from './principal-components.js';
import { singularValues } from './singular-values.js';
import { transpose } from './transpose.js';

describe('principalComponents', () => {
  it('finds the direction of an exact line, pointing the way its largest loading does', () => {
    const line = principalComponents(
      matrixOf([
        [1, -2],
        [4, -6],
        [-2, 2],
      ]),
    );
    expect([...line.mean]).toEqual([1, -2]);
    expect(line.components.columns).toBe(1);
    expect(largestDifference(line.components.data, [-0.6, 0.8])).toBeLessThan(1e-15);
    expect(largestDifference(line.scores.data, [0, -5, 5])).toBeLessThan(1e-14);
    expect(line.sumsOfSquares[0]).toBeCloseTo(50, 12);
  });

  for (const [rows, columns] of [
    [40, 7],
    [7, 40],
  ]) {
    it(`has orthonormal components, uncorrelated scores and the singular values squared (${rows} x ${columns})`, () => {
      const x = normalMatrix(rows, columns);
      const { components, scores, sumsOfSquares, totalSumOfSquares } = principalComponents(x);
      const count = Math.min(rows - 1, columns);
      expect(components.columns).toBe(count);
      const identity = diagonalMatrix(Array.from({ length: count }, () => 1));
      expect(largestDifference(transposeMultiply(components, components).data, identity.data)).toBeLessThan(1e-13);
      const gram = transposeMultiply(scores, scores);
      expect(largestDifference(gram.data, diagonalMatrix([...sumsOfSquares]).data)).toBeLessThan(1e-12);
      const squares = singularValues(centreColumns(x)).map((value) => value * value);
      expect(largestDifference(sumsOfSquares, squares.slice(0, count))).toBeLessThan(1e-12);
      expect(totalSumOfSquares).toBeCloseTo(
        squares.reduce((sum, value) => sum + value, 0),
        10,
      );
    });
  }

  it('keeps the k largest and gives fewer where the rank is smaller', () => {
    const x = normalMatrix(30, 6);
    const all = principalComponents(x);
    expect(largestDifference(principalComponents(x, 2).sumsOfSquares, all.sumsOfSquares.slice(0, 2))).toBe(0);
    const rankThree = multiply(normalMatrix(30, 3), transpose(orthonormalColumns(10, 3)));
    const { components, scores } = principalComponents(rankThree, 5);
    expect([components.columns, scores.columns]).toEqual([3, 3]);
    const rebuilt = multiply(scores, transpose(components));
    expect(largestDifference(rebuilt.data, centreColumns(rankThree).data)).toBeLessThan(1e-13);
  });

  it('refuses a number of components that is none', () => {
    expect(() => principalComponents(normalMatrix(3, 3), 0)).toThrow('principalComponents: k is 0');
  });
});
