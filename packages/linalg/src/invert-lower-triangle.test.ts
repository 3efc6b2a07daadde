import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { matrixOf } from '../test/random-matrices.js';
import { invertLowerTriangle } from './invert-lower-triangle.js';
import { multiply } from './multiply.js';

/** With noise above the diagonal, which is not part of the matrix. */
function lowerTriangle(n: number) {
  const rng = createRng(`lower ${n}`);
  const data = Float64Array.from({ length: n * n }, (_, at) =>
    at % (n + 1) === 0 ? 1 + rng.uniform() : rng.normal() / Math.sqrt(n),
  );
  return { rows: n, columns: n, data };
}

describe('invertLowerTriangle', () => {
  it.each([1, 2, 31, 32, 33, 64, 97, 150])('gives the identity in a product, size %i', (n) => {
    const l = lowerTriangle(n);
    const below = { ...l, data: l.data.map((value, at) => (at % n <= Math.floor(at / n) ? value : 0)) };
    const inverse = invertLowerTriangle(l);
    multiply(below, inverse).data.forEach((value, at) => {
      // A triangle of this kind has a condition number of some hundreds.
      expect(Math.abs(value - (at % (n + 1) === 0 ? 1 : 0))).toBeLessThan(1e-12);
    });
    inverse.data.forEach((value, at) => {
      if (at % n > Math.floor(at / n)) expect(value).toBe(0);
    });
  });

  it('refuses a singular matrix, one that is not square, and NaN', () => {
    expect(() =>
      invertLowerTriangle(
        matrixOf([
          [1, 0],
          [2, 0],
        ]),
      ),
    ).toThrow('l is singular: its diagonal is 0 at 1');
    expect(() => invertLowerTriangle(matrixOf([[1, 2]]))).toThrow('l is 1 x 2');
    expect(() => invertLowerTriangle(matrixOf([[Number.NaN]]))).toThrow('NaN');
  });
});
