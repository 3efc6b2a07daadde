import { createRng, type Matrix } from '@lrsim/core';
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
import { identity, magnitude, near, orthonormal } from './engine-checks.js';
import { diagonalMatrix, largestDifference, matrixOf, normalMatrix } from './random-matrices.js';

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
      expect(largestDifference(gram.data, transpose(gram).data)).toBe(0);
      const outer = multiplyTranspose(a, a);
      near(outer, multiplyTranspose(a, { ...a }));
      expect(largestDifference(outer.data, transpose(outer).data)).toBe(0);
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

  it('solves systems: general, positive definite, and by least squares', () => {
    for (const n of [1, 2, 9, 60, 131]) {
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
    const indefinite = diagonalMatrix(Array.from({ length: 50 }, (_, i) => 40 - i));
    expect(() => cholesky(indefinite)).toThrow('cholesky: a (50 x 50) is not positive definite');
    expect(() => solvePositiveDefinite(indefinite, indefinite)).toThrow('is not positive definite; use solve');
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
