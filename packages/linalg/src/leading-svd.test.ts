import { afterEach, describe, expect, it } from 'vitest';
import { availableEngines } from '../test/available-engines.js';
import { largestDifference, normalMatrix, orthonormalColumns } from '../test/random-matrices.js';
import { leadingSvd, multiply, multiplyTranspose, scaleColumns, svd, transposeMultiply, useEngine } from './index.js';

afterEach(() => {
  useEngine('auto');
});

/** A matrix with these singular values. */
const withValues = (rows: number, columns: number, values: readonly number[]) =>
  multiplyTranspose(
    scaleColumns(orthonormalColumns(rows, values.length, 'left'), values),
    orthonormalColumns(columns, values.length, 'right'),
  );

const geometric = (count: number, last: number, scale = 1) =>
  Array.from({ length: count }, (_, k) => scale * last ** (k / (count - 1)));

describe.each(availableEngines())('leadingSvd on %s', (engine) => {
  it.each([
    ['tall', 90, 30, 30, 0.011, 1],
    ['wide', 30, 90, 30, 0.011, 1],
    ['a part of them', 60, 40, 5, 1e-6, 1],
    ['just too small a value', 60, 40, 40, 0.009, 1],
    ['hardly any rank', 60, 40, 40, 1e-15, 1],
    ['large numbers', 60, 40, 40, 0.1, 1e200],
    ['small numbers', 60, 40, 40, 0.1, 1e-200],
  ])('gives the leading triplets of %s', (_, rows, columns, count, last, scale) => {
    useEngine(engine);
    const values = geometric(Math.min(rows, columns), last, scale);
    const a = withValues(rows, columns, values);
    const found = leadingSvd(a, count);
    expect([found.u.columns, found.values.length, found.v.columns]).toEqual([count, count, count]);
    // Squares of values down to a hundredth lose four of the digits.
    expect(largestDifference(found.values, values.slice(0, count)) / scale).toBeLessThan(1e-12);
    for (const vectors of [found.u, found.v]) {
      const identity = Array.from({ length: count ** 2 }, (_, at) => (at % (count + 1) === 0 ? 1 : 0));
      expect(largestDifference(transposeMultiply(vectors, vectors).data, identity)).toBeLessThan(1e-11);
    }
    const carried = multiply(a, found.v).data.map((value) => value / scale);
    const expected = scaleColumns(
      found.u,
      found.values.map((value) => value / scale),
    ).data;
    expect(largestDifference(carried, expected)).toBeLessThan(1e-12);
  });

  it('spans what svd does', () => {
    useEngine(engine);
    const a = normalMatrix(80, 20);
    const [found, whole] = [leadingSvd(a, 20), svd(a)];
    const projection = ({ u }: typeof whole) => multiplyTranspose(u, u).data;
    expect(largestDifference(projection(found), projection(whole))).toBeLessThan(1e-12);
  });

  it('has zeros for zeros, all there are for too many, and refuses none and NaN', () => {
    useEngine(engine);
    expect(Array.from(leadingSvd({ rows: 3, columns: 2, data: new Float64Array(6) }, 9).values)).toEqual([0, 0]);
    expect(() => leadingSvd(normalMatrix(3, 2), 0)).toThrow(/leadingSvd: count is 0/);
    expect(() => leadingSvd({ rows: 1, columns: 1, data: Float64Array.of(Number.NaN) }, 1)).toThrow(/NaN/);
  });
});
