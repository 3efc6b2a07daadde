import { NonFiniteError } from '@lrsim/core';
import fc from 'fast-check';
import { Matrix as MlMatrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import {
  diagonalMatrix,
  largestDifference,
  matrixOf,
  normalMatrix,
  orthonormalColumns,
} from '../test/random-matrices.js';
import { bidiagonalSingularValues } from './engines/bidiagonal-singular-values.js';
import { multiply } from './multiply.js';
import { singularValues } from './singular-values.js';
import { symmetricEigenvalues } from './symmetric-eigen.js';
import { transpose } from './transpose.js';

/** 40 eps: what rounding in a few hundred operations per element leaves, relative to the largest singular value. */
const ROUNDING = 1e-14;

describe('singularValues', () => {
  it('finds the values a matrix was made with', () => {
    const values = Array.from({ length: 30 }, (_, i) => 2 ** (3 - i));
    const left = orthonormalColumns(50, 30, 'left');
    const right = orthonormalColumns(30, 30, 'right');
    const a = multiply(multiply(left, diagonalMatrix(values)), transpose(right));
    expect(largestDifference(singularValues(a), values)).toBeLessThan(8 * ROUNDING);
    expect(largestDifference(singularValues(transpose(a)), values)).toBeLessThan(8 * ROUNDING);
  });

  it("are the positive eigenvalues of [0 A; A' 0], for small matrices of every shape and kind, rank-deficient ones included", () => {
    const element = fc.oneof(
      fc.constantFrom(-1, 0, 0, 1, 1e-161, -1e-155, 1e-8),
      fc.double({ min: -5, max: 5, noNaN: true }),
    );
    const sizes = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }));
    const matrices = sizes.chain(([rows, columns]) =>
      fc
        .array(element, { minLength: rows * columns, maxLength: rows * columns })
        .map((values) => ({ rows, columns, data: Float64Array.from(values) })),
    );
    fc.assert(
      fc.property(matrices, (a) => {
        // not ml-matrix's singular values, which are wrong for one in some thousand of these
        const size = a.rows + a.columns;
        const doubled = { rows: size, columns: size, data: new Float64Array(size * size) };
        for (let i = 0; i < a.rows; i++)
          for (let j = 0; j < a.columns; j++)
            doubled.data[i * size + a.rows + j] = doubled.data[(a.rows + j) * size + i] = a.data[i * a.columns + j];
        const own = singularValues(a);
        expect(own).toHaveLength(Math.min(a.rows, a.columns));
        const peer = symmetricEigenvalues(doubled).slice(0, own.length);
        // Both round by some eps for each dimension, relative to the largest.
        expect(largestDifference(own, peer)).toBeLessThanOrEqual(8 * size * Number.EPSILON * own[0]);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends on large rank-deficient indicator matrices, the kind reported to hang ml-matrix', () => {
    // Two columns of amounts and five groups of 18 indicators, one of each group set: rank at most 88 of 92.
    const rows = 300;
    const data = Array.from({ length: rows }, (_, i) => {
      const amounts = [372.0725000000046, 372.0725000000046 / (1 + (i % 3))];
      const groups = [1, 5, 7, 11, 13].flatMap((step) =>
        Array.from({ length: 18 }, (_, k) => ((i * step + (i >> 4)) % 18 === k ? 1 : 0)),
      );
      return [...amounts, ...groups];
    });
    const a = matrixOf(data);
    const values = singularValues(a);
    const squares = a.data.reduce((sum, value) => sum + value * value, 0);
    expect(values.reduce((sum, value) => sum + value * value, 0) / squares).toBeCloseTo(1, 13);
    expect(values.slice(88).every((value) => value < ROUNDING * values[0])).toBe(true);
  });

  it('ends where rounding leaves a superdiagonal element at the edge of what is negligible', () => {
    const tiny = [1e-8, -1, -1, 0, 0, -4.456324362325519e-16, 0, 0, -1e-155, 0, 0, 1e-161, 0, -1, -1, 0];
    const a = { rows: 3, columns: 8, data: Float64Array.from([...tiny, 0, 0, 0, -1, 1e-161, 0, 1e-161, -1]) };
    expect(largestDifference(singularValues(a), [Math.SQRT2, Math.SQRT2, Math.SQRT2])).toBeLessThan(ROUNDING);
  });

  it('handles a zero inside the diagonal of the bidiagonal form', () => {
    const values = bidiagonalSingularValues({
      diagonal: Float64Array.of(1, 0, 2, 3),
      superdiagonal: Float64Array.of(1, 1, 1),
    });
    const a = matrixOf([
      [1, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 2, 1],
      [0, 0, 0, 3],
    ]);
    const peer = new SingularValueDecomposition(MlMatrix.from1DArray(4, 4, [...a.data])).diagonal;
    expect(largestDifference(values, peer)).toBeLessThan(ROUNDING);
  });

  it('works at any scale, since it scales by an exact power of two', () => {
    const a = normalMatrix(6, 4);
    const scaled = (factor: number) => singularValues({ ...a, data: a.data.map((value) => value * factor) });
    const reference = singularValues(a);
    for (const exponent of [-900, -540, 540, 900])
      expect([...scaled(2 ** exponent)]).toEqual([...reference.map((value) => value * 2 ** exponent)]);
  });

  it('is 0 for zeros and 1 for one value', () => {
    expect([
      ...singularValues(
        matrixOf([
          [0, 0],
          [0, 0],
          [0, 0],
        ]),
      ),
    ]).toEqual([0, 0]);
    expect([...singularValues(matrixOf([[-2]]))]).toEqual([2]);
  });

  it('refuses NaN and infinity, saying where they are', () => {
    expect(() =>
      singularValues(
        matrixOf([
          [1, 2],
          [3, Number.NaN],
        ]),
      ),
    ).toThrow(NonFiniteError);
    expect(() => singularValues(matrixOf([[1, Number.POSITIVE_INFINITY]]))).toThrow(/a is Infinity at \[0, 1\]/);
  });

  it('leaves its argument as it was', () => {
    const a = normalMatrix(4, 6);
    const before = Float64Array.from(a.data);
    singularValues(a);
    expect(largestDifference(a.data, before)).toBe(0);
  });
});
