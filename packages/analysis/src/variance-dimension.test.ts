import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { pca } from './pca.js';
import { varianceDimension } from './variance-dimension.js';

describe('varianceDimension', () => {
  it('counts the components of pca that hold the fraction', () => {
    const rng = createRng('dimension');
    const x = Array.from({ length: 40 }, () => [3, 2, 1, 0.5, 0].map((sd) => 7 + sd * rng.normal()));
    for (const fraction of [0.3, 0.6, 0.9, 0.99])
      expect(varianceDimension(x, fraction)).toBe(pca(x, { varianceFraction: fraction }).scores.shape[1]);
    expect(varianceDimension(x, 1)).toBe(4);
    expect(
      varianceDimension(
        [
          [1e8, 0],
          [0, 1],
          [1e8, 1],
        ],
        0.999,
      ),
    ).toBe(1);
  });

  it('says what is wrong', () => {
    expect(() =>
      varianceDimension(
        [
          [1, 2],
          [2, 1],
        ],
        90,
      ),
    ).toThrow('fraction is 90');
    expect(() =>
      varianceDimension([
        [1, 2],
        [1, 2],
      ]),
    ).toThrow('x is constant');
  });
});
