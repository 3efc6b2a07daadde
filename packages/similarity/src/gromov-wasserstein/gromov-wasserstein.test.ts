import { createRng, type Matrix } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal } from '../../test/geometry.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import { stress } from '../statistics/index.js';
import { exactTransport } from './exact-transport.js';
import { gromovWasserstein, gromovWassersteinBounds, gromovWassersteinOf } from './index.js';
import { lineOf, squaredWasserstein } from './one-dimensional.js';

const distances = (rows: number, columns: number, label: string) => euclideanDistances(activity(rows, columns, label));
const shuffled = (x: Matrix, label: string) => {
  const rng = createRng(label);
  const order = Array.from({ length: x.rows }, (_, i) => ({ i, key: rng.uniform() })).sort((a, b) => a.key - b.key);
  return order.map(({ i }) => [...x.data.subarray(i * x.columns, (i + 1) * x.columns)]);
};
const masses = (count: number, label: string) => {
  const rng = createRng(label);
  const weights = Float64Array.from({ length: count }, () => 0.1 + rng.uniform());
  const sum = weights.reduce((total, value) => total + value, 0);
  return weights.map((value) => value / sum);
};
function* permutations(count: number, done: number[] = []): Generator<number[]> {
  if (done.length === count) yield done;
  for (let next = 0; next < count; next++) if (!done.includes(next)) yield* permutations(count, [...done, next]);
}

describe('exactTransport', () => {
  it('has the right masses and no plan that is cheaper around any cycle', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, fc.boolean(), fc.string(), (n, m, whole, label) => {
        const rng = createRng(label);
        const data = Float64Array.from({ length: n * m }, () => (whole ? rng.integer(4) : rng.normal()));
        const [a, b] = [masses(n, `a${label}`), masses(m, `b${label}`)];
        const solve = exactTransport(a, b);
        // The second search starts from the tree of the first.
        solve({ rows: n, columns: m, data: data.map((_, at) => data[data.length - 1 - at]) });
        const plan = solve({ rows: n, columns: m, data }).data;
        for (let i = 0; i < n; i++)
          expect(plan.subarray(i * m, (i + 1) * m).reduce((sum, value) => sum + value, 0)).toBeCloseTo(a[i], 13);
        for (let j = 0; j < m; j++)
          expect(plan.reduce((sum, value, at) => sum + (at % m === j ? value : 0), 0)).toBeCloseTo(b[j], 13);
        expect(Math.min(...plan)).toBeGreaterThanOrEqual(0);
        // Least costs of moving a unit of mass from a row to another one, by way of columns both may use (Floyd-Warshall).
        const move = Array.from({ length: n }, (_, i) =>
          Array.from({ length: n }, (_, k) => {
            let least = i === k ? 0 : Infinity;
            for (let j = 0; j < m; j++)
              if (plan[k * m + j] > 1e-12) least = Math.min(least, data[i * m + j] - data[k * m + j]);
            return least;
          }),
        );
        for (let k = 0; k < n; k++)
          for (let i = 0; i < n; i++)
            for (let j = 0; j < n; j++) move[i][j] = Math.min(move[i][j], move[i][k] + move[k][j]);
        for (let i = 0; i < n; i++) expect(move[i][i]).toBeGreaterThan(-1e-9);
      }),
    );
  });
});

describe('squaredWasserstein', () => {
  it('pairs quantiles', () => {
    const half = Float64Array.from([0.5, 0.5]);
    const line = (values: number[], weights: ArrayLike<number>) =>
      lineOf(Float64Array.from(values), Float64Array.from(weights));
    expect(squaredWasserstein(line([3, 1], half), line([2, 5], half))).toBeCloseTo((1 + 4) / 2, 14);
    // 1 | 1 1 4 and 0 | 2 2 2, in quarters and thirds.
    expect(squaredWasserstein(line([1, 4], [0.75, 0.25]), line([0, 2], [1 / 3, 2 / 3]))).toBeCloseTo(
      1 / 3 + (0.75 - 1 / 3) + 4 / 4,
      14,
    );
    expect(squaredWasserstein(line([7], [1]), line([7, 7, 7], [0.2, 0.3, 0.5]))).toBe(0);
  });
});

describe('gromovWassersteinOf', () => {
  it('is 0, with the right plan, for the same points in another order, rotated and shifted', () => {
    const x = activity(30, 4, 'x');
    const rotated = multiply(x, orthogonal(4, 'q'));
    const order = shuffled(
      { rows: 30, columns: 1, data: Float64Array.from({ length: 30 }, (_, i) => i) },
      'order',
    ).flat();
    const rows = order.map((i) => [...rotated.data.subarray(4 * i, 4 * i + 4)].map((value) => value + 7));
    const y = euclideanDistances({ rows: 30, columns: 4, data: Float64Array.from(rows.flat()) });
    const result = gromovWassersteinOf(input(euclideanDistances(x)), input(y));
    expect(result.distance).toBeLessThan(1e-12);
    order.forEach((i, at) => {
      expect(result.plan.data[i * 30 + at]).toBeCloseTo(1 / 30, 14);
    });
    expect(gromovWasserstein(input(x), rows)).toBeLessThan(1e-12);
  });

  it('is the best of all permutations where these are few', () => {
    for (let k = 0; k < 8; k++) {
      const [c, d] = [distances(6, 2, `c${k}`), distances(6, 3, `d${k}`)];
      let least = Infinity;
      for (const order of permutations(6)) {
        let loss = 0;
        for (let i = 0; i < 6; i++)
          for (let j = 0; j < 6; j++) loss += (c.data[6 * i + j] - d.data[6 * order[i] + order[j]]) ** 2 / 36;
        least = Math.min(least, loss);
      }
      // Between Euclidean distances the loss is concave: some permutation is the best plan.
      expect(gromovWassersteinOf(input(c), input(d)).loss).toBeCloseTo(least, 12);
    }
  });

  it('is known for two points, and for points that split', () => {
    const pair = (length: number) => [
      [0, length],
      [length, 0],
    ];
    expect(gromovWassersteinOf(pair(3), pair(1)).distance).toBeCloseTo(2 * Math.SQRT1_2, 14);
    // One point against two at distance 2: half of all pairs differ by 2.
    const { loss, plan, lowerBound } = gromovWassersteinOf([[0]], pair(2));
    expect(loss).toBeCloseTo(2, 14);
    expect([...plan.data]).toEqual([0.5, 0.5]);
    expect(lowerBound).toBeCloseTo(2, 13);
    // Two points, of which the second is two coincident ones.
    const three = [
      [0, 3, 3],
      [3, 0, 0],
      [3, 0, 0],
    ];
    expect(gromovWassersteinOf(pair(3), three, { masses: [1 / 3, 2 / 3] }).loss).toBeCloseTo(0, 14);
    expect(gromovWassersteinOf(pair(3), three, { masses: [1 / 3, 2 / 3] }).lowerBound).toBeCloseTo(0, 13);
  });

  it('has lower bounds in their order, and a plan with the right masses, for any masses', () => {
    for (let k = 0; k < 8; k++) {
      const [n, m] = [4 + k, 9 - k / 2].map(Math.floor);
      const options = { masses: masses(n, `p${k}`), otherMasses: masses(m, `q${k}`) };
      const [c, d] = [input(distances(n, 2, `c${k}`)), input(distances(m, 3, `d${k}`))];
      const { first, second, third } = gromovWassersteinBounds(c, d, options);
      const { loss, lowerBound, plan, starts, startsAtBest } = gromovWassersteinOf(c, d, options);
      expect(first).toBeLessThanOrEqual(second + 1e-12);
      expect(second).toBeLessThanOrEqual(third + 1e-12);
      expect(third).toBeLessThanOrEqual(loss + 1e-12);
      expect(lowerBound).toBeCloseTo(Math.min(loss, Math.max(first, second, third)), 12);
      expect(startsAtBest).toBeGreaterThan(0);
      expect(startsAtBest).toBeLessThanOrEqual(starts);
      options.masses.forEach((mass, i) => {
        expect(plan.data.subarray(i * m, (i + 1) * m).reduce((sum, value) => sum + value, 0)).toBeCloseTo(mass, 12);
      });
      expect(plan.data.reduce((sum, value, at) => sum + (at % m === 0 ? value : 0), 0)).toBeCloseTo(
        options.otherMasses[0],
        12,
      );
    }
  });

  it('entropic, is near the exact loss for a small entropy and above it for a large one', () => {
    const [c, d] = [input(distances(8, 2, 'c')), input(distances(7, 3, 'd'))];
    const exact = gromovWassersteinOf(c, d).loss;
    const [sharp, smooth] = [0.02, 0.5].map((entropy) => gromovWassersteinOf(c, d, { entropy }));
    expect(sharp.loss).toBeGreaterThanOrEqual(exact - 1e-9);
    expect(sharp.loss).toBeLessThan(1.2 * exact);
    expect(smooth.loss).toBeGreaterThan(sharp.loss);
    // Entropy spreads the plan over all pairs.
    expect(Math.min(...smooth.plan.data)).toBeGreaterThan(0);
    expect(smooth.plan.data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 8);
  });

  it('says what is wrong', () => {
    const d = [
      [0, 1],
      [1, 0],
    ];
    expect(() => gromovWassersteinOf([[0, 1]], d)).toThrow('gromovWassersteinOf: x is 1 x 2; expected a square matrix');
    expect(() =>
      gromovWassersteinOf(d, [
        [0, 1],
        [2, 0],
      ]),
    ).toThrow('expected a symmetric matrix');
    expect(() => gromovWassersteinOf(d, d, { masses: [1] })).toThrow('masses has 1 values for 2 points');
    expect(() => gromovWassersteinOf(d, d, { otherMasses: [0.5, 0.6] })).toThrow('otherMasses sum to 1.1');
    expect(() => gromovWassersteinOf(d, d, { masses: [1, 0] })).toThrow('expected positive numbers that sum to 1');
    expect(() => gromovWassersteinOf(d, d, { entropy: -1 })).toThrow('gromovWassersteinOf: entropy is -1');
    expect(() => gromovWassersteinOf(d, d, { restarts: 0.5 })).toThrow('gromovWassersteinOf: restarts is 0.5');
  });
});

describe('gromovWasserstein', () => {
  it('is at most the root mean squared difference of paired distances', () => {
    for (let k = 0; k < 5; k++) {
      const [x, y] = [input(activity(15, 3, `x${k}`)), input(activity(15, 4, `y${k}`))];
      // Stress is over pairs, the loss over all entries, with the zero diagonal.
      const paired = stress(x, y) * Math.sqrt(14 / 15);
      const value = gromovWasserstein(x, y);
      expect(value).toBeLessThanOrEqual(paired + 1e-12);
      expect(gromovWasserstein(y, x)).toBe(value);
      expect(gromovWasserstein(x, y, { score: 'loss' })).toBeCloseTo(value ** 2, 12);
      expect(gromovWasserstein(x, y, { restarts: 12 })).toBeLessThanOrEqual(value);
    }
  });

  it('rescaled ignores size, and compares units as well', () => {
    const [x, y] = [activity(20, 5, 'x'), activity(20, 7, 'y')];
    const scaled = { ...x, data: x.data.map((value) => 1e8 * value) };
    for (const points of ['samples', 'units'] as const) {
      const value = gromovWasserstein(input(x), input(y), { points, rescale: true });
      expect(value).toBeGreaterThan(0.01);
      expect(gromovWasserstein(input(scaled), input(y), { points, rescale: true })).toBeCloseTo(value, 10);
    }
    // Units in another order, of samples in the same one.
    const order = [3, 0, 4, 1, 2];
    const reordered = Array.from({ length: 20 }, (_, i) => order.map((unit) => x.data[5 * i + unit]));
    expect(gromovWasserstein(input(x), reordered, { points: 'units' })).toBeLessThan(1e-12);
    expect(() =>
      gromovWasserstein(
        [
          [1, 1],
          [2, 2],
        ],
        [
          [1, 1],
          [2, 2],
        ],
        { points: 'units', rescale: true },
      ),
    ).toThrow('gromov-wasserstein: x has units that coincide, 2 of them');
    expect(() => gromovWasserstein(input(x), input(y), { score: 'angle' as never })).toThrow(
      'Gromov-Wasserstein score',
    );
  });
});
