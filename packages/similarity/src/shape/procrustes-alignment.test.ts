import type { Matrix } from '@lrsim/core';
import { multiply, transposeMultiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal } from '../../test/geometry.js';
import { procrustes } from './procrustes.js';
import { procrustesAlignment } from './procrustes-alignment.js';

const x = activity(40, 3, 'x');
const farthest = (a: Matrix, b: Matrix) =>
  a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - b.data[at])), 0);
const norm = (a: Matrix, b: Matrix) => Math.hypot(...a.data.map((value, at) => value - b.data[at]));
/** y whose alignment to x is the rotation q, 2.5 times, and an offset. */
const turned = (q: Matrix): Matrix => {
  const y = multiply(x, q);
  return { ...y, data: y.data.map((value, at) => value / 2.5 + (at % 3)) };
};
const flipped = (q: Matrix): Matrix => ({ ...q, data: q.data.map((value, at) => (at % 3 === 0 ? -value : value)) });

describe('procrustesAlignment', () => {
  it('undoes a rotation, a scaling and an offset, on samples it did not see as well', () => {
    const y = turned(orthogonal(3, 'q'));
    const rows = (a: Matrix, first: number, end: number): Matrix => ({
      rows: end - first,
      columns: 3,
      data: a.data.slice(3 * first, 3 * end),
    });
    const { scale, apply } = procrustesAlignment(input(rows(x, 0, 20)), input(rows(y, 0, 20)), { scale: true });
    expect(scale).toBeCloseTo(2.5, 12);
    expect(farthest(apply(input(y)), x)).toBeLessThan(1e-12);
  });

  it('leaves the residual that the Euclidean scores say, for unequal widths of either order', () => {
    for (const [p, q] of [
      [3, 5],
      [5, 3],
    ]) {
      const [a, b] = [activity(40, p, 'a'), activity(40, q, 'b')];
      for (const scale of [false, true]) {
        const { rotation, apply } = procrustesAlignment(input(a), input(b), { scale });
        expect([rotation.rows, rotation.columns]).toEqual([q, p]);
        const left = norm(a, apply(input(b)));
        const distance = procrustes(input(a), input(b), { score: 'euclidean', scale });
        // Padded, the directions of a wider y that x has not stay in the residual; mapped, they are gone.
        if (q < p) expect(left).toBeCloseTo(distance, 10);
        else expect(left).toBeLessThan(distance);
      }
    }
  });

  it('without reflections finds a rotation, which for a mirrored copy leaves a distance', () => {
    for (const q of [orthogonal(3, 'q'), flipped(orthogonal(3, 'q'))]) {
      const y = turned(q);
      const { rotation } = procrustesAlignment(input(x), input(y), { reflection: false });
      const [a, b, c, d, e, f, g, h, i] = rotation.data;
      expect(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)).toBeCloseTo(1, 12);
      transposeMultiply(rotation, rotation).data.forEach((value, at) => {
        expect(value).toBeCloseTo(at % 4 === 0 ? 1 : 0, 12);
      });
    }
    const proper = [orthogonal(3, 'q'), flipped(orthogonal(3, 'q'))].map((q) =>
      procrustes(input(x), input(turned(q)), { reflection: false }),
    );
    expect(Math.min(...proper)).toBeLessThan(1e-13);
    expect(Math.max(...proper)).toBeGreaterThan(0.01);
  });

  it('is 0 to 1e-13 for a turned copy in every score, and off by 1e-10 where the data are', () => {
    const y = turned(orthogonal(3, 'q'));
    expect(procrustes(input(x), input(y))).toBeLessThan(1e-13);
    const same = { ...y, data: y.data.map((value) => 2.5 * value) };
    expect(procrustes(input(x), input(same), { score: 'euclidean' })).toBeLessThan(1e-12);
    const spread = Math.hypot(...x.data);
    const noise = activity(40, 3, 'noise', 1);
    const near = { ...x, data: x.data.map((value, at) => value + 1e-10 * noise.data[at]) };
    const distance = procrustes(input(x), input(near), { score: 'euclidean' });
    expect(distance).toBeGreaterThan(1e-11);
    expect(distance).toBeLessThan(1e-10 * spread * 10);
  });

  it('works for data of any size that float64 holds', () => {
    const y = turned(orthogonal(3, 'q'));
    const plain = procrustes(input(x), input(activity(40, 3, 'y')), { reflection: false });
    for (const size of [1e-200, 1e-8, 1e8, 1e200]) {
      const scaled = (a: Matrix) => input({ ...a, data: a.data.map((value) => size * value) });
      expect(procrustesAlignment(scaled(x), scaled(y), { scale: true }).scale).toBeCloseTo(2.5, 12);
      expect(procrustes(scaled(x), scaled(activity(40, 3, 'y')), { reflection: false })).toBeCloseTo(plain, 12);
    }
  });

  it('without centring aligns the data as they are', () => {
    const q = orthogonal(3, 'q');
    const offset = { ...x, data: x.data.map((value) => value + 5) };
    const { apply, yMeans } = procrustesAlignment(input(offset), input(multiply(offset, q)), { centre: false });
    expect([...yMeans]).toEqual([0, 0, 0]);
    expect(farthest(apply(input(multiply(offset, q))), offset)).toBeLessThan(1e-12);
    expect(procrustes(input(offset), input(x), { centre: false })).toBeGreaterThan(0.01);
  });

  it('refuses samples of other units', () => {
    expect(() => procrustesAlignment(input(x), input(x)).apply([[1, 2]])).toThrow('y has 2 units; expected 3');
  });
});
