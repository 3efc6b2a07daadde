import { describe, expect, it } from 'vitest';
import { type Complex, quotient, solvePair } from './complex-pair.js';

describe('quotient', () => {
  it('divides, also by what has a square that is no number', () => {
    expect(quotient([1, 3], [1, 1], 0)).toEqual([expect.closeTo(2, 14), expect.closeTo(1, 14)]);
    expect(quotient([0, 2e200], [1e200, 0], 0)).toEqual([0, 2]);
    expect(quotient([1, 2], [0, 0], 0.5)).toEqual([2, 4]);
  });
});

describe('solvePair', () => {
  const product = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
  const residual = (block: readonly Complex[], right: readonly Complex[], [x, y]: readonly Complex[]) =>
    [0, 1].map((i) => {
      const [p, q] = [product(block[2 * i], x), product(block[2 * i + 1], y)];
      return Math.hypot(p[0] + q[0] - right[i][0], p[1] + q[1] - right[i][1]);
    });

  it.each([0, 1, 2, 3])('begins at the largest element, wherever it stands: %d', (at) => {
    const block = [0, 1, 2, 3].map((k): Complex => [k === at ? 7 : k - 1.3, 0.4 * k]) as [
      Complex,
      Complex,
      Complex,
      Complex,
    ];
    const right: [Complex, Complex] = [
      [1, -2],
      [0.5, 3],
    ];
    for (const size of residual(block, right, solvePair(block, right, 1e-16))) expect(size).toBeLessThan(1e-14);
  });

  it('leaves a residual of rounding where the block is all but singular', () => {
    const block = [
      [1, 0],
      [2, 0],
      [0.1, 1e-15],
      [0.2, 0],
    ] as const;
    const right = [
      [1, 0],
      [0.7, 0],
    ] as const;
    const found = solvePair(block, right, 1e-18);
    const size = Math.hypot(...found.flat());
    expect(size).toBeGreaterThan(1e12);
    for (const left of residual(block, right, found)) expect(left / size).toBeLessThan(1e-15);
  });
});
