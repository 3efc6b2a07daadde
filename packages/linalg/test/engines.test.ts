import { createRng, type Matrix } from '@lrsim/core';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix as MlMatrix, SingularValueDecomposition } from 'ml-matrix';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cholesky,
  type EngineName,
  engineInUse,
  generalEigen,
  generalEigenvalues,
  leastSquares,
  multiply,
  multiplyTranspose,
  orthonormalBasis,
  qr,
  singularValues,
  solve,
  solvePositiveDefinite,
  svd,
  symmetricEigen,
  symmetricEigenvalues,
  symmetricFunction,
  transpose,
  transposeMultiply,
  useEngine,
} from '../src/index.js';
import { availableEngines } from './available-engines.js';
import { diagonalMatrix, largestDifference, matrixOf, normalMatrix, orthonormalColumns } from './random-matrices.js';

/** Rounding of a few hundred operations an element, relative to the largest. */
const ROUNDING = 1e-12;

const identity = (size: number) => diagonalMatrix(Array.from({ length: size }, () => 1));
const magnitude = (a: Matrix) => a.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const scaled = (a: Matrix, factor: number): Matrix => ({ ...a, data: a.data.map((value) => value * factor) });
const near = (found: Matrix, expected: Matrix, relative = ROUNDING) => {
  expect([found.rows, found.columns]).toEqual([expected.rows, expected.columns]);
  expect(largestDifference(found.data, expected.data)).toBeLessThanOrEqual(relative * (magnitude(expected) || 1));
};
const orthonormal = (a: Matrix) => near(transposeMultiply(a, a), identity(a.columns));

/** Everything an SVD promises. */
function checkSvd(a: Matrix) {
  const { u, values, v } = svd(a);
  const count = Math.min(a.rows, a.columns);
  expect([u.rows, u.columns, values.length, v.rows, v.columns]).toEqual([a.rows, count, count, a.columns, count]);
  orthonormal(u);
  orthonormal(v);
  expect([...values]).toEqual([...values].sort((x, y) => y - x));
  expect(values.every((value) => value >= 0)).toBe(true);
  // the product first, so that no scale can overflow
  const rebuilt = multiplyTranspose(multiply(u, diagonalMatrix([...values])), v);
  expect(largestDifference(rebuilt.data, a.data)).toBeLessThanOrEqual(ROUNDING * values[0]);
  expect(largestDifference(singularValues(a), values)).toBeLessThanOrEqual(ROUNDING * values[0]);
}

/** Everything a general eigendecomposition promises. */
function checkGeneral(a: Matrix, relative = 1e-11) {
  const { real, imaginary, vectorsReal, vectorsImaginary } = generalEigen(a);
  const n = a.rows;
  const size = magnitude(a) * n || 1;
  const [ar, ai] = [multiply(a, vectorsReal).data, multiply(a, vectorsImaginary).data];
  for (let j = 0; j < n; j++) {
    let squares = 0;
    for (let at = j; at < n * n; at += n) {
      const [x, y] = [vectorsReal.data[at], vectorsImaginary.data[at]];
      squares += x * x + y * y;
      expect(Math.abs(ar[at] - (real[j] * x - imaginary[j] * y))).toBeLessThanOrEqual(relative * size);
      expect(Math.abs(ai[at] - (real[j] * y + imaginary[j] * x))).toBeLessThanOrEqual(relative * size);
    }
    expect(Math.abs(squares - 1)).toBeLessThan(1e-12);
  }
  return { real, imaginary };
}

/** Complex numbers in an order that does not depend on the algorithm, for well separated ones. */
const ordered = ({ real, imaginary }: { real: Float64Array; imaginary: Float64Array }) =>
  Array.from(real, (value, i) => [value, imaginary[i]]).sort((p, q) => p[0] - q[0] || p[1] - q[1]);

/** Matrices of kinds that have broken decompositions. */
const difficult: Record<string, Matrix> = {
  zero: { rows: 4, columns: 4, data: new Float64Array(16) },
  identity: identity(6),
  'rank one': multiply(normalMatrix(9, 1, 'l'), normalMatrix(1, 9, 'r')),
  'rank three of twelve': multiply(normalMatrix(12, 3, 'l'), normalMatrix(3, 12, 'r')),
  'repeated values': multiplyTranspose(
    multiply(orthonormalColumns(8, 8, 'a'), diagonalMatrix([3, 3, 3, 2, 2, 1, 0, 0])),
    orthonormalColumns(8, 8, 'b'),
  ),
  'values over 14 decades': multiplyTranspose(
    multiply(orthonormalColumns(15, 15, 'a'), diagonalMatrix(Array.from({ length: 15 }, (_, i) => 10 ** -i))),
    orthonormalColumns(15, 15, 'b'),
  ),
  'denormal elements': matrixOf([
    [1, 5e-324, 0],
    [1e-310, 1e-160, 2],
    [0, 0, 1e-320],
  ]),
  'all elements denormal': matrixOf([
    [3e-320, 1e-320],
    [-1e-320, 2e-320],
  ]),
  huge: scaled(normalMatrix(5, 5, 'h'), 1e300),
  tiny: scaled(normalMatrix(5, 5, 't'), 1e-300),
  'a shift of coordinates': matrixOf([
    [0, 0, 0, 1],
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
  ]),
  'a Jordan block': matrixOf([
    [2, 1, 0, 0],
    [0, 2, 1, 0],
    [0, 0, 2, 1],
    [0, 0, 0, 2],
  ]),
  'an element of 1e-200, which makes balancing go wrong': matrixOf([
    [1, 1, 0],
    [0, 0, 1e-200],
    [-1, 0, 0],
  ]),
  'one element': matrixOf([[-3]]),
  rotation: matrixOf([
    [0.6, -0.8],
    [0.8, 0.6],
  ]),
};

describe.each(availableEngines())('engine %s', (name: EngineName) => {
  beforeAll(() => useEngine(name));
  afterAll(() => useEngine('auto'));

  it('says that it runs', () => expect(engineInUse().name).toBe(name));

  it('multiplies like plain sums at every size, small ones and ones past every block', () => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [3, 2, 5],
      [17, 33, 9],
      [64, 64, 64],
      [65, 130, 67],
      [1, 300, 40],
      [40, 300, 1],
      [129, 3, 131],
      [20, 700, 33],
    ]) {
      const [a, b] = [normalMatrix(m, k, 'a'), normalMatrix(k, n, 'b')];
      const plain: Matrix = { rows: m, columns: n, data: new Float64Array(m * n) };
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++)
          for (let l = 0; l < k; l++) plain.data[i * n + j] += a.data[i * k + l] * b.data[l * n + j];
      near(multiply(a, b), plain);
      near(transposeMultiply(transpose(a), b), plain);
      near(multiplyTranspose(a, transpose(b)), plain);
      const gram = transposeMultiply(a, a);
      near(gram, transposeMultiply(a, { ...a }));
      expect(gram.data).toEqual(transpose(gram).data);
      const outer = multiplyTranspose(a, a);
      near(outer, multiplyTranspose(a, { ...a }));
      expect(outer.data).toEqual(transpose(outer).data);
    }
  });

  it('multiplies with nothing to sum over, which gives zeros, and passes NaN on', () => {
    const [a, b] = [
      { rows: 2, columns: 0, data: new Float64Array() },
      { rows: 0, columns: 3, data: new Float64Array() },
    ];
    expect(multiply(a, b)).toEqual({ rows: 2, columns: 3, data: new Float64Array(6) });
    const bad = normalMatrix(30, 30, 'bad');
    bad.data[31] = Number.NaN;
    const product = multiply(bad, identity(30));
    expect(product.data[31]).toBeNaN();
    expect(product.data[0]).toBe(bad.data[0]);
  });

  it('refuses a matrix with fewer numbers than its size says', () => {
    const short = { rows: 50, columns: 50, data: new Float64Array(10) };
    const whole = normalMatrix(50, 50);
    for (const call of [
      () => multiply(short, whole),
      () => transposeMultiply(whole, short),
      () => multiplyTranspose(short, short),
      () => singularValues(short),
      () => svd(short),
      () => symmetricEigen(short),
      () => generalEigen(short),
      () => qr(short),
      () => solve(whole, short),
      () => cholesky(short),
    ])
      expect(call).toThrow('10 values; expected 2500');
  });

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

  it('solves systems: general, positive definite, and by least squares', () => {
    for (const n of [1, 2, 9, 60]) {
      const [a, x] = [normalMatrix(n, n, 'a'), normalMatrix(n, 3, 'x')];
      near(solve(a, multiply(a, x)), x, 1e-9);
      const definite = transposeMultiply(normalMatrix(2 * n, n, 'd'), normalMatrix(2 * n, n, 'd'));
      near(solvePositiveDefinite(definite, multiply(definite, x)), x, 1e-9);
      const lower = cholesky(definite);
      near(multiplyTranspose(lower, lower), definite);
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(lower.data[i * n + j]).toBe(0);
    }
    const [tall, b] = [normalMatrix(30, 4, 't'), normalMatrix(30, 2, 'b')];
    const fit = leastSquares(tall, b);
    const residual = { ...b, data: b.data.map((value, at) => value - multiply(tall, fit).data[at]) };
    expect(magnitude(transposeMultiply(tall, residual))).toBeLessThan(1e-12);
    // of all solutions of a system with a choice, the shortest
    near(leastSquares(matrixOf([[1, 1]]), matrixOf([[2]])), matrixOf([[1], [1]]));
  });

  it('solves a system whose first pivot is zero', () => {
    near(
      solve(
        matrixOf([
          [0, 1],
          [1, 0],
        ]),
        matrixOf([[2], [3]]),
      ),
      matrixOf([[3], [2]]),
    );
  });

  it('says which matrix is singular or not positive definite', () => {
    const singular = matrixOf([
      [1, 2],
      [2, 4],
    ]);
    const b = matrixOf([[1], [1]]);
    expect(() => solve(singular, b)).toThrow('solve: a (2 x 2) is singular; use leastSquares');
    expect(() =>
      cholesky(
        matrixOf([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toThrow('cholesky: a (2 x 2) is not positive definite');
    expect(() =>
      solvePositiveDefinite(
        matrixOf([
          [1, 2],
          [2, 1],
        ]),
        b,
      ),
    ).toThrow('is not positive definite; use solve');
  });

  it('gives a basis of the columns a matrix really has', () => {
    const a = multiply(normalMatrix(20, 3, 'l'), normalMatrix(3, 8, 'r'));
    const { basis, values } = orthonormalBasis(a);
    expect([basis.rows, basis.columns, values.length]).toEqual([20, 3, 3]);
    orthonormal(basis);
    near(multiply(basis, transposeMultiply(basis, a)), a);
    expect(orthonormalBasis({ rows: 3, columns: 2, data: new Float64Array(6) }).basis.columns).toBe(0);
  });

  it('takes functions of symmetric matrices: the square root and its inverse', () => {
    const half = normalMatrix(12, 9);
    const a = transposeMultiply(half, half);
    const root = symmetricFunction(a, Math.sqrt);
    near(multiply(root, root), a);
    near(
      multiply(
        symmetricFunction(a, (value) => 1 / Math.sqrt(value)),
        root,
      ),
      identity(9),
      1e-10,
    );
    expect(symmetricFunction(a, (_, largest) => largest).data[0]).toBeCloseTo(symmetricEigenvalues(a)[0], 10);
  });

  it('refuses NaN, infinity, what is empty and what does not fit, before any work', () => {
    const bad = matrixOf([
      [1, Number.NaN],
      [2, Number.POSITIVE_INFINITY],
    ]);
    const fine = identity(2);
    for (const call of [
      () => singularValues(bad),
      () => svd(bad),
      () => symmetricEigen(bad),
      () => symmetricEigenvalues(bad),
      () => generalEigen(bad),
      () => generalEigenvalues(bad),
      () => qr(bad),
      () => solve(bad, fine),
      () => solve(fine, bad),
      () => cholesky(bad),
      () => solvePositiveDefinite(bad, fine),
      () => leastSquares(bad, fine),
      () => orthonormalBasis(bad),
    ])
      expect(call).toThrow('NaN at [0, 1]');
    const empty = { rows: 0, columns: 0, data: new Float64Array() };
    for (const call of [
      () => singularValues(empty),
      () => svd(empty),
      () => symmetricEigen(empty),
      () => generalEigen(empty),
      () => qr(empty),
      () => solve(empty, empty),
      () => cholesky(empty),
    ])
      expect(call).toThrow('a is 0 x 0; expected at least one row and column');
    expect(() => generalEigen(normalMatrix(2, 3))).toThrow('generalEigen: a is 2 x 3; expected a square matrix');
    expect(() => qr(normalMatrix(2, 3))).toThrow('qr: a is 2 x 3; expected at least as many rows as columns');
    expect(() => solve(fine, normalMatrix(3, 1))).toThrow('solve: a has 2 rows, b has 3');
  });

  it('leaves its arguments as they were', () => {
    const rng = createRng('arguments');
    const a = { rows: 30, columns: 30, data: Float64Array.from({ length: 900 }, () => rng.normal()) };
    const definite = transposeMultiply(a, a);
    const before = [a.data.slice(), definite.data.slice()];
    multiply(a, definite);
    for (const call of [singularValues, svd, generalEigen, generalEigenvalues, qr]) call(a);
    for (const call of [symmetricEigen, symmetricEigenvalues, cholesky]) call(definite);
    solve(a, definite);
    solvePositiveDefinite(definite, a);
    expect([a.data, definite.data]).toEqual(before);
  });

  it('gives the same bytes for the same matrix, whatever was computed between', () => {
    const a = normalMatrix(45, 37, 'again');
    const before = [svd(a).u.data, singularValues(a), multiplyTranspose(a, a).data];
    svd(normalMatrix(60, 60, 'other'));
    expect([svd(a).u.data, singularValues(a), multiplyTranspose(a, a).data]).toEqual(before);
  });
});
