import { describe, expect, it } from 'vitest';
import { matrixOf } from '../test/random-matrices.js';
import { frobeniusNorm } from './frobenius-norm.js';

describe('frobeniusNorm', () => {
  it('is NaN where an element is', () => {
    expect(frobeniusNorm(matrixOf([[Number.NaN]]))).toBeNaN();
    expect(frobeniusNorm(matrixOf([[Number.NaN, 3]]))).toBeNaN();
    expect(frobeniusNorm(matrixOf([[0, 0]]))).toBe(0);
  });

  it('is the root of the sum of squares', () =>
    expect(
      frobeniusNorm(
        matrixOf([
          [3, 0],
          [0, -4],
        ]),
      ),
    ).toBe(5));
  it('is 0 for zeros', () => expect(frobeniusNorm(matrixOf([[0, 0]]))).toBe(0));
  it('neither overflows nor vanishes where the squares would', () => {
    expect(frobeniusNorm(matrixOf([[3e200, 4e200]]))).toBeCloseTo(5e200, -190);
    expect(frobeniusNorm(matrixOf([[3e-200, 4e-200]])) / 5e-200).toBeCloseTo(1, 14);
  });
});
