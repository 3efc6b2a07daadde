import type { Matrix } from '@lrsim/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { availableEngines } from '../test/available-engines.js';
import { diagonalMatrix, largestDifference, normalMatrix } from '../test/random-matrices.js';
import { leadingEigen, multiply, scaleColumns, symmetricEigenvalues, transposeMultiply, useEngine } from './index.js';

const gram = (x: Matrix) => transposeMultiply(x, x);
const ones = (count: number) => diagonalMatrix(new Array(count).fill(1));

const kinds: Readonly<Record<string, (n: number) => Matrix>> = {
  'of data': (n) => gram(normalMatrix(2 * n, n)),
  'of rank 3': (n) => gram(normalMatrix(3, n)),
  'with equal values': (n) => diagonalMatrix(Array.from({ length: n }, (_, k) => (k < n / 2 ? 2 : 1))),
  'of zeros': (n) => ({ rows: n, columns: n, data: new Float64Array(n * n) }),
  'of large numbers': (n) => ({ rows: n, columns: n, data: new Float64Array(n * n).fill(1e200) }),
};

describe.each(availableEngines())('leadingEigen on %s', (name) => {
  beforeAll(() => useEngine(name));
  afterAll(() => useEngine('auto'));

  it.each(
    Object.keys(kinds).flatMap((kind) =>
      [1, 7, 140].flatMap((n) => [1, 6, 60, n].map((count) => [kind, n, count] as const)),
    ),
  )('has the largest eigenvalues and their vectors of a matrix %s, %d rows, %d wanted', (kind, n, count) => {
    const a = kinds[kind](n);
    const { values, vectors } = leadingEigen(a, () => count);
    const wanted = Math.min(count, n);
    const size = values[0] || 1;
    const relative = ({ data, ...shape }: Matrix) => ({ ...shape, data: data.map((value) => value / size) });
    // 1e-12: rounding of a few hundred operations.
    expect([vectors.rows, vectors.columns]).toEqual([n, wanted]);
    expect(largestDifference(values, symmetricEigenvalues(a)) / size).toBeLessThan(1e-12);
    expect(largestDifference(gram(vectors).data, ones(wanted).data)).toBeLessThan(1e-12);
    const scaled = relative(scaleColumns(vectors, values.slice(0, wanted)));
    expect(largestDifference(multiply(relative(a), vectors).data, scaled.data)).toBeLessThan(1e-12);
  });

  it('asks how many once, with the values of the matrix', () => {
    const asked: Float64Array[] = [];
    const { values } = leadingEigen(kinds['of large numbers'](140), (all) => asked.push(all));
    expect(asked).toEqual([values]);
    expect(values[0] / 1e200).toBeCloseTo(140, 10);
    expect(() => leadingEigen(ones(2), () => 0)).toThrow('leadingEigen: the number wanted is 0');
    expect(() => leadingEigen(normalMatrix(2, 2), () => 1)).toThrow('expected a symmetric matrix');
  });
});
