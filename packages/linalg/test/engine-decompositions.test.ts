import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix as MlMatrix, SingularValueDecomposition } from 'ml-matrix';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EngineName,
  generalEigenvalues,
  leadingEigen,
  multiply,
  multiplyTranspose,
  qr,
  singularValues,
  symmetricEigen,
  symmetricEigenvalues,
  transpose,
  useEngine,
} from '../src/index.js';
import { availableEngines } from './available-engines.js';
import {
  checkGeneral,
  checkSvd,
  difficult,
  magnitude,
  near,
  ordered,
  orthonormal,
  ROUNDING,
  scaled,
} from './engine-checks.js';
import { diagonalMatrix, largestDifference, normalMatrix } from './random-matrices.js';

describe.each(availableEngines())('engine %s', (name: EngineName) => {
  beforeAll(() => useEngine(name));
  afterAll(() => useEngine('auto'));

  it.each(Object.entries(difficult))('decomposes a difficult matrix: %s', (_, a) => {
    checkSvd(a);
    checkSvd({ rows: a.rows, columns: 1, data: transpose(a).data.slice(0, a.rows) });
    checkSvd({ rows: 1, columns: a.columns, data: a.data.slice(0, a.columns) });
    const size = magnitude(a) * a.rows || 1;
    const half = transpose(a).data;
    const even = { ...a, data: a.data.map((value, at) => value / 2 + half[at] / 2) };
    const { values, vectors } = symmetricEigen(even);
    orthonormal(vectors);
    const rebuilt = multiplyTranspose(multiply(vectors, diagonalMatrix([...values])), vectors);
    expect(largestDifference(rebuilt.data, even.data)).toBeLessThanOrEqual(ROUNDING * size);
    expect(largestDifference(symmetricEigenvalues(even), values)).toBeLessThanOrEqual(ROUNDING * size);
    const { q, r } = qr(a);
    orthonormal(q);
    expect(largestDifference(multiply(q, r).data, a.data)).toBeLessThanOrEqual(ROUNDING * size);
    // a defective eigenvalue is only as exact as the root of rounding; the residual is exact all the same
    if (magnitude(a) > 1e-290 && magnitude(a) < 1e290) checkGeneral(a);
  });

  it.each([
    [40, 40],
    [90, 40],
    [40, 90],
    [300, 20],
    [20, 300],
    [130, 129],
  ])('decomposes %i x %i', (rows, columns) => {
    const a = normalMatrix(rows, columns);
    checkSvd(a);
    if (rows < columns) return;
    const { q, r } = qr(a);
    orthonormal(q);
    near(multiply(q, r), a);
    for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) expect(r.data[i * columns + j]).toBe(0);
  });

  it('agrees with ml-matrix on singular values and on eigenvalues', () => {
    const a = normalMatrix(30, 30);
    const ml = MlMatrix.from1DArray(30, 30, [...a.data]);
    expect(largestDifference(singularValues(a), new SingularValueDecomposition(ml).diagonal)).toBeLessThan(
      ROUNDING * 10,
    );
    const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(ml, { assumeSymmetric: false });
    const peer = ordered({
      real: Float64Array.from(realEigenvalues),
      imaginary: Float64Array.from(imaginaryEigenvalues),
    });
    const own = ordered(generalEigenvalues(a));
    expect(largestDifference(own.flat(), peer.flat())).toBeLessThan(1e-11);
    expect(largestDifference(ordered(checkGeneral(a)).flat(), own.flat())).toBeLessThan(1e-11);
  });

  it('finds symmetric eigenvalues where squares of tiny elements vanish: dsterf alone is wrong from the third digit on', () => {
    const data = [-2.5073713603713584e-81, -1, 0, -1e-155, 0, 1e-161, -1, 1e-161, 0, 0, -1.8167073524254158, -1];
    const doubled = { rows: 8, columns: 8, data: new Float64Array(64) }; // [0 A; A' 0], A of 6 x 2
    data.forEach((value, k) => {
      const [i, j] = [k >> 1, 6 + (k & 1)];
      doubled.data[8 * i + j] = doubled.data[8 * j + i] = value;
    });
    // A'A is [[1 + x^2, -x], [-x, 2]] to within 1e-80, x the last but one: its eigenvalues are 2 + x^2 and 1.
    const largest = Math.sqrt(2 + data[10] ** 2);
    const expected = [largest, 1, 0, 0, 0, 0, -1, -largest];
    for (const values of [symmetricEigenvalues(doubled), symmetricEigen(doubled).values])
      expect(largestDifference(values, expected)).toBeLessThan(1e-14);
    const { values, vectors } = leadingEigen(doubled, () => 1);
    expect(largestDifference(values, expected)).toBeLessThan(1e-14);
    near(multiply(doubled, vectors), scaled(vectors, largest), 1e-14);
  });

  it('finds the complex eigenvalues of a companion matrix: the roots of unity', () => {
    const n = 12;
    const companion = { rows: n, columns: n, data: new Float64Array(n * n) };
    for (let i = 0; i < n; i++) companion.data[((i + 1) % n) * n + i] = 1;
    const { real, imaginary } = checkGeneral(companion);
    for (let j = 0; j < n; j++) expect(Math.hypot(real[j], imaginary[j])).toBeCloseTo(1, 13);
    const angles = Array.from(real, (value, j) => Math.atan2(imaginary[j], value)).sort((p, q) => p - q);
    for (let j = 1; j < n; j++) expect(angles[j] - angles[j - 1]).toBeCloseTo((2 * Math.PI) / n, 12);
  });

  it('decomposes random matrices of small integers, singular and repeated ones among them', () => {
    const matrices = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })).chain(([rows, columns]) =>
      fc
        .array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(0, 0, 1e-8, 1e-200, 1e3)), {
          minLength: rows * columns,
          maxLength: rows * columns,
        })
        .map((values) => ({ rows, columns, data: Float64Array.from(values) })),
    );
    fc.assert(
      fc.property(matrices, (a) => {
        checkSvd(a);
        if (a.rows === a.columns) checkGeneral(a);
      }),
      { numRuns: 500 },
    );
  });
});
