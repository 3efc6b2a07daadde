import { multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { columnsOf, weighted, withAngles } from '../../test/geometry.js';
import { shapeCompatibility } from './compatibility.js';
import { procrustes } from './procrustes.js';
import { shapeMetric } from './shape-metric.js';

const [x, y] = [activity(50, 5, 'x'), activity(50, 3, 'y')];
const scaled = (a: typeof x, factor: number) => ({ ...a, data: a.data.map((value) => factor * value) });

describe('shapeMetric', () => {
  it('is procrustes for alpha 1', () => {
    for (const score of ['angular', 'euclidean'] as const)
      expect(shapeMetric(input(x), input(y), { alpha: 1, score })).toBe(procrustes(input(x), input(y), { score }));
  });

  it('has for alpha 0 the sum of canonical correlations over sqrt(p q) as cosine, p and q the widths', () => {
    const angles = [0.3, 0.7, 1.1];
    const [a, b] = withAngles(angles);
    const stretched = weighted(a, [3, 0.2, 11]);
    const sum = angles.reduce((total, angle) => total + Math.cos(angle), 0);
    const options = { alpha: 0, score: 'cosine' } as const;
    expect(shapeMetric(input(stretched), input(b), options)).toBeCloseTo(sum / 3, 12);
    const narrower = Math.cos(0.3) + Math.cos(0.7);
    expect(shapeMetric(input(columnsOf(stretched, 0, 2)), input(b), options)).toBeCloseTo(narrower / Math.sqrt(6), 12);
  });

  it('counts for alpha 0 the dimensions that vary, not the units: copies of units change nothing', () => {
    const doubled = multiply(x, { rows: 5, columns: 7, data: activity(5, 7, 'copies', 1).data });
    const options = { alpha: 0, score: 'cosine' } as const;
    expect(shapeMetric(input(doubled), input(y), options)).toBeCloseTo(shapeMetric(input(x), input(y), options), 9);
  });

  it('ignores for alpha 0 any mixing of the units, and their size', () => {
    const mixed = multiply(x, activity(5, 5, 'mixing', 2));
    const plain = shapeMetric(input(x), input(y), { alpha: 0 });
    expect(shapeMetric(input(mixed), input(y), { alpha: 0 })).toBeCloseTo(plain, 9);
    for (const size of [1e-8, 1e-5, 1e8])
      expect(shapeMetric(input(scaled(x, size)), input(y), { alpha: 0 })).toBeCloseTo(plain, 12);
  });

  it("changes with the size of the data under netrep's name, whose floor is absolute", () => {
    const options = { alpha: 0 } as never;
    const netrep = shapeCompatibility['netrep/LinearMetric'];
    const plain = netrep(input(x), input(x), options);
    expect(netrep(input(scaled(x, 1e-5)), input(y), options)).not.toBeCloseTo(netrep(input(x), input(y), options), 4);
    expect(plain).toBeLessThan(1e-7);
  });

  it('is 0 to rounding for a copy, for any alpha', () => {
    const copy = { ...x, data: x.data.map((value, at) => value + (at % 5)) };
    for (const alpha of [0, 0.5, 1]) expect(shapeMetric(input(x), input(copy), { alpha })).toBeLessThan(1e-12);
  });

  it('whitens held-out samples as it whitened the training samples', () => {
    const half = (a: typeof x, first: number) => ({
      rows: 25,
      columns: a.columns,
      data: a.data.slice(first * a.columns, (first + 25) * a.columns),
    });
    const [train, test] = [half(x, 0), half(x, 25)].map(input);
    const copy = (a: typeof train) => ({ ...a, data: Array.from(a.data, (value) => 3 * value + 1) });
    const fitted = shapeMetric.fit(train, copy(train), { alpha: 0 });
    expect(fitted.score(test, copy(test))).toBeLessThan(1e-10);
    expect(fitted.score(train, copy(train))).toBeLessThan(1e-10);
    // A rotation learnt of other data is no better than the best one of the test data.
    const [yTrain, yTest] = [half(y, 0), half(y, 25)].map(input);
    const heldOut = procrustes.fit(train, yTrain, { score: 'radians' }).score(test, yTest);
    expect(heldOut).toBeGreaterThan(procrustes(test, yTest, { score: 'radians' }));
  });
});
