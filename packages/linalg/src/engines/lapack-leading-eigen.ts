import type { Matrix } from '@lrsim/core';
import { withWorkspace } from '../native/fortran.js';
import type { Lapack } from '../native/lapack.js';
import type { Workspace } from '../native/workspace.js';
import { transpose } from '../transpose.js';
import type { SymmetricEigen } from '../types.js';
import { tridiagonalEigenvalues, tridiagonalForm } from './lapack-tridiagonal.js';

/** From this many times as many rows as wanted vectors on, the method that finds some costs less than the one that finds all. */
const FEW = 4;

/**
 * All eigenvalues, and as many of the leading eigenvectors as `wanted` says: the matrix is made tridiagonal once (dsytrd); its
 * eigenvalues (dsterf) cost next to nothing, and so do a few of its eigenvectors (dstemr; all of them: dstedc), which are then
 * turned back (dormtr). Undefined where the vectors do not converge.
 */
export function leadingEigen(
  lapack: Lapack,
  space: Workspace,
  a: Matrix,
  wanted: (values: Float64Array) => number,
): SymmetricEigen | undefined {
  const n = a.rows;
  const form = tridiagonalForm(lapack, space, a);
  const values = tridiagonalEigenvalues('leadingEigen', lapack, form);
  const count = wanted(values);
  const { matrix, tau, diagonal, beside } = form;
  const tridiagonal = { lapack, space, n, diagonal, beside };
  const rows = n >= FEW * count ? someVectors(tridiagonal, count) : allVectors(tridiagonal);
  if (!rows) return undefined;
  // Eigenvectors lie as rows here, which are columns to LAPACK, ascending: the wanted ones are last.
  const found = rows.subarray(rows.length - count * n);
  withWorkspace(space, (work, length) => lapack.ormtr('L', 'L', 'N', n, count, matrix, n, tau, found, n, work, length));
  const descending = new Float64Array(count * n);
  for (let k = 0; k < count; k++) descending.set(found.subarray((count - 1 - k) * n, (count - k) * n), k * n);
  return { values, vectors: transpose({ rows: count, columns: n, data: descending }) };
}

/** A symmetric tridiagonal matrix. */
interface Tridiagonal {
  readonly lapack: Lapack;
  readonly space: Workspace;
  readonly n: number;
  readonly diagonal: Float64Array;
  /** What stands beside the diagonal, and one number more. */
  readonly beside: Float64Array;
}

function someVectors({ lapack, space, n, diagonal, beside }: Tridiagonal, count: number): Float64Array | undefined {
  const rows = new Float64Array(count * n);
  const [values, bounds] = [new Float64Array(n), new Float64Array(1)];
  const [found, support, accurate] = [new Int32Array(2), new Int32Array(4 * count), Int32Array.of(1, 0)];
  const integers = new Int32Array(20 * n);
  const info = withWorkspace(space, (work, length) =>
    lapack.stemr(
      ...(['V', 'I', n, diagonal.slice(), beside.slice(), bounds, bounds, n - count + 1, n] as const),
      ...([found, values, rows, n, count, support, accurate, work, length, integers, 10 * n] as const),
    ),
  );
  return info === 0 && found[0] === count ? rows : undefined;
}

function allVectors({ lapack, space, n, diagonal, beside }: Tridiagonal): Float64Array | undefined {
  const rows = new Float64Array(n * n);
  const size = 3 + 5 * n;
  const integers = new Int32Array(2 * size);
  const info = withWorkspace(space, (work, length) =>
    lapack.stedc('I', n, diagonal, beside, rows, n, work, length, integers, size),
  );
  return info === 0 ? rows : undefined;
}
