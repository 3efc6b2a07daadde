import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { metricMds } from './metric-mds.js';
import { sphericalMds } from './spherical-mds.js';

const onSphere = (items: number, label: string) => {
  const rng = createRng(label);
  return Array.from({ length: items }, () => {
    const point = [rng.normal(), rng.normal(), rng.normal()];
    return point.map((value) => value / Math.hypot(...point));
  });
};
const anglesOf = (points: readonly ArrayLike<number>[]) =>
  points.map((a, i) =>
    points.map((b, j) => {
      if (i === j) return 0;
      return Math.acos(
        Math.min(
          1,
          Math.max(
            -1,
            Array.from(a).reduce((sum, value, k) => sum + value * b[k], 0),
          ),
        ),
      );
    }),
  );
const rowsOf = ({ data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] }) =>
  Array.from({ length: shape[0] }, (_, i) => data.slice(i * shape[1], (i + 1) * shape[1]));

describe('sphericalMds', () => {
  it('gives back the angles of points on a sphere, which no plane has', () => {
    const angles = anglesOf(onSphere(9, 'points'));
    const found = sphericalMds(angles);
    expect(found.stress).toBeLessThan(1e-8);
    for (const row of rowsOf(found.points)) expect(Math.hypot(...row)).toBeCloseTo(1, 13);
    anglesOf(rowsOf(found.points)).forEach((row, i) => {
      row.forEach((value, j) => {
        expect(value).toBeCloseTo(angles[i][j], 6);
      });
    });
    expect(metricMds(angles).stress).toBeGreaterThan(0.05);
  });

  it('is at a minimum where no sphere has the angles, and the same for the same seed', () => {
    const rng = createRng('angles');
    const given = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 6 }, (_, j) => (i > j ? 0.5 + rng.uniform() : 0)),
    );
    const angles = given.map((row, i) => row.map((value, j) => value + given[j][i]));
    const found = sphericalMds(angles, { tolerance: 1e-13, maxIterations: 20_000 });
    expect(sphericalMds(angles, { tolerance: 1e-13, maxIterations: 20_000 })).toEqual(found);
    const squared = (points: readonly ArrayLike<number>[]) =>
      anglesOf(points)
        .flat()
        .reduce((sum, value, at) => sum + (value - angles.flat()[at]) ** 2, 0);
    const least = squared(rowsOf(found.points));
    expect(Math.sqrt(least / angles.flat().reduce((sum, value) => sum + value ** 2, 0))).toBeCloseTo(found.stress, 12);
    for (let i = 0; i < 6; i++)
      for (let k = 0; k < 3; k++) {
        const moved = rowsOf(found.points);
        moved[i][k] += 0.01;
        const length = Math.hypot(...moved[i]);
        moved[i] = moved[i].map((value) => value / length);
        expect(squared(moved)).toBeGreaterThan(least);
      }
  });

  it('puts coinciding items together and opposite ones apart, and is bounded', () => {
    const [a, b] = rowsOf(
      sphericalMds([
        [0, Math.PI],
        [Math.PI, 0],
      ]).points,
    );
    expect(a.reduce((sum, value, k) => sum + value * b[k], 0)).toBeCloseTo(-1, 6);
    expect(
      sphericalMds(
        [
          [0, 0],
          [0, 0],
        ],
        { starts: 1 },
      ),
    ).toMatchObject({ stress: 0, converged: true });
    expect(sphericalMds(anglesOf(onSphere(5, 'x')), { maxIterations: 3, tolerance: 0 }).iterations).toBeLessThanOrEqual(
      3,
    );
  });

  it('refuses what is no angle', () => {
    expect(() =>
      sphericalMds([
        [0, 4],
        [4, 0],
      ]),
    ).toThrow('distances has 4; expected angles of at most pi');
    expect(() => sphericalMds([[0]])).toThrow('distances has 1 item');
  });
});
