import type { Matrix } from '@lrsim/core';
import type { Engine } from '../types.js';

const matrix = (rows: number, columns: number, ...values: number[]): Matrix => ({
  rows,
  columns,
  data: Float64Array.from(values),
});

/**
 * Throws where an engine is wrong about small cases whose answers are known: a library may have the names with other
 * conventions (64-bit integers, another order of storage).
 */
export function checkLapackEngine(engine: Engine): void {
  const expect = (what: string, found: ArrayLike<number> | undefined, ...values: number[]) => {
    const right = found?.length === values.length && values.every((value, i) => Math.abs(found[i] - value) < 1e-12);
    if (!right) throw new Error(`its ${what} gives ${found && Array.from(found).join()}`);
  };
  // large enough not to be done by plain loops
  const long: Matrix = { rows: 1000, columns: 3, data: Float64Array.from({ length: 3000 }, (_, at) => (at % 3) + 1) };
  expect('cblas_dgemm', engine.transposeMultiply(long, { ...long }).data, 1e3, 2e3, 3e3, 2e3, 4e3, 6e3, 3e3, 6e3, 9e3);
  expect('cblas_dsyrk', engine.transposeMultiply(long, long).data, 1e3, 2e3, 3e3, 2e3, 4e3, 6e3, 3e3, 6e3, 9e3);

  // 3 and 1 with the left vectors (1, 0, 0), (0, 0, 1) and the right ones (0, 1), (1, 0), each up to a sign
  const tall = matrix(3, 2, 0, 3, 0, 0, 1, 0);
  expect('dgesdd', engine.singularValues(tall), 3, 1);
  const { u, values, v } = engine.svd(tall);
  expect('dgesdd', values, 3, 1);
  expect('dgesdd', u.data.map(Math.abs), 1, 0, 0, 0, 0, 1);
  expect('dgesdd', v.data.map(Math.abs), 0, 1, 1, 0);

  const symmetric = matrix(2, 2, 2, 1, 1, 2);
  expect('dsytrd and dsterf', engine.symmetricEigenvalues(symmetric), 3, 1);
  expect(
    'dsyevd',
    engine.symmetricEigen(symmetric).vectors.data.map((x) => x * x),
    0.5,
    0.5,
    0.5,
    0.5,
  );
  // 4, 3, 2, 1 and the unit vectors, turned by a quarter in the plane of the first and the last.
  const diagonal = matrix(4, 4, 2.5, 0, 0, 1.5, 0, 3, 0, 0, 0, 0, 2, 0, 1.5, 0, 0, 2.5);
  for (const [count, routine] of [
    [1, 'dstemr'],
    [4, 'dstedc'],
  ] as const) {
    const leading = engine.leadingEigen?.(diagonal, () => count);
    expect('dsterf', leading?.values, 4, 3, 2, 1);
    const first = leading?.vectors.data.filter((_, at) => at % count === 0).map((x) => x * x);
    expect(routine, first, 0.5, 0, 0, 0.5);
  }
  const triangular = matrix(2, 2, 3, 1, 0, 2);
  const general = engine.generalEigen(triangular);
  expect('dgeevx', general.real, 3, 2);
  expect('dgeevx', general.vectorsReal.data.map(Math.abs), 1, Math.SQRT1_2, 0, Math.SQRT1_2);

  const { q, r } = engine.qr(matrix(3, 2, 0, 1, 0, 1, 2, 4));
  expect('dgelqf', r.data.map(Math.abs), 2, 4, 0, Math.SQRT2);
  expect(
    'dorglq',
    q.data.map((x) => x * x),
    0,
    0.5,
    0,
    0.5,
    1,
    0,
  );
  expect('dgetrs', engine.solve(triangular, matrix(2, 2, 4, 5, 2, 4))?.data, 1 / 1, 1, 1, 2);
  expect('dpotrf', engine.cholesky(matrix(2, 2, 4, 2, 2, 2))?.data, 2, 0, 1, 1);
  const { factor, pivots } = engine.pivotedCholesky(matrix(2, 2, 1, 2, 2, 4));
  expect('dpstrf', [...factor.data, ...pivots], 1, 2, 2);
  expect('dpotrs', engine.solveCholesky(matrix(2, 2, 2, 0, 1, 1), matrix(2, 1, 6, 4)).data, 1, 1);
}
