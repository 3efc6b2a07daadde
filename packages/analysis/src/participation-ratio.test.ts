import { createRng } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { participationRatio } from './participation-ratio.js';
import { pca } from './pca.js';

const normals = (rows: number, columns: number, label: string) => {
  const rng = createRng(label);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => rng.normal()));
};

describe('participationRatio', () => {
  it('is 1 on a line and the number of directions of equal variance otherwise', () => {
    expect(
      participationRatio([
        [1, 2],
        [2, 4],
        [5, 10],
      ]),
    ).toBeCloseTo(1, 14);
    // The corners of a cube.
    const corners = [-1, 1].flatMap((a) => [-1, 1].flatMap((b) => [-1, 1].map((c) => [a, b, c])));
    expect(participationRatio(corners)).toBeCloseTo(3, 14);
  });

  it('is (sum l)^2 / sum l^2 of the principal variances, with more samples than units or fewer', () => {
    const size = fc.integer({ min: 2, max: 12 });
    fc.assert(
      fc.property(size, size, fc.string(), (rows, columns, label) => {
        const x = normals(rows, columns, label);
        const variances = [...pca(x).explainedVariance];
        const sum = variances.reduce((a, b) => a + b);
        const squares = variances.reduce((a, b) => a + b * b, 0);
        expect(participationRatio(x)).toBeCloseTo(sum ** 2 / squares, 11);
      }),
    );
  });

  it('refuses constant data', () => {
    expect(() =>
      participationRatio([
        [1, 2],
        [1, 2],
      ]),
    ).toThrow('participationRatio: x is constant');
  });
});
