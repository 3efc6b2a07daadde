import { createRng, type Matrix } from '@lrsim/core';
import { centreColumns, multiply, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { basisOf } from './basis.js';
import { correlationsBetween } from './canonical-analysis.js';
import { canonicalData, canonicalValues } from './canonical-data.js';
import { whiteningOf } from './whitening.js';

const scaled = (a: Matrix, by: (unit: number) => number): Matrix => ({
  ...a,
  data: a.data.map((value, at) => value * by(at % a.columns)),
});
/** One more unit that is the sum of the others, and of noise of this size. */
function withSum(a: Matrix, noise: number): Matrix {
  const [width, rng] = [a.columns + 1, createRng('sum')];
  const data = new Float64Array(a.rows * width);
  for (let i = 0; i < a.rows; i++) {
    const row = a.data.subarray(i * a.columns, (i + 1) * a.columns);
    data.set(row, i * width);
    data[(i + 1) * width - 1] = row.reduce((sum, value) => sum + value, 0) + noise * rng.normal();
  }
  return { rows: a.rows, columns: width, data };
}
const x = activity(60, 5, 'x');

describe('whiteningOf', () => {
  it('makes columns orthonormal, whatever the scales of the units', () => {
    for (const by of [1, 1e-100, 1e100]) {
      const centred = centreColumns(scaled(x, (unit) => by * 10 ** (unit - 2)));
      const whitening = whiteningOf(centred, 0);
      const white = multiplyTranspose(centred, whitening as Matrix);
      transposeMultiply(white, white).data.forEach((value, at) => {
        expect(value).toBeCloseTo(at % 6 === 0 ? 1 : 0, 12);
      });
    }
  });

  it.each([
    ['as many units as samples', activity(5, 5, 'few')],
    ['a unit that is the sum of others', withSum(x, 0)],
    ['nearly so', withSum(x, 1e-4)],
    ['a silent unit', scaled(x, (unit) => (unit === 2 ? 0 : 1))],
    ['squares beyond float64', scaled(x, () => 1e200)],
    ['squares that vanish', scaled(x, () => 1e-200)],
  ])('leaves to an SVD: %s', (_, data) => {
    expect(whiteningOf(centreColumns(data), 0)).toBeUndefined();
  });

  it('leaves to an SVD what may be rounding of the means', () => {
    expect(whiteningOf(centreColumns(x), 1e9)).toBeUndefined();
  });
});

describe('canonicalValues', () => {
  it('are, to 1e-10, those of bases from an SVD', () => {
    // The correlations lose up to the condition number, at most 1e4, times the machine epsilon.
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (seed, p, q) => {
        const a = activity(40, p, `a ${seed}`);
        const b = multiply(activity(40, p, `b ${seed}`), activity(p, q, `mixing ${seed}`));
        const values = canonicalValues('cca', ...pair(a, b, canonicalData));
        const expected = correlationsBetween('cca', ...pair(a, b, basisOf));
        expect(values.length).toBe(Math.min(p, q));
        expected.forEach((value, i) => {
          expect(values[i]).toBeCloseTo(value, 10);
        });
      }),
    );
  });

  it('keep their digits for a unit whose mean is large beside its fluctuations, though not beside those of others', () => {
    const unlike = (a: Matrix): Matrix => ({
      ...a,
      data: a.data.map((value, at) => (at % a.columns === 0 ? 100 + 1e-4 * value : 100 * value)),
    });
    const [a, b] = [unlike(activity(40, 3, 'left')), unlike(activity(40, 4, 'right'))];
    const values = canonicalValues('cca', ...pair(a, b, canonicalData));
    // The data themselves have the unit to 1e-16 * 100 / 1e-4.
    correlationsBetween('cca', ...pair(a, b, basisOf)).forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 9);
    });
  });

  const pair = <T>(a: Matrix, b: Matrix, read: (...args: Parameters<typeof basisOf>) => T): [T, T] => [
    read(input(a), {}, 'cca', 'x'),
    read(input(b), {}, 'cca', 'y'),
  ];
});
