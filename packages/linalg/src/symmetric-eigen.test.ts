import { ArgumentError, NonFiniteError } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagonalMatrix, largestDifference, matrixOf, normalMatrix } from '../test/random-matrices.js';
import { multiply, transposeMultiply } from './multiply.js';
import { symmetricEigen } from './symmetric-eigen.js';
import { transpose } from './transpose.js';

const identity = (size: number) => diagonalMatrix(Array.from({ length: size }, () => 1));

describe('symmetricEigen', () => {
  it('gives descending values whose vectors are orthonormal and rebuild the matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), fc.string(), (size, label) => {
        const half = normalMatrix(size, size, label);
        const a = { ...half, data: half.data.map((value, at) => value + transpose(half).data[at]) };
        const { values, vectors } = symmetricEigen(a);
        expect([...values]).toEqual([...values].sort((x, y) => y - x));
        // 1e-13: some 15 sweeps of rotations of elements of order 5.
        expect(largestDifference(transposeMultiply(vectors, vectors).data, identity(size).data)).toBeLessThan(1e-13);
        const rebuilt = multiply(multiply(vectors, diagonalMatrix([...values])), transpose(vectors));
        expect(largestDifference(rebuilt.data, a.data)).toBeLessThan(1e-13);
      }),
      { numRuns: 30 },
    );
  });

  it('works at scales where ml-matrix alone gives zeros or fails', () => {
    const a = matrixOf([
      [2, 1],
      [1, 2],
    ]);
    for (const exponent of [-1000, 1000]) {
      const { values } = symmetricEigen({ ...a, data: a.data.map((value) => value * 2 ** exponent) });
      expect(values[0] / 2 ** exponent).toBeCloseTo(3, 14);
      expect(values[1] / 2 ** exponent).toBeCloseTo(1, 14);
    }
  });

  it('is right with denormal elements, with which ml-matrix alone throws', () => {
    const { values } = symmetricEigen(
      matrixOf([
        [0, 1e-310],
        [1e-310, -1],
      ]),
    );
    expect([...values]).toEqual([0, -1]);
  });

  it('refuses what is not square, not symmetric or not finite', () => {
    expect(() => symmetricEigen(normalMatrix(2, 3))).toThrow('symmetricEigen: a is 2 x 3; expected a square');
    expect(() =>
      symmetricEigen(
        matrixOf([
          [1, 2],
          [3, 1],
        ]),
      ),
    ).toThrow(ArgumentError);
    expect(() =>
      symmetricEigen(
        matrixOf([
          [1, 2],
          [3, 1],
        ]),
      ),
    ).toThrow('a is 3 at [1, 0] and 2 at [0, 1]');
    expect(() =>
      symmetricEigen(
        matrixOf([
          [1, Number.NaN],
          [Number.NaN, 1],
        ]),
      ),
    ).toThrow(NonFiniteError);
  });
});
