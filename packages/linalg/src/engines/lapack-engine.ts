import type { Matrix } from '@lrsim/core';
import { ConvergenceError } from '@lrsim/core';
import { withWorkspace } from '../native/fortran.js';
import { type Lapack, openLapack } from '../native/lapack.js';
import { firstLibrary } from '../native/native-library.js';
import { Workspace } from '../native/workspace.js';
import { transpose } from '../transpose.js';
import type { Engine, PivotedCholesky, Svd } from '../types.js';
import { javascriptEngine } from './javascript-engine.js';
import { eigenvaluesOf, eigenvectorsOf } from './lapack-general-eigen.js';
import { leadingEigen } from './lapack-leading-eigen.js';
import { product } from './lapack-product.js';
import { checkLapackEngine } from './lapack-self-test.js';
import { tridiagonalEigenvalues, tridiagonalForm } from './lapack-tridiagonal.js';
import { rankTolerance } from './pivoted-cholesky.js';

/** Elements up to which a decomposition in plain loops takes less time than a call out of JavaScript does. */
const SMALL_MATRIX = 36;

/** The engine on the BLAS and LAPACK of this machine; undefined where none is found that has both and passes a test. */
export function startLapackEngine(): Engine | undefined {
  return firstLibrary((library) => {
    const lapack = openLapack(library);
    // The matrices of the test are small, and none of them may be left to the plain loops.
    checkLapackEngine(lapackEngine(lapack, 0));
    return lapackEngine(lapack, SMALL_MATRIX);
  }, 'a library with BLAS and LAPACK (cblas_dgemm, dgesdd_, dsyevd_, dgeevx_ and others)');
}

/**
 * LAPACK stores matrices by columns: what is A here is A' to it. So the thin SVD comes with U and V exchanged, an LQ
 * decomposition there is the QR here, and a symmetric matrix is itself.
 *
 * @param small - elements up to which plain loops decompose.
 */
function lapackEngine(lapack: Lapack, small: number): Engine {
  const space = new Workspace();
  const isSmall = ({ rows, columns }: Matrix) => rows * columns <= small;
  return {
    name: 'lapack',
    library: lapack.library,
    multiply: (a, b) => product(lapack, false, false, a, b),
    transposeMultiply: (a, b) => product(lapack, true, false, a, b),
    multiplyTranspose: (a, b) => product(lapack, false, true, a, b),
    readTransposeProduct: (a, b, read) =>
      space.lend('product', a.columns * b.columns, (memory) => read(product(lapack, true, false, a, b, memory))),
    readProductTranspose: (a, b, read) =>
      space.lend('product', a.rows * b.rows, (memory) => read(product(lapack, false, true, a, b, memory))),
    readUpperGram: (a, read) =>
      space.lend('product', a.rows * a.rows, (data) => {
        lapack.syrk(false, a.rows, a.columns, a.data, a.columns, data);
        return read({ rows: a.rows, columns: a.rows, data });
      }),
    singularValues: (a) => (isSmall(a) ? javascriptEngine.singularValues(a) : gesdd(lapack, space, a, false).values),
    svd: (a) => (isSmall(a) ? javascriptEngine.svd(a) : gesdd(lapack, space, a, true)),
    symmetricEigenvalues: (a) =>
      isSmall(a)
        ? javascriptEngine.symmetricEigenvalues(a)
        : tridiagonalEigenvalues('symmetricEigenvalues', lapack, tridiagonalForm(lapack, space, a)),
    symmetricEigen(a) {
      if (isSmall(a)) return javascriptEngine.symmetricEigen(a);
      const { values, rows } = syevd(lapack, space, a);
      return { values: values.reverse(), vectors: lastRowFirstColumn(rows, a.rows) };
    },
    leadingEigen: (a, wanted) => leadingEigen(lapack, space, a, wanted),
    generalEigenvalues: (a) => eigenvaluesOf(lapack, space, a),
    generalEigen: (a) => eigenvectorsOf(lapack, space, a),
    qr(a) {
      if (isSmall(a)) return javascriptEngine.qr(a);
      const [n, m] = [a.columns, a.rows];
      const q = a.data.slice();
      const tau = new Float64Array(n);
      withWorkspace(space, (work, length) => lapack.gelqf(n, m, q, n, tau, work, length));
      const r = new Float64Array(n * n);
      for (let i = 0; i < n; i++) r.set(q.subarray(i * n + i, i * n + n), i * n + i);
      withWorkspace(space, (work, length) => lapack.orglq(n, m, n, q, n, tau, work, length));
      return { q: { ...a, data: q }, r: { rows: n, columns: n, data: r } };
    },
    solve(a, b) {
      if (isSmall(a)) return javascriptEngine.solve(a, b);
      const lu = space.copy('matrix', a.data);
      const pivots = new Int32Array(2 * a.rows);
      if (lapack.getrf(a.rows, a.rows, lu, a.rows, pivots) !== 0) return undefined;
      return byColumns(b, (x) => lapack.getrs('T', a.rows, b.columns, lu, a.rows, pivots, x, a.rows));
    },
    cholesky: (a) => potrf(lapack, a),
    pivotedCholesky: (a) => (isSmall(a) ? javascriptEngine.pivotedCholesky(a) : pstrf(lapack, space, a)),
    solveCholesky: (lower, b) =>
      byColumns(b, (x) => lapack.potrs('U', b.rows, b.columns, lower.data, b.rows, x, b.rows)),
  };
}

function gesdd(lapack: Lapack, space: Workspace, a: Matrix, vectors: boolean): Svd {
  // A' of LAPACK's has the rows of A as its columns: its left vectors are V, its right ones U
  const [m, n] = [a.columns, a.rows];
  const count = Math.min(m, n);
  const job = vectors ? 'S' : 'N';
  const values = new Float64Array(count);
  const u = new Float64Array(vectors ? n * count : 1);
  const v = space.array('v', vectors ? m * count : 1);
  const integers = new Int32Array(16 * count);
  const matrix = space.copy('matrix', a.data);
  let info = withWorkspace(space, (work, length) =>
    lapack.gesdd(job, m, n, matrix, m, values, v, m, u, count, work, length, integers),
  );
  if (info > 0) {
    // divide and conquer did not converge: the QR iteration, slower, nearly always does
    matrix.set(a.data);
    info = withWorkspace(space, (work, length) =>
      lapack.gesvd(job, job, m, n, matrix, m, values, v, m, u, count, work, length),
    );
  }
  if (info !== 0) throw new ConvergenceError(`singular values: LAPACK's dgesdd and dgesvd did not converge (${info})`);
  return {
    u: { rows: n, columns: count, data: u },
    values,
    v: transpose({ rows: vectors ? count : 0, columns: m, data: v.subarray(0, vectors ? m * count : 0) }),
  };
}

/** Ascending eigenvalues, and eigenvectors as rows. */
function syevd(lapack: Lapack, space: Workspace, a: Matrix) {
  const n = a.rows;
  const rows = space.copy('matrix', a.data);
  const values = new Float64Array(n);
  const size = 3 + 5 * n;
  const integers = new Int32Array(2 * size);
  const info = withWorkspace(space, (work, length) =>
    lapack.syevd('V', 'L', n, rows, n, values, work, length, integers, size),
  );
  if (info !== 0) throw new ConvergenceError(`symmetricEigen: LAPACK's dsyevd did not converge (${info})`);
  return { values, rows };
}

/** The lower triangular factor: LAPACK's upper one, transposed. */
function potrf(lapack: Lapack, a: Matrix): Matrix | undefined {
  const n = a.rows;
  const data = a.data.slice();
  if (lapack.potrf('U', n, data, n) !== 0) return undefined;
  for (let i = 0; i < n; i++) data.fill(0, i * n + i + 1, i * n + n);
  return { rows: n, columns: n, data };
}

function pstrf(lapack: Lapack, space: Workspace, a: Matrix): PivotedCholesky {
  const n = a.rows;
  const lower = space.copy('matrix', a.data);
  const [order, found] = [new Int32Array(2 * n), new Int32Array(2)];
  lapack.pstrf('U', n, lower, n, order, found, Float64Array.of(rankTolerance(a)), space.array('work', 2 * n));
  const rank = found[0];
  const factor = new Float64Array(n * rank);
  const wide = order.subarray(n).some((index) => index !== 0);
  for (let i = 0; i < n; i++) {
    // Libraries with 64-bit integers fill all of the array.
    const row = order[wide ? 2 * i : i] - 1;
    factor.set(lower.subarray(i * n, i * n + Math.min(rank, i + 1)), row * rank);
  }
  return {
    factor: { rows: n, columns: rank, data: factor },
    pivots: Float64Array.from({ length: rank }, (_, k) => lower[k * (n + 1)]),
  };
}

/** Has `work` change a matrix in place that is stored by columns. */
function byColumns(b: Matrix, work: (columns: Float64Array) => void): Matrix {
  const columns = transpose(b);
  work(columns.data);
  return transpose(columns);
}

/** The rows of a square matrix as columns, in reverse order; the rows themselves are reversed. */
function lastRowFirstColumn(rows: Float64Array, n: number): Matrix {
  for (let first = 0, last = n - 1; first < last; first++, last--) {
    const row = rows.slice(first * n, (first + 1) * n);
    rows.copyWithin(first * n, last * n, (last + 1) * n);
    rows.set(row, last * n);
  }
  return transpose({ rows: n, columns: n, data: rows.subarray(0, n * n) });
}
