import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, singularValues, transpose } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { normalMatrix } from '../../test/geometry.js';
import { ascend, EXACT } from './ascend.js';
import { cayley } from './cayley.js';

const random = (n: number, label: string) => normalMatrix(n, n, label);
const identity = (n: number): Matrix => ({
  rows: n,
  columns: n,
  data: Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0)),
});
const inner = (a: Matrix, b: Matrix) => a.data.reduce((sum, value, at) => sum + value * b.data[at], 0);

/** <M, Q>, of which the largest value over all rotations of determinant 1 is known. */
const procrustes = (m: Matrix) => {
  const n = m.rows;
  return {
    size: n,
    value: (q: Matrix) => inner(m, q),
    // The slope along exp(W) Q: the skew-symmetric part of MQ', twice.
    gradient(q: Matrix) {
      const { data } = multiplyTranspose(m, q);
      const triangle: number[] = [];
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) triangle.push(data[i * n + j] - data[j * n + i]);
      return Float64Array.from(triangle);
    },
    turned: (q: Matrix, r: Float64Array) => multiply({ rows: n, columns: n, data: r }, q),
  };
};

/** M with all singular values positive and a rotation of determinant 1 as its best: MQ' is then positive definite. */
const positive = (n: number) => {
  const root = random(n, `root ${n}`);
  const turn = cayley(random(n, 'turn').data.subarray(0, (n * (n - 1)) / 2), 0.5, n);
  return multiply(multiplyTranspose(root, root), { rows: n, columns: n, data: turn });
};

describe('ascend', () => {
  it.each([2, 5, 12, 24])('finds the nuclear norm of a %d x %d matrix, its rotation orthogonal', (n) => {
    const m = positive(n);
    const scale = 1 / Math.sqrt(inner(m, m));
    const unit = { ...m, data: m.data.map((value) => scale * value) };
    const { state, rotation } = ascend(procrustes(unit), identity(n), { stationary: EXACT, maximumSteps: 500 });
    const best = singularValues(unit).reduce((sum, value) => sum + value, 0);
    expect(inner(unit, state)).toBeCloseTo(best, 12);
    expect(rotation).toEqual(state.data);
    const square = multiply(transpose(state), state).data;
    square.forEach((value, at) => {
      expect(value).toBeCloseTo(at % (n + 1) === 0 ? 1 : 0, 12);
    });
  });

  it('has the gradient of its value, by finite differences', () => {
    const n = 5;
    const problem = procrustes(random(n, 'any'));
    const q = { rows: n, columns: n, data: cayley(random(n, 'at').data.subarray(0, 10), 1, n) };
    problem.gradient(q).forEach((slope, k) => {
      const along = (h: number) =>
        problem.value(
          problem.turned(
            q,
            cayley(
              Float64Array.from({ length: 10 }, (_, j) => (j === k ? 1 : 0)),
              h,
              n,
            ),
          ),
        );
      expect((along(1e-5) - along(-1e-5)) / 2e-5).toBeCloseTo(slope, 8);
    });
  });

  it('ends on a hill that is known, and where it is at the top already', () => {
    const m = positive(4);
    let asked = 0;
    const climb = { stationary: EXACT, maximumSteps: 500, knownHill: () => ++asked > 1 };
    const early = ascend(procrustes(m), identity(4), climb);
    expect(asked).toBe(2);
    const { state } = ascend(procrustes(m), identity(4), { stationary: 1e-9, maximumSteps: 500 });
    expect(inner(m, early.state)).toBeLessThan(inner(m, state));
    expect(ascend(procrustes(m), state, { stationary: 1e-6, maximumSteps: 5 }).rotation).toBeUndefined();
  });
});
