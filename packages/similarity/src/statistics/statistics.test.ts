import { createRng, type Matrix } from '@lrsim/core';
import { transposeMultiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { centredBasis, columnsOf, orthogonal, weighted } from '../../test/geometry.js';
import { cosineDistances } from './cosine-distances.js';
import { euclideanDistances } from './euclidean-distances.js';
import {
  concentricityDifference,
  distanceCorrelation,
  ensd,
  magnitudeDifference,
  rsmSpectralNorm,
  rsmVectorNorm,
  stress,
  uniformityDifference,
} from './index.js';

const rowsOf = ({ rows, columns, data }: Matrix) =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, k) => value - b[k]));
const noise = (rows: number, columns: number, label: string): Matrix => {
  const rng = createRng(label);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
};
const times = (x: Matrix, factor: number, offset = 0): Matrix => ({
  ...x,
  data: x.data.map((value) => value * factor + offset),
});

describe('distances between samples', () => {
  it('are those of the definition, with few units and with many, at any scale and offset', () => {
    for (const units of [3, 40]) {
      const x = noise(12, units, 'x');
      const rows = rowsOf(x);
      const expected = rows.flatMap((a) => rows.map((b) => distance(a, b)));
      for (const factor of [1, 1e8, 1e-8, 2 ** 600, 2 ** -600])
        euclideanDistances(times(x, factor)).data.forEach((value, at) => {
          expect(value / factor).toBeCloseTo(expected[at], 12);
        });
      euclideanDistances(times(x, 1, 1e6)).data.forEach((value, at) => {
        expect(value).toBeCloseTo(expected[at], 7);
      });
    }
  });

  it('keep their digits where samples nearly coincide, and are 0 where they do', () => {
    const one = noise(1, 40, 'one').data;
    const data = Float64Array.from({ length: 160 }, (_, at) =>
      at < 120 ? one[at % 40] + (at === 40 ? 2 ** -40 : 0) : -one[at % 40],
    );
    const distances = euclideanDistances({ rows: 4, columns: 40, data }).data;
    expect(distances[2]).toBe(0);
    expect(distances[1] / 2 ** -40).toBeCloseTo(1, 3);
    const cosines = cosineDistances({ rows: 2, columns: 2, data: Float64Array.from([1, 0, 1, 1e-9]) }).data;
    expect(cosines[1] / 5e-19).toBeCloseTo(1, 6);
  });
});

describe('distanceCorrelation', () => {
  const [x, y] = [noise(9, 3, 'dcor x'), activity(9, 2, 'dcor y')];
  const [a, b] = [rowsOf(x), rowsOf(y)].map((rows) => rows.map((u) => rows.map((v) => distance(u, v))));
  const n = 9;
  const sum = (value: (i: number, j: number) => number) => {
    let total = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) total += value(i, j);
    return total;
  };
  const rowSum = (m: number[][], i: number) => m[i].reduce((total, value) => total + value, 0);

  it('is the ratio of distance covariances by their definition as expectations', () => {
    const covariance = (k: number[][], l: number[][]) =>
      sum((i, j) => k[i][j] * l[i][j]) / n ** 2 +
      (sum((i, j) => k[i][j]) * sum((i, j) => l[i][j])) / n ** 4 -
      (2 * k.reduce((total, _, i) => total + rowSum(k, i) * rowSum(l, i), 0)) / n ** 3;
    const squared = covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
    expect(distanceCorrelation(rowsOf(x), rowsOf(y))).toBeCloseTo(Math.sqrt(squared), 13);
    expect(distanceCorrelation(rowsOf(x), rowsOf(y), { squared: true })).toBeCloseTo(squared, 13);
  });

  it('unbiased is the ratio of the U-statistics', () => {
    const statistic = (k: number[][], l: number[][]) =>
      sum((i, j) => k[i][j] * l[i][j]) +
      (sum((i, j) => k[i][j]) * sum((i, j) => l[i][j])) / (n - 1) / (n - 2) -
      (2 * k.reduce((total, _, i) => total + rowSum(k, i) * rowSum(l, i), 0)) / (n - 2);
    const expected = statistic(a, b) / Math.sqrt(statistic(a, a) * statistic(b, b));
    expect(distanceCorrelation(rowsOf(x), rowsOf(y), { estimator: 'unbiased' })).toBeCloseTo(expected, 12);
  });

  it('unbiased is 0 on average for independent data of many units, where the biased one nears 1', () => {
    const values = { biased: 0, unbiased: 0 };
    for (let k = 0; k < 30; k++)
      for (const estimator of ['biased', 'unbiased'] as const)
        values[estimator] +=
          distanceCorrelation(input(noise(20, 50, `x${k}`)), input(noise(20, 50, `y${k}`)), { estimator }) / 30;
    expect(Math.abs(values.unbiased)).toBeLessThan(0.03);
    expect(values.biased).toBeGreaterThan(0.8);
  });

  it('with an exponent near 2 nears linear CKA', () => {
    const rows = [activity(15, 3, 'x'), activity(15, 4, 'y')];
    const kernels = rows.map((one) => {
      const centred = one.data.map(
        (value, at) => value - rowsOf(one).reduce((total, row) => total + row[at % one.columns], 0) / 15,
      );
      return { ...one, data: centred };
    });
    const norm = (p: Matrix, q: Matrix) => Math.hypot(...transposeMultiply(p, q).data) ** 2;
    const [k, l] = kernels;
    const cka = norm(k, l) / Math.sqrt(norm(k, k) * norm(l, l));
    const value = distanceCorrelation(input(rows[0]), input(rows[1]), { exponent: 2 - 1e-9, squared: true });
    expect(value).toBeCloseTo(cka, 7);
  });

  it('says what it cannot do', () => {
    const few = [[1], [2], [4]];
    expect(() => distanceCorrelation(few, few, { estimator: 'unbiased' })).toThrow(
      'distance-correlation: x has 3 samples; the unbiased form needs at least 4',
    );
    expect(() => distanceCorrelation(few, few, { exponent: 2 })).toThrow(
      'distance-correlation: exponent is 2; expected a number above 0 and below 2',
    );
    expect(() => distanceCorrelation(few, few, { estimator: 'unbiassed' as never })).toThrow("'unbiased'?");
    const simplex = [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ];
    expect(() => distanceCorrelation(simplex, simplex, { estimator: 'unbiased' })).toThrow('at the same distance');
    expect(distanceCorrelation(simplex, simplex)).toBeCloseTo(1, 14);
  });
});

describe('ensd', () => {
  it('is the participation ratio of equal data and counts only what is shared', () => {
    const basis = centredBasis(30, 6);
    const [first, last] = [columnsOf(basis, 0, 4), columnsOf(basis, 2, 6)];
    const x = input(weighted(first, [3, 2, 1, 1]));
    // Variances 9, 4, 1, 1.
    expect(ensd(x, x)).toBeCloseTo(15 ** 2 / (81 + 16 + 2), 12);
    // White data: 4 * 4 * 2/16, two of four directions shared.
    expect(ensd(input(first), input(last))).toBeCloseTo(2, 12);
    expect(ensd(input(columnsOf(basis, 0, 3)), input(columnsOf(basis, 3, 6)))).toBeCloseTo(0, 14);
  });

  it('is the same from samples as from units, centred or not', () => {
    const [x, y] = [activity(8, 30, 'x'), activity(8, 25, 'y')];
    const dot = (u: readonly number[], v: readonly number[]) => u.reduce((total, value, k) => total + value * v[k], 0);
    const kernel = (m: Matrix) => rowsOf(m).map((u) => rowsOf(m).map((v) => dot(u, v)));
    const [k, l] = [kernel(x), kernel(y)];
    const trace = (m: number[][]) => m.reduce((total, row, i) => total + row[i], 0);
    const product = (a: number[][], b: number[][]) => dot(a.flat(), b.flat());
    const expected = (trace(k) * trace(l) * product(k, l)) / product(k, k) / product(l, l);
    expect(ensd(input(x), input(y), { centre: false })).toBeCloseTo(expected, 12);
    // As units: the same kernels with more samples, all silent.
    const padded = (m: Matrix) => [...rowsOf(m), ...Array.from({ length: 60 }, () => new Array(m.columns).fill(0))];
    expect(ensd(padded(x), padded(y), { centre: false })).toBeCloseTo(expected, 12);
    expect(ensd(input(x), input(y))).not.toBeCloseTo(expected, 3);
  });

  it('is the same at any scale', () => {
    const [x, y] = [activity(20, 5, 'x'), activity(20, 4, 'y')];
    for (const factor of [1e8, 1e-8, 1e150, 1e-150])
      expect(ensd(input(times(x, factor)), input(y))).toBeCloseTo(ensd(input(x), input(y)), 12);
  });
});

describe('norms of differences of distances', () => {
  it('differ by what is a norm of matrices and what of pairs', () => {
    // Distances 1, 2, 3 (pairs 01, 02, 12) and 1, 5, 4: the difference is 0, -3, -1.
    const [x, y] = [
      [[1], [0], [3]],
      [[1], [0], [-4]],
    ];
    expect(rsmVectorNorm(x, y)).toBeCloseTo(Math.sqrt(9 + 1), 14);
    // [[0 0 a] [0 0 b] [a b 0]] has the eigenvalues 0 and +- sqrt(a^2 + b^2).
    expect(rsmSpectralNorm(x, y)).toBeCloseTo(Math.sqrt(9 + 1), 14);
    expect(stress(x, y)).toBeCloseTo(Math.sqrt(10 / 3), 14);
    // All differences equal to 1 (simplices): n - 1 against sqrt(n (n - 1) / 2).
    const simplex = (size: number) => [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? size : 0)));
    const [a, b] = [simplex(Math.SQRT1_2), simplex(2 * Math.SQRT1_2)];
    expect(rsmSpectralNorm(a, b)).toBeCloseTo(3, 13);
    expect(rsmVectorNorm(a, b)).toBeCloseTo(Math.sqrt(6), 13);
    expect(stress(a, b)).toBeCloseTo(1, 13);
  });

  it('with cosine distances ignore size and see translation', () => {
    const [x, y] = [activity(12, 4, 'x'), activity(12, 3, 'y')];
    for (const measure of [rsmSpectralNorm, rsmVectorNorm]) {
      const value = measure(input(x), input(y), { distance: 'cosine' });
      expect(measure(input(times(x, 1e5)), input(y), { distance: 'cosine' })).toBeCloseTo(value, 12);
      expect(measure(input(times(x, 1, 1)), input(y), { distance: 'cosine' })).not.toBeCloseTo(value, 3);
    }
  });

  it('stress over the median ignores size, and is 0 to rounding for a rotated, scaled and shifted copy', () => {
    const x = activity(20, 4, 'x');
    const rotated = rowsOf(x).map((row) =>
      [0, 1, 2, 3].map((j) => row.reduce((total, value, k) => total + value * orthogonal(4, 'q').data[k * 4 + j], 5)),
    );
    const copy = rotated.map((row) => row.map((value) => 1e8 * value));
    for (const rescale of ['median', 'lower-median'] as const)
      expect(stress(input(x), copy, { rescale })).toBeLessThan(1e-13);
  });

  it('stress says where the median is 0', () => {
    const same = [[0], [0], [0], [0], [1]];
    expect(() => stress(same, same, { rescale: 'median' })).toThrow('stress: x has a median distance of 0');
    expect(() => stress(same, same, { rescale: 'mean' as never })).toThrow('rescaling of distances');
    expect(() => rsmVectorNorm(same, same, { distance: 'euclid' as never })).toThrow("Did you mean 'euclidean'?");
  });
});

describe('differences of one number', () => {
  it('are those of the mean sample, of cosines with it, and of the spread', () => {
    const [x, y] = [
      [
        [3, 0],
        [3, 8],
      ],
      [
        [1, 0],
        [0, 1],
        [2, 2],
      ],
    ];
    expect(magnitudeDifference(x, y)).toBeCloseTo(5 - Math.SQRT2, 14);
    const concentricity = [(3 / 5 + (9 + 32) / 5 / Math.sqrt(73)) / 2, (Math.SQRT1_2 * 2 + 1) / 3];
    expect(concentricityDifference(x, y)).toBeCloseTo(Math.abs(concentricity[0] - concentricity[1]), 13);
    const uniformity = [
      Math.log((2 + 2 * Math.exp(-128)) / 4),
      Math.log((3 + 2 * Math.exp(-4) + 4 * Math.exp(-10)) / 9),
    ];
    expect(uniformityDifference(x, y)).toBeCloseTo(Math.abs(uniformity[0] - uniformity[1]), 13);
    for (const measure of [magnitudeDifference, concentricityDifference, uniformityDifference])
      expect(measure(x, x)).toBe(0);
  });

  it('uniformity is finite at any scale and takes a sharpness', () => {
    const [x, y] = [activity(10, 3, 'x'), activity(10, 3, 'y')];
    expect(uniformityDifference(input(times(x, 1e160)), input(y))).toBeGreaterThan(0);
    // At a great size all is uniform: log(1/n) for both.
    expect(uniformityDifference(input(times(x, 1e8)), input(times(y, 1e8)))).toBe(0);
    const scaled = uniformityDifference(input(times(x, 2)), input(times(y, 2)));
    expect(uniformityDifference(input(x), input(y), { sharpness: 8 })).toBeCloseTo(scaled, 13);
    expect(() => uniformityDifference(input(x), input(y), { sharpness: 0 })).toThrow(
      'uniformity-difference: sharpness is 0; expected a positive number',
    );
  });

  it('concentricity takes a mean of zeros for one with cosine 0', () => {
    expect(
      concentricityDifference(
        [
          [1, 0],
          [-1, 0],
        ],
        [
          [1, 1],
          [2, 2],
        ],
      ),
    ).toBeCloseTo(1, 14);
  });
});
