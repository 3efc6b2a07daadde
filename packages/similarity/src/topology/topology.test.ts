import { createRng, type Matrix } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal } from '../../test/geometry.js';
import { plainPersistence, simplicesOf } from '../../test/plain-persistence.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import { crossBarcode, geometryScore, imd, relativeLivingTimes, rtd } from './index.js';
import { witnessLoops } from './witness-complex.js';

const circle = (count: number, radius = 1) =>
  Array.from({ length: count }, (_, k) => [
    radius * Math.cos((2 * Math.PI * k) / count),
    radius * Math.sin((2 * Math.PI * k) / count),
  ]);
const line = (count: number) => Array.from({ length: count }, (_, k) => [k, 0]);
/** `count` groups of `each` samples, far apart. */
const groups = (count: number, each: number) =>
  Array.from({ length: count * each }, (_, at) => {
    const [group, k] = [Math.floor(at / each), at % each];
    return [100 * Math.cos(group) + Math.cos(k + group), 100 * Math.sin(group) + Math.sin(k + group)];
  });
function copyOf(x: Matrix) {
  const rotated = multiply(x, orthogonal(x.columns, 'copy'));
  return input({ ...rotated, data: rotated.data.map((value) => 1e8 * value + 3) });
}

describe('rtd', () => {
  it('is half the length of the bar where one pair of samples is nearer', () => {
    const [x, y] = [
      [[0], [1]],
      [[0], [0.5]],
    ];
    expect(crossBarcode(x, y, { normalise: 'none' })).toEqual([{ birth: 0.5, death: 1 }]);
    expect(crossBarcode(y, x, { normalise: 'none' })).toEqual([]);
    expect(rtd(x, y, { normalise: 'none' })).toBe(0.25);
    expect(rtd(x, y)).toBe(0);
  });

  it('is 0 for equal data and for a rotated, scaled and shifted copy', () => {
    const x = activity(25, 5, 'x');
    expect(rtd(input(x), input(x))).toBe(0);
    expect(rtd(input(x), copyOf(x))).toBeLessThan(1e-7);
  });

  it('grows with the number of groups that one representation lacks', () => {
    const [two, three, five] = [2, 3, 5].map((count) => groups(count, 30 / count));
    expect(rtd(two, three)).toBeLessThan(rtd(two, five));
  });

  it('has the cross-barcode of the published matrix, with its extra sample and without half of the edges across', () => {
    for (let k = 0; k < 12; k++) {
      const n = 3 + (k % 4);
      const [x, y] = [activity(n, 2, `x${k}`), activity(n, 3, `y${k}`)];
      const [w, v] = [euclideanDistances(x).data, euclideanDistances(y).data];
      const weight = (i: number, j: number): number => {
        if (i > j) return weight(j, i);
        const [a, b] = [i % n, j % n];
        if (j === 2 * n) return i < n ? 0 : i === j ? 0 : Infinity;
        if (j < n) return w[a * n + b];
        if (i >= n) return Math.min(w[a * n + b], v[a * n + b]);
        return a <= b ? w[a * n + b] : Infinity;
      };
      const [, h1] = plainPersistence(
        simplicesOf(2 * n + 1, (vertices) => Math.max(...vertices.flatMap((i) => vertices.map((j) => weight(i, j))))),
      );
      const bars = crossBarcode(input(x), input(y), { normalise: 'none' })
        .map(({ birth, death }) => [birth, death])
        .sort((p, q) => p[0] - q[0] || p[1] - q[1]);
      // Data are centred first: equal but for rounding.
      expect(bars).toHaveLength(h1.length);
      bars.flat().forEach((value, at) => {
        expect(value).toBeCloseTo(h1.flat()[at], 12);
      });
    }
  });

  it('compares seeded subsets of more samples than a batch', () => {
    const [x, y] = [input(activity(40, 4, 'x')), input(activity(40, 4, 'y'))];
    const options = { batch: 15, trials: 3 };
    expect(rtd(x, y, options)).toBe(rtd(x, y, options));
    expect(rtd(x, y, options)).not.toBe(rtd(x, y, { ...options, seed: 1 }));
    expect(rtd(x, x, options)).toBe(0);
    expect(rtd(x, y, { batch: 40, trials: 3 })).toBe(rtd(x, y));
  });

  it('normalises by what it says', () => {
    const [x, y] = [activity(12, 3, 'x'), activity(12, 3, 'y')];
    const scaled = { ...x, data: x.data.map((value) => 8 * value) };
    for (const normalise of ['quantile', 'median', 'mean'] as const)
      expect(rtd(input(scaled), input(y), { normalise })).toBeCloseTo(rtd(input(x), input(y), { normalise }), 12);
    expect(rtd(input(scaled), input(y), { normalise: 'none' })).toBeGreaterThan(
      2 * rtd(input(x), input(y), { normalise: 'none' }),
    );
    expect(() => rtd(input(x), input(y), { normalise: 'max' as never })).toThrow('normalisation of distances');
    expect(() => rtd([[0], [0], [0], [1]], [[0], [1], [2], [3]], { normalise: 'median' })).toThrow(
      'rtd: x has a median',
    );
    expect(() => rtd(input(x), input(y), { batch: 1e4 })).toThrow('rtd: batch is 10000; expected at most 700');
    expect(() => crossBarcode(input(x), input(activity(11, 3, 'y')))).toThrow(
      'crossBarcode: x has 12 samples, y has 11',
    );
  });
});

describe('imd', () => {
  const weight = (time: number) => Math.exp(-2 * (time + 1 / time));
  const times = Array.from({ length: 256 }, (_, at) => 10 ** ((2 * at) / 255 - 1));
  /** A complete graph of n: 0 once and n / (n - 1) otherwise. A ring: 1 - cos(2 pi j / n). */
  const complete = (n: number) => Array.from({ length: n }, (_, j) => (j === 0 ? 0 : n / (n - 1)));
  const ring = (n: number) => Array.from({ length: n }, (_, j) => 1 - Math.cos((2 * Math.PI * j) / n));
  const trace = (values: number[], time: number) =>
    values.reduce((sum, value) => sum + Math.exp(-time * value), 0) / values.length;

  it('is made of the spectra of the graphs of neighbours', () => {
    const expected = Math.max(
      ...times.map((time) => weight(time) * Math.abs(trace(complete(6), time) - trace(ring(20), time))),
    );
    // Regular polygons: of 6 samples all others are the 5 nearest; of 20 the 2 nearest are next to it.
    const [six, twenty] = [imd.prepare(circle(6), { k: 5 }), imd.prepare(circle(20), { k: 2 })];
    expect(imd.compare(six, twenty)).toBeCloseTo(expected, 14);
    expect(expected).toBeGreaterThan(1e-4);
  });

  it('is 0 for equal data, a copy, and two far copies side by side', () => {
    const x = activity(30, 4, 'x');
    expect(imd(input(x), input(x))).toBe(0);
    expect(imd(input(x), copyOf(x))).toBeLessThan(1e-14);
    expect(imd(groups(1, 6), groups(2, 6), { k: 5 })).toBeLessThan(1e-14);
  });

  it('normalises by the complete graph, which then has the trace 1', () => {
    const values = imd.prepare(circle(6), { k: 5, normalise: 'complete' });
    times.forEach((time, at) => {
      expect(values[at] / weight(time)).toBeCloseTo(1, 12);
    });
    const plain = imd.prepare(circle(6), { k: 5, normalise: 'none', times: 1 });
    expect(plain[0]).toBeCloseTo(6 * trace(complete(6), 1) * weight(1), 14);
  });

  it('says what is wrong', () => {
    expect(() => imd(circle(5), circle(9))).toThrow('imd: k is 5, but x has 5 samples; expected at most 4');
    expect(() => imd(circle(9), circle(9), { normalise: 'er' as never })).toThrow(
      'normalisation of heat kernel traces',
    );
    expect(() => imd(circle(9), circle(9), { times: 0 })).toThrow('imd: times is 0');
  });
});

describe('witnessLoops', () => {
  it('is the persistence of the complex by its definition', () => {
    for (let k = 0; k < 12; k++) {
      const [samples, count] = [16, 4 + (k % 4)];
      const distances = euclideanDistances(activity(samples, 2, `witness ${k}`));
      const landmarks = Array.from({ length: count }, (_, at) => (3 * at + k) % samples);
      const largest = [0.3, 1, 100][k % 3];
      const at = (sample: number, landmark: number) => distances.data[sample * samples + landmarks[landmark]];
      const witnessed = (vertices: readonly number[]) => {
        const relaxations = Array.from({ length: samples }, (_, sample) => {
          const outside = landmarks.map((_, l) => l).filter((l) => !vertices.includes(l));
          const nearest = Math.min(...outside.map((l) => at(sample, l)));
          return Math.max(0, Math.max(...vertices.map((l) => at(sample, l))) - nearest);
        });
        return Math.min(...relaxations);
      };
      const value = (vertices: readonly number[]): number => {
        const own = vertices.length === 1 ? 0 : witnessed(vertices);
        const faces = vertices.length === 1 ? [] : vertices.map((left) => value(vertices.filter((v) => v !== left)));
        const all = Math.max(own, ...faces);
        return all <= largest ? all : Infinity;
      };
      const [, h1] = plainPersistence(simplicesOf(count, value));
      const expected = h1
        .map(([birth, death]) => [birth, Math.min(death, largest)])
        .filter(([birth, death]) => death > birth);
      const bars = witnessLoops(distances, landmarks, largest).map(({ birth, death }) => [birth, death]);
      const inOrder = (list: number[][]) => list.sort((p, q) => p[0] - q[0] || p[1] - q[1]);
      expect(inOrder(bars)).toEqual(inOrder(expected));
    }
  });
});

describe('geometryScore', () => {
  const rng = createRng('noise');
  const noisy = (rows: number[][]) => rows.map((row) => row.map((value) => value + 0.02 * rng.normal()));
  const options = { landmarks: 12, gamma: 0.2, repeats: 20 };

  it('counts the one loop of a circle and none of a line', () => {
    const [round, straight] = [relativeLivingTimes(circle(120), options), relativeLivingTimes(line(120), options)];
    expect(round[1]).toBeGreaterThan(0.7);
    expect(straight[0]).toBeGreaterThan(0.99);
    for (const times of [round, straight]) expect(times.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect(geometryScore(circle(120), line(120), options)).toBeGreaterThan(0.9);
    expect(geometryScore(circle(120), noisy(circle(120, 2)), options)).toBeLessThan(0.2);
  });

  it('is the squared distance of living times, 0 for equal data and copies, for the same seed', () => {
    const [x, y] = [activity(40, 3, 'x'), activity(40, 3, 'y')];
    const few = { repeats: 5, landmarks: 15 };
    const [a, b] = [x, y].map((one) => relativeLivingTimes(input(one), few));
    const expected = a.reduce((sum, value, at) => sum + (value - b[at]) ** 2, 0);
    expect(geometryScore(input(x), input(y), few)).toBeCloseTo(expected, 13);
    expect(geometryScore(input(x), input(x), few)).toBe(0);
    expect(geometryScore(input(x), copyOf(x), few)).toBeLessThan(1e-12);
    expect(relativeLivingTimes(input(x), { ...few, seed: 1 })).not.toEqual(a);
    expect(relativeLivingTimes(input(x), { ...few, maxLoops: 1 })).toHaveLength(1);
  });

  it('says what is wrong', () => {
    expect(() => geometryScore(line(5), line(5), { landmarks: 6 })).toThrow(
      'geometry-score: landmarks is 6, but x has 5 samples; expected no more',
    );
    expect(() => geometryScore(line(5), line(5), { gamma: 0 })).toThrow('geometry-score: gamma is 0');
    expect(() => relativeLivingTimes(line(5), { repeats: 0 })).toThrow('relativeLivingTimes: repeats is 0');
  });
});
