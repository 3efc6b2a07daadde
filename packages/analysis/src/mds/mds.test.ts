import { createRng } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classicalMds } from './classical-mds.js';
import { metricMds } from './metric-mds.js';

const points = (items: number, dimensions: number, label: string, scale = 1) => {
  const rng = createRng(label);
  return Array.from({ length: items }, () => Array.from({ length: dimensions }, () => scale * rng.normal()));
};
const distancesOf = (rows: readonly ArrayLike<number>[]) =>
  rows.map((a) => rows.map((b) => Math.hypot(...Array.from(a, (value, k) => value - b[k]))));
const rowsOf = ({ data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] }) =>
  Array.from({ length: shape[0] }, (_, i) => data.slice(i * shape[1], (i + 1) * shape[1]));
/** No Euclidean space has these: the middle of a path of 2 cannot be at 1 from all three corners at 2 from each other. */
const star = [
  [0, 1, 1, 1],
  [1, 0, 2, 2],
  [1, 2, 0, 2],
  [1, 2, 2, 0],
];

describe('classicalMds', () => {
  it('gives back the distances of points in as many dimensions, at any scale', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        fc.string(),
        fc.constantFrom(1e-8, 1, 1e8),
        (items, dimensions, label, scale) => {
          const distances = distancesOf(points(items, dimensions, label, scale));
          const found = classicalMds(distances, { dimensions });
          distancesOf(rowsOf(found.points)).forEach((row, i) => {
            row.forEach((value, j) => {
              expect(value / scale).toBeCloseTo(distances[i][j] / scale, 6);
            });
          });
          expect(found.negativeShare).toBeLessThan(1e-12);
          expect(found.explained).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  it('reports the negative eigenvalues of distances that no Euclidean space has', () => {
    const { eigenvalues, negativeShare, stress } = classicalMds(star, { dimensions: 3 });
    // The corners: eigenvalue 2 twice; the trace is the sum of squared distances over the number of items.
    expect(eigenvalues[0]).toBeCloseTo(2, 14);
    expect(eigenvalues[1]).toBeCloseTo(2, 14);
    expect([...eigenvalues].reduce((a, b) => a + b)).toBeCloseTo(15 / 4, 13);
    expect(eigenvalues[3]).toBeCloseTo(-1 / 4, 13);
    expect(negativeShare).toBeCloseTo(0.25 / 4.25, 13);
    expect(stress).toBeGreaterThan(0.01);
  });

  it('fills dimensions that the distances do not have with zeros', () => {
    const line = classicalMds(
      [
        [0, 3],
        [3, 0],
      ],
      { dimensions: 3 },
    );
    expect(line.points.shape).toEqual([2, 3]);
    expect(line.points.data[0]).toBeCloseTo(1.5, 14);
    expect(line.points.data[2]).toBeCloseTo(0, 7);
    expect(
      classicalMds([
        [0, 0],
        [0, 0],
      ]).stress,
    ).toBe(0);
  });

  it('says what is wrong', () => {
    expect(() =>
      classicalMds([
        [0, 1, 2],
        [1, 0, 1],
      ]),
    ).toThrow('distances is 2 x 3; expected a square matrix');
    expect(() =>
      classicalMds([
        [0, 1],
        [2, 0],
      ]),
    ).toThrow('distances is 1 at [0, 1] and 2 at [1, 0]');
    expect(() =>
      classicalMds([
        [0, -1],
        [-1, 0],
      ]),
    ).toThrow('distances is -1 at [0, 1]');
    expect(() =>
      classicalMds([
        [1, 1],
        [1, 1],
      ]),
    ).toThrow('distances is 1 at [0, 0]; expected 0 in the diagonal');
    expect(() => classicalMds([[0]])).toThrow('distances has 1 item');
    expect(() =>
      classicalMds([
        [0, Number.NaN],
        [1, 0],
      ]),
    ).toThrow('distances is NaN at [0, 1]');
  });
});

describe('metricMds', () => {
  it('has less stress than the classical map, and no less after more iterations or starts', () => {
    const distances = distancesOf(points(12, 5, 'five dimensions'));
    const classical = classicalMds(distances).stress;
    const one = metricMds(distances, { starts: 1, maxIterations: 1 }).stress;
    const converged = metricMds(distances, { starts: 1 });
    expect(one).toBeLessThan(classical);
    expect(converged.stress).toBeLessThan(one);
    expect(converged.converged).toBe(true);
    expect(metricMds(distances, { starts: 6 }).stress).toBeLessThanOrEqual(converged.stress);
  });

  it('is at a minimum: moving any point raises the stress', () => {
    const distances = distancesOf(points(7, 4, 'minimum'));
    const found = metricMds(distances, { tolerance: 1e-14, maxIterations: 5000 });
    const stressOf = (rows: readonly ArrayLike<number>[]) => {
      const d = distancesOf(rows).flat();
      const given = distances.flat();
      return Math.sqrt(
        given.reduce((sum, value, at) => sum + (value - d[at]) ** 2, 0) /
          given.reduce((sum, value) => sum + value ** 2, 0),
      );
    };
    expect(stressOf(rowsOf(found.points))).toBeCloseTo(found.stress, 13);
    for (let i = 0; i < 7; i++)
      for (const step of [0.01, -0.01]) {
        const moved = rowsOf(found.points);
        moved[i][0] += step;
        expect(stressOf(moved)).toBeGreaterThan(found.stress);
      }
  });

  it('finds the points themselves where their distances are exact, some of them missing', () => {
    const distances = distancesOf(points(8, 2, 'missing'));
    const weights = distances.map((row, i) =>
      row.map((_, j) => (i !== j && (i + j) % 5 !== 0 ? 1 + ((i * j) % 3) : 0)),
    );
    const spoilt = distances.map((row, i) => row.map((value, j) => (weights[i][j] === 0 && i !== j ? 99 : value)));
    const found = metricMds(spoilt, { weights, tolerance: 1e-15, maxIterations: 3000, starts: 8 });
    expect(found.stress).toBeLessThan(1e-4);
    expect(distancesOf(rowsOf(found.points))[0][5]).toBeCloseTo(distances[0][5], 2);
  });

  it('is the same for the same seed, and bounded', () => {
    const options = { starts: 3, maxIterations: 7, tolerance: 0 };
    expect(metricMds(star, options)).toEqual(metricMds(star, options));
    expect(metricMds(star, options).iterations).toBeLessThanOrEqual(7);
  });

  it('refuses weights that leave items apart', () => {
    const weights = [
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 1, 0],
    ];
    expect(() => metricMds(star, { weights })).toThrow('weights connect item 0 with 1 of the 3 others');
  });
});
