import { createRng } from '@lrsim/core';
import { centreColumns, multiply, transpose } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal, weighted } from '../../test/geometry.js';
import { langeCka, laplaceCka, rbfCka, unbiasedCka } from './kernel-cka.js';
import { angularCka, ckaDistance, linearCka } from './linear-cka.js';
import type { CkaOptions, HsicEstimator, Kernel } from './types.js';

const [x, y] = [activity(30, 6, 'x'), activity(30, 4, 'y')];
const [xIn, yIn] = [input(x), input(y)];
const scaled = (factor: number) => input(weighted(x, new Array(x.columns).fill(factor)));
const estimators: readonly HsicEstimator[] = ['biased', 'unbiased', 'lange'];
const kernels: readonly Kernel[] = ['linear', 'rbf', 'laplace', 'polynomial', (a, b) => (a[0] * b[0] + 1) ** 2];

describe('The estimators of CKA', () => {
  it.each(estimators)('%s: units and samples give the same', (estimator) => {
    const values = [
      [x, y],
      [activity(8, 30, 'wide x'), activity(8, 25, 'wide y')],
    ].map(([a, b]) => {
      // A function cannot be turned into features, and so goes by samples.
      const dot: Kernel = (s, t) => s.reduce((sum, value, k) => sum + value * t[k], 0);
      const [plain, viaFunction] = ['linear' as const, dot].map((kernel) =>
        linearCka(input(centreColumns(a)), input(centreColumns(b)), { kernel, estimator }),
      );
      return plain - viaFunction;
    });
    for (const difference of values) expect(Math.abs(difference)).toBeLessThan(1e-12);
  });

  it('unbiased: is the U-statistic over quadruples of different samples', () => {
    const [a, b] = [activity(7, 3, 'a'), activity(7, 2, 'b')];
    const gram = (m: typeof a) => (i: number, j: number) =>
      m.data.slice(i * m.columns, (i + 1) * m.columns).reduce((sum, v, k) => sum + v * m.data[j * m.columns + k], 0);
    const statistic = (k: (i: number, j: number) => number, l: (i: number, j: number) => number) => {
      let [sum, count] = [0, 0];
      for (let i = 0; i < 7; i++)
        for (let j = 0; j < 7; j++)
          for (let q = 0; q < 7; q++)
            for (let r = 0; r < 7; r++)
              if (new Set([i, j, q, r]).size === 4) {
                sum += k(i, j) * (l(i, j) + l(q, r) - 2 * l(i, q));
                count++;
              }
      return sum / count;
    };
    const [k, l] = [gram(a), gram(b)];
    const expected = statistic(k, l) / Math.sqrt(statistic(k, k) * statistic(l, l));
    expect(unbiasedCka(input(a), input(b))).toBeCloseTo(expected, 12);
  });

  it('unbiased: is about 0 and of both signs for independent data with more units than samples, where biased is near 1', () => {
    const rng = createRng('independent');
    const noise = () => Array.from({ length: 20 }, () => Array.from({ length: 200 }, () => rng.normal()));
    const pairs = Array.from({ length: 30 }, () => [noise(), noise()] as const);
    const unbiased = pairs.map(([a, b]) => unbiasedCka(a, b));
    expect(Math.abs(unbiased.reduce((sum, value) => sum + value, 0) / 30)).toBeLessThan(0.03);
    expect(Math.min(...unbiased)).toBeLessThan(0);
    expect(Math.max(...unbiased)).toBeGreaterThan(0);
    expect(linearCka(...pairs[0])).toBeGreaterThan(0.8);
  });

  it('unbiased: needs 4 samples, and says so', () => {
    const three = [[1], [2], [4]];
    expect(() => unbiasedCka(three, three)).toThrow(
      'unbiased-cka: x has 3 samples; the unbiased estimator needs at least 4',
    );
    expect(unbiasedCka([...three, [9]], [...three, [9]])).toBeCloseTo(1, 12);
  });

  it('lange: is the cosine of the centred kernel matrices off the diagonal', () => {
    const offDiagonal = (of: typeof x) => {
      const c = centreColumns(of);
      const k = multiply(c, transpose(c));
      for (let i = 0; i < k.rows; i++) k.data[i * k.rows + i] = 0;
      return k.data;
    };
    const [k, l] = [offDiagonal(x), offDiagonal(y)];
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * b[at], 0);
    expect(langeCka(xIn, yIn)).toBeCloseTo(dot(k, l) / Math.sqrt(dot(k, k) * dot(l, l)), 13);
  });
});

describe('The kernels of CKA', () => {
  it.each([
    ['rbf', rbfCka],
    ['laplace', laplaceCka],
  ] as const)('%s by a median rule ignores the scale of the data; with a fixed width it does not', (name, measure) => {
    const value = measure(xIn, yIn);
    for (const factor of [1e-8, 1e8]) expect(measure(scaled(factor), yIn)).toBeCloseTo(value, 10);
    const fixed = { kernel: { name, bandwidth: 1 } } as const;
    expect(Math.abs(measure(scaled(2), yIn, fixed) - measure(xIn, yIn, fixed))).toBeGreaterThan(1e-3);
  });

  it('rbf tends to linear CKA as its width grows', () => {
    const wide = { kernel: { name: 'rbf', factor: 1e3 } } as const;
    expect(rbfCka(xIn, yIn, wide)).toBeCloseTo(linearCka(xIn, yIn), 5);
  });

  it('take the median of all, of the different and the lower of the pairs', () => {
    // Distances 3, 4, 5: squared medians 16 of pairs; with the zero diagonal the nine sorted are 0 0 0 9 9 16 16 25 25.
    const triangle = [
      [0, 0],
      [3, 0],
      [3, 4],
    ];
    const other = [[1], [2], [4]];
    const value = (bandwidth: 'median-all' | 'median-nonzero' | 'lower-median' | number) =>
      linearCka(triangle, other, { kernel: { name: 'rbf', bandwidth } });
    const of = (sigma: number, tau: number) => {
      const gauss = (points: number[][], width: number) =>
        points.map((a) =>
          points.map((b) => Math.exp(-a.reduce((s, v, k) => s + (v - b[k]) ** 2, 0) / (2 * width ** 2))),
        );
      const centre = (k: number[][]) => {
        const means = k.map((row) => row.reduce((s, v) => s + v, 0) / 3);
        const all = means.reduce((s, v) => s + v, 0) / 3;
        return k.flatMap((row, i) => row.map((v, j) => v - means[i] - means[j] + all));
      };
      const [k, l] = [centre(gauss(triangle, sigma)), centre(gauss(other, tau))];
      const dot = (a: number[], b: number[]) => a.reduce((s, v, at) => s + v * b[at], 0);
      return dot(k, l) / Math.sqrt(dot(k, k) * dot(l, l));
    };
    expect(value('median-all')).toBeCloseTo(of(3, 1), 13);
    expect(value('median-nonzero')).toBeCloseTo(of(4, 2), 13);
    expect(value('lower-median')).toBeCloseTo(of(4, 2), 13);
    expect(value(0.7)).toBeCloseTo(of(0.7, 0.7), 13);
  });

  it('say where a rule gives no width', () => {
    const mostlyEqual = [[0], [0], [0], [0], [1]];
    const options = { kernel: { name: 'rbf', bandwidth: 'median-all' } } as const;
    expect(() => linearCka(mostlyEqual, mostlyEqual, options)).toThrow(
      /x has a bandwidth of 0 by the rule 'median-all'/,
    );
    expect(linearCka(mostlyEqual, mostlyEqual, { kernel: 'rbf' })).toBeCloseTo(1, 12);
  });

  it('refuse what is no kernel', () => {
    const wrong = (kernel: unknown) => () => linearCka(xIn, yIn, { kernel: kernel as Kernel });
    expect(wrong('rfb')).toThrow(/kernel.*'rfb'.*'rbf'/s);
    expect(wrong({ name: 'rbf', bandwidth: 'mean' })).toThrow(/bandwidth rule/);
    expect(wrong({ name: 'rbf', bandwidth: 0 })).toThrow('bandwidth is 0');
    expect(wrong(() => Number.NaN)).toThrow("x's kernel matrix is NaN");
    expect(() => linearCka(xIn, yIn, { centre: false, estimator: 'unbiased' })).toThrow(/centre is false/);
  });
});

describe('Every kernel with every estimator', () => {
  const all = kernels.flatMap((kernel) => estimators.map((estimator) => ({ kernel, estimator }) satisfies CkaOptions));
  it.each(all)('$kernel, $estimator: is symmetric, 1 for equal data, and its distance and angle agree', (options) => {
    const value = linearCka(xIn, yIn, options);
    expect(linearCka(yIn, xIn, options)).toBeCloseTo(value, 12);
    expect(linearCka(xIn, xIn, options)).toBeCloseTo(1, 12);
    expect(ckaDistance(xIn, xIn, options)).toBeLessThan(1e-29);
    expect(angularCka(xIn, xIn, options)).toBeLessThan(1e-14);
    expect(ckaDistance(xIn, yIn, options)).toBeCloseTo(1 - value, 12);
    expect(Math.cos((angularCka(xIn, yIn, options) * Math.PI) / 2)).toBeCloseTo(Math.max(0, value), 12);
  });
});

describe('CKA of nearly equal data', () => {
  it('is exact where the arccos is not: by units, by samples, and for a rotated copy', () => {
    for (const [samples, units] of [
      [60, 5],
      [9, 12],
    ]) {
      const a = activity(samples, units, 'near');
      const direction = activity(samples, units, 'direction');
      const moved = (step: number) => input({ ...a, data: a.data.map((v, at) => v + step * direction.data[at]) });
      // The angle grows in proportion to a small step.
      const [larger, smaller] = [1e-3, 1e-7].map((step) => angularCka(input(a), moved(step)) / step);
      expect(Math.abs(smaller / larger - 1)).toBeLessThan(0.01);
      const distance = ckaDistance(input(a), moved(1e-7));
      expect(distance / (1 - Math.cos((smaller * 1e-7 * Math.PI) / 2))).toBeGreaterThan(0);
      expect(Math.abs(distance / ((smaller * 1e-7 * Math.PI) / 2) ** 2 - 0.5)).toBeLessThan(1e-6);
      expect(angularCka(input(a), input(multiply(a, orthogonal(units, 'turn'))))).toBeLessThan(1e-14);
    }
  });

  it('ignores the scale, from 1e-8 to 1e8, and an offset', () => {
    const value = linearCka(xIn, yIn);
    for (const factor of [1e-8, 1e8]) expect(linearCka(scaled(factor), yIn)).toBeCloseTo(value, 13);
    expect(linearCka(input({ ...x, data: x.data.map((v) => v + 1e4) }), yIn)).toBeCloseTo(value, 10);
  });
});
