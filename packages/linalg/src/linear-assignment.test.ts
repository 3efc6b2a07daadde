import { createRng, type Matrix, NonFiniteError } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixOf, normalMatrix } from '../test/random-matrices.js';
import { linearAssignment } from './linear-assignment.js';
import { transpose } from './transpose.js';

/** The least sum of costs by trying everything: every row gets another column, or none where there are not enough. */
function bruteForce({ rows, columns, data }: Matrix, row = 0, used = 0, spare = Math.max(0, rows - columns)): number {
  if (row === rows) return 0;
  const matrix = { rows, columns, data };
  let least = spare > 0 ? bruteForce(matrix, row + 1, used, spare - 1) : Infinity;
  for (let j = 0; j < columns; j++)
    if (!(used & (1 << j)))
      least = Math.min(least, data[row * columns + j] + bruteForce(matrix, row + 1, used | (1 << j), spare));
  return least;
}

/** The sum of costs; checks that it is an assignment of as many as can be. */
function total(cost: Matrix): number {
  const columnOf = linearAssignment(cost);
  expect(columnOf).toHaveLength(cost.rows);
  const given = [...columnOf].filter((column) => column >= 0);
  expect(new Set(given).size).toBe(Math.min(cost.rows, cost.columns));
  expect(given).toHaveLength(Math.min(cost.rows, cost.columns));
  expect(given.every((column) => column < cost.columns)).toBe(true);
  return columnOf.reduce((sum, column, row) => (column < 0 ? sum : sum + cost.data[row * cost.columns + column]), 0);
}

describe('linearAssignment', () => {
  it('finds the least sum of any assignment, for every shape, with ties, negative and very different costs', () => {
    const size = fc.integer({ min: 1, max: 6 });
    const element = fc.oneof(
      fc.integer({ min: -2, max: 3 }),
      fc.constantFrom(0, 1e-9, 1e9, -1e9),
      fc.double({ min: -5, max: 5, noNaN: true }),
    );
    const matrices = fc
      .tuple(size, size)
      .chain(([rows, columns]) =>
        fc
          .array(element, { minLength: rows * columns, maxLength: rows * columns })
          .map((values) => ({ rows, columns, data: Float64Array.from(values) })),
      );
    fc.assert(
      fc.property(matrices, (cost) => {
        // costs of 1e9 leave 1e-7 of the sum to rounding
        const scale = cost.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(Math.abs(total(cost) - bruteForce(cost))).toBeLessThanOrEqual(1e-14 * scale);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a permutation that was hidden in noise', () => {
    const n = 200;
    const rng = createRng('permutation');
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(rng.uniform() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    const cost = normalMatrix(n, n, 'noise');
    for (let i = 0; i < n; i++) cost.data[i * n + order[i]] -= 20;
    expect([...linearAssignment(cost)]).toEqual(order);
  });

  it('costs the same for the transposed problem, and shifts with what a row costs wherever it goes', () => {
    for (const [rows, columns] of [
      [60, 60],
      [40, 90],
      [90, 40],
    ]) {
      const cost = normalMatrix(rows, columns);
      expect(total(transpose(cost))).toBeCloseTo(total(cost), 10);
      if (rows > columns) continue;
      const shifted = { ...cost, data: cost.data.map((value, at) => value + Math.floor(at / columns)) };
      expect(total(shifted)).toBeCloseTo(total(cost) + (rows * (rows - 1)) / 2, 9);
    }
  });

  it('ends where all costs are equal, or nearly', () => {
    expect(total({ rows: 50, columns: 50, data: new Float64Array(2500).fill(0.1) })).toBeCloseTo(5, 12);
    const noise = normalMatrix(50, 50).data.map((value) => 1 + 1e-16 * Math.round(value));
    expect(total({ rows: 50, columns: 50, data: noise })).toBeCloseTo(50, 12);
  });

  it('refuses NaN, infinity and empty matrices', () => {
    expect(() => linearAssignment(matrixOf([[Number.NaN]]))).toThrow(NonFiniteError);
    expect(() => linearAssignment(matrixOf([[1, Infinity]]))).toThrow('cost is Infinity at [0, 1]');
    expect(() => linearAssignment({ rows: 0, columns: 3, data: new Float64Array() })).toThrow('cost is 0 x 3');
  });
});
