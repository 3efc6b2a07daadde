import { createRng, type Matrix } from '@lrsim/core';
import { linearAssignment } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { normalMatrix } from '../../test/geometry.js';
import { optimalTransport } from './optimal-transport.js';
import { sinkhorn } from './sinkhorn.js';

const sums = ({ rows, columns, data }: Matrix) => ({
  rows: Array.from({ length: rows }, (_, i) => data.slice(i * columns, (i + 1) * columns).reduce((a, b) => a + b, 0)),
  columns: Array.from({ length: columns }, (_, j) =>
    data.reduce((sum, v, at) => sum + (at % columns === j ? v : 0), 0),
  ),
});

/** The least cost for masses 1/m and 1/n: copies of each, so that all masses are equal, assigned one to one. */
function byCopies({ rows: m, columns: n, data }: Matrix): number {
  const copies = { rows: m * n, columns: m * n, data: new Float64Array((m * n) ** 2) };
  for (let i = 0; i < m * n; i++)
    for (let j = 0; j < m * n; j++) copies.data[i * m * n + j] = data[Math.floor(i / n) * n + Math.floor(j / m)];
  return [...linearAssignment(copies)].reduce((sum, j, i) => sum + copies.data[i * m * n + j], 0) / (m * n);
}

describe('optimalTransport', () => {
  it.each([
    [1, 1],
    [3, 3],
    [2, 5],
    [5, 2],
    [4, 6],
    [7, 5],
  ])('moves equal masses of %i sources to %i targets at the least cost', (m, n) => {
    for (let k = 0; k < 10; k++) {
      const cost = normalMatrix(m, n, `${m} ${n} ${k}`);
      const { plan, cost: value } = optimalTransport(cost);
      expect(value).toBeCloseTo(byCopies(cost), 12);
      const { rows, columns } = sums(plan);
      for (const sum of rows) expect(sum).toBeCloseTo(1 / m, 12);
      for (const sum of columns) expect(sum).toBeCloseTo(1 / n, 12);
      expect(plan.data.every((mass) => mass >= 0)).toBe(true);
    }
  });

  it('is on the line the area between the distribution functions', () => {
    const [x, y] = [
      [0, 1, 4],
      [2, 3],
    ];
    const [a, b] = [
      [0.5, 0.25, 0.25],
      [0.4, 0.6],
    ];
    const data = Float64Array.from(x.flatMap((s) => y.map((t) => Math.abs(s - t))));
    // |F - G| is 0.5 on (0, 1), 0.75 on (1, 2), 0.35 on (2, 3), 0.25 on (3, 4).
    expect(optimalTransport({ rows: 3, columns: 2, data }, a, b).cost).toBeCloseTo(1.85, 12);
  });

  it('has potentials that prove its plan: complementary slackness, for unequal masses', () => {
    const rng = createRng('masses');
    const cost = normalMatrix(6, 9, 'unequal');
    const draw = (n: number) => {
      const masses = Array.from({ length: n }, () => rng.uniform());
      const total = masses.reduce((a, b) => a + b, 0);
      return masses.map((mass) => mass / total);
    };
    const [from, to] = [draw(6), draw(9)];
    const best = optimalTransport(cost, from, to);
    // No exchange of mass around four used and unused cells pays.
    for (let k = 0; k < 2000; k++) {
      const [i, i2, j, j2] = [rng.integer(6), rng.integer(6), rng.integer(9), rng.integer(9)];
      const at = (r: number, c: number) => cost.data[r * 9 + c];
      if (best.plan.data[i * 9 + j] > 0 && best.plan.data[i2 * 9 + j2] > 0)
        expect(at(i, j) + at(i2, j2)).toBeLessThanOrEqual(at(i, j2) + at(i2, j) + 1e-12);
    }
    const { rows } = sums(best.plan);
    rows.forEach((sum, i) => {
      expect(sum).toBeCloseTo(from[i], 12);
    });
  });

  it('says what is wrong with the masses', () => {
    const cost = normalMatrix(2, 2, 'cost');
    expect(() => optimalTransport(cost, [1])).toThrow('from has 1 masses; expected 2');
    expect(() => optimalTransport(cost, [1, -1])).toThrow('from is -1 at [1]');
    expect(() => optimalTransport(cost, [1, 1], [1, 2])).toThrow('from sums to 2, to sums to 3');
    expect(() => optimalTransport({ ...cost, data: Float64Array.of(1, Number.NaN, 0, 0) })).toThrow('cost is NaN');
  });
});

describe('sinkhorn', () => {
  it('comes near the exact cost as the entropy vanishes, from above', () => {
    const cost = normalMatrix(5, 8, 'entropic');
    const exact = optimalTransport(cost).cost;
    const gaps = [0.5, 0.1, 0.02].map((epsilon) => sinkhorn(cost, { epsilon, tolerance: 1e-8 }).cost - exact);
    expect(gaps[2]).toBeGreaterThan(-1e-8);
    expect(gaps[2]).toBeLessThan(gaps[1]);
    expect(gaps[1]).toBeLessThan(gaps[0]);
    expect(gaps[2]).toBeLessThan(0.02);
  });

  it('gives up with what to do', () => {
    expect(() => sinkhorn(normalMatrix(5, 8, 'entropic'), { epsilon: 1e-3, maximumIterations: 3 })).toThrow(
      'use a larger one',
    );
  });
});
