import { createRng, type NdArray } from '@lrsim/core';
import { multiply, qr } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { alignShape } from './align.js';
import { frechetMean } from './frechet-mean.js';
import { euclideanTangentSpace, shapeGeodesic, tangentPca } from './tangent.js';

const normals = (rows: number, columns: number, label: string, sd = 1): NdArray => {
  const rng = createRng(label);
  return { data: Float64Array.from({ length: rows * columns }, () => sd * rng.normal()), shape: [rows, columns] };
};
const asMatrix = ({ data, shape }: NdArray) => ({ rows: shape[0], columns: shape[1], data });
const plus = (a: NdArray, b: NdArray, factor = 1): NdArray => ({
  ...a,
  data: a.data.map((value, at) => value + factor * b.data[at]),
});
/** The units mixed by a random orthogonal matrix. */
const rotated = (x: NdArray, label: string): NdArray => {
  const { q } = qr(asMatrix(normals(x.shape[1], x.shape[1], label)));
  return { data: multiply(asMatrix(x), q).data, shape: x.shape };
};
/** The units in reverse order. */
const reversed = ({ data, shape }: NdArray): NdArray => ({
  data: data.map((_, at) => data[at - (at % shape[1]) + shape[1] - 1 - (at % shape[1])]),
  shape,
});
const norm = ({ data }: NdArray) => Math.sqrt(data.reduce((sum, value) => sum + value * value, 0));
const distance = (a: NdArray, b: NdArray) => norm(plus(a, b, -1));

describe('alignShape', () => {
  it('undoes a rotation, a new order, or nothing', () => {
    const x = normals(9, 4, 'x');
    expect(distance(alignShape(rotated(x, 'q'), x), x)).toBeLessThan(1e-13);
    expect(distance(alignShape(reversed(x), x, 'perm'), x)).toBe(0);
    expect(distance(alignShape(reversed(x), x, 'identity'), reversed(x))).toBe(0);
  });

  it('pads the narrower one with silent units', () => {
    const x = normals(9, 2, 'narrow');
    const wide = alignShape(x, normals(9, 4, 'wide'));
    expect(wide.shape).toEqual([9, 4]);
    expect(norm(wide)).toBeCloseTo(norm(x), 13);
  });

  it('says what is wrong', () => {
    expect(() => alignShape(normals(3, 2, 'a'), normals(4, 2, 'b'))).toThrow('xs[1] has 4 samples, xs[0] has 3');
    expect(() => alignShape(normals(3, 2, 'a'), normals(3, 2, 'b'), 'orht' as 'orth')).toThrow("Did you mean 'orth'");
  });
});

describe('frechetMean', () => {
  const centre = normals(12, 4, 'centre');
  const copies = Array.from({ length: 5 }, (_, i) =>
    rotated(plus(centre, normals(12, 4, `noise ${i}`, 0.05)), `q${i}`),
  );

  it('is the shape itself for rotated copies of one', () => {
    const same = [centre, rotated(centre, 'a'), rotated(centre, 'b')];
    const { mean, objective, converged } = frechetMean(same);
    expect(distance(alignShape(mean, centre), centre)).toBeLessThan(1e-12);
    expect(objective).toBeLessThan(1e-24);
    expect(converged).toBe(true);
  });

  it('is near the shape that noisy rotated copies were made of, and follows their scale', () => {
    for (const scale of [1, 1e8, 1e-8]) {
      const scaled = copies.map((x) => ({ ...x, data: x.data.map((value) => scale * value) }));
      const { mean, objective } = frechetMean(scaled);
      const target = { ...centre, data: centre.data.map((value) => scale * value) };
      expect(distance(alignShape(mean, target), target) / scale).toBeLessThan(0.05 * Math.sqrt(48 / 5) * 1.5);
      expect(objective / scale ** 2).toBeCloseTo(frechetMean(copies).objective, 8);
    }
  });

  it('has no lower objective nearby, nor by the full batch, which comes as low', () => {
    const { mean, objective } = frechetMean(copies);
    const at = (candidate: NdArray) =>
      copies.reduce((sum, x) => sum + distance(alignShape(x, candidate), candidate) ** 2, 0);
    expect(at(mean)).toBeCloseTo(objective, 12);
    for (let i = 0; i < 6; i++)
      expect(at(plus(mean, normals(12, 4, `direction ${i}`), 1e-3))).toBeGreaterThan(objective);
    const batch = frechetMean(copies, { method: 'full-batch' });
    expect(batch.objective).toBeGreaterThan(objective * (1 - 1e-9));
    expect(batch.objective).toBeLessThan(objective * (1 + 1e-9));
    expect(batch.converged).toBe(true);
  });

  it('gets lower with every sweep, and faster than the full batch', () => {
    const different = Array.from({ length: 8 }, (_, i) => normals(30, 6, `network ${i}`));
    const after = (maxIterations: number, method: 'successive' | 'full-batch') =>
      frechetMean(different, { maxIterations, method, starts: 1, tolerance: 0 }).objective;
    const sweeps = [1, 2, 4, 8, 16];
    const lowest = sweeps.map((count) => after(count, 'successive'));
    sweeps.forEach((count, k) => {
      if (k > 0) expect(lowest[k]).toBeLessThan(lowest[k - 1]);
      expect(lowest[k]).toBeLessThan(after(count, 'full-batch'));
    });
  });

  it('does not write to its start or share memory with it', () => {
    const start = { ...copies[0], data: Float64Array.from(copies[0].data) };
    const before = copies.map(({ data }) => Array.from(data));
    const { mean } = frechetMean(copies, { start });
    expect([...start.data]).toEqual(before[0]);
    mean.data.fill(7);
    expect(copies.map(({ data }) => Array.from(data))).toEqual(before);
    // Started at a shared array or at a copy of it, the result is the same.
    expect(frechetMean(copies, { start: copies[0] }).objective).toBe(frechetMean(copies, { start }).objective);
  });

  it('is the plain mean without alignment, and undoes orders with permutations', () => {
    const [x, y] = [normals(5, 3, 'x'), normals(5, 3, 'y')];
    const plain = frechetMean([x, y], { group: 'identity' });
    plain.mean.data.forEach((value, at) => {
      expect(value).toBeCloseTo((x.data[at] + y.data[at]) / 2, 15);
    });
    expect(frechetMean([x, reversed(x)], { group: 'perm' }).objective).toBe(0);
    expect(frechetMean([x], { maxIterations: 1 }).objective).toBeLessThan(1e-28);
  });

  it('says what is wrong', () => {
    expect(() => frechetMean([])).toThrow('frechetMean: xs has no representations');
    expect(() => frechetMean(copies, { start: normals(12, 9, 's') })).toThrow('start is 12 x 9');
    expect(() => frechetMean(copies, { method: 'batch' as 'full-batch' })).toThrow("no method named 'batch'");
  });
});

describe('The tangent space', () => {
  it('holds the reference minus the aligned representations', () => {
    const x = normals(6, 3, 'x');
    const [zero, other] = euclideanTangentSpace([rotated(x, 'r'), normals(6, 3, 'y')], x);
    expect(norm(zero)).toBeLessThan(1e-13);
    expect(distance(plus(x, other, -1), alignShape(normals(6, 3, 'y'), x))).toBeLessThan(1e-13);
  });

  it('has as its first principal component the direction in which rotated copies differ', () => {
    const [base, direction] = [normals(20, 3, 'base', 3), normals(20, 3, 'direction', 0.1)];
    const xs = [-2, -1, 0, 1, 2].map((t) => rotated(plus(base, direction, t), `rotation ${t}`));
    const { explainedVarianceRatio, scores, components, mean } = tangentPca(xs);
    expect(explainedVarianceRatio[0]).toBeGreaterThan(0.98);
    expect(components.shape.slice(1)).toEqual(mean.shape);
    const first = [0, 1, 2, 3, 4].map((i) => scores.data[i * scores.shape[1]] * Math.sign(scores.data[0]));
    expect(first).toEqual([...first].sort((a, b) => b - a));
    expect(tangentPca(xs, { components: 1 }).scores.shape).toEqual([5, 1]);
  });

  it('refuses one shape', () => {
    const x = normals(6, 3, 'x');
    expect(() => tangentPca([x])).toThrow('xs has 1 representations');
    expect(() => tangentPca([x, x], { group: 'identity' })).toThrow('xs are one shape');
  });
});

describe('shapeGeodesic', () => {
  const [x, y] = [normals(7, 3, 'x'), normals(7, 3, 'y')];

  it('goes from one to the other at equal steps, along the shortest line', () => {
    const path = shapeGeodesic(x, rotated(y, 'q'), { fractions: [0, 0.25, 0.5, 1] });
    expect(distance(path[0], x)).toBe(0);
    expect(distance(path[3], alignShape(y, x))).toBeLessThan(1e-12);
    expect(distance(path[0], path[1])).toBeCloseTo(distance(path[0], path[3]) / 4, 12);
    // Each point is aligned with the start already.
    expect(distance(alignShape(path[2], x), path[2])).toBeLessThan(1e-12);
  });

  it('keeps norm 1 on the arc, at equal angles', () => {
    const path = shapeGeodesic(x, y, { geometry: 'angular', fractions: [0, 0.5, 1] });
    for (const point of path) expect(norm(point)).toBeCloseTo(1, 13);
    expect(distance(path[0], path[1])).toBeCloseTo(distance(path[1], path[2]), 13);
    const still = shapeGeodesic(x, rotated(x, 'q'), { geometry: 'angular' });
    expect(distance(still[5], still[0])).toBeLessThan(1e-12);
    expect(still.length).toBe(11);
  });

  it('refuses shapes that have no one arc', () => {
    const minus = { ...x, data: x.data.map((value) => -value) };
    const options = { geometry: 'angular', group: 'identity' } as const;
    expect(() => shapeGeodesic(x, minus, options)).toThrow('x and y are opposite');
    expect(() => shapeGeodesic(x, { ...x, data: x.data.map(() => 0) }, options)).toThrow('zero everywhere');
  });
});
