import { ConvergenceError, type Matrix } from '@lrsim/core';
import { largestMagnitude } from '../frobenius-norm.js';
import { withWorkspace } from '../native/fortran.js';
import type { Lapack } from '../native/lapack.js';
import type { Workspace } from '../native/workspace.js';

/** A symmetric matrix as Q T Q', T tridiagonal, as dsytrd leaves it; `matrix` and `tau` hold Q. */
export interface TridiagonalForm {
  readonly matrix: Float64Array;
  readonly tau: Float64Array;
  readonly diagonal: Float64Array;
  /** What stands beside the diagonal, and one number more. */
  readonly beside: Float64Array;
}

/**
 * The tridiagonal form of a symmetric matrix (dsytrd), its negligible elements 0.
 *
 * dsterf and dstemr work with squares of these elements. Of tiny ones squares vanish where the elements do not, and dsterf
 * (of OpenBLAS 0.3.21) then finds eigenvalues wrong from the third digit on. Left out are elements below eps^2 times the
 * largest, which moves no eigenvalue by more than twice that.
 */
export function tridiagonalForm(lapack: Lapack, space: Workspace, a: Matrix): TridiagonalForm {
  const n = a.rows;
  const matrix = space.copy('matrix', a.data);
  const [diagonal, beside, tau] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  withWorkspace(space, (work, length) => lapack.sytrd('L', n, matrix, n, diagonal, beside, tau, work, length));
  const negligible = Number.EPSILON ** 2 * Math.max(largestMagnitude(diagonal), largestMagnitude(beside));
  for (let i = 0; i < n; i++) if (Math.abs(beside[i]) < negligible) beside[i] = 0;
  return { matrix, tau, diagonal, beside };
}

/** The eigenvalues of a tridiagonal form (dsterf), descending; the form is left as it is. */
export function tridiagonalEigenvalues(
  where: string,
  lapack: Lapack,
  { diagonal, beside }: TridiagonalForm,
): Float64Array {
  const ascending = diagonal.slice();
  if (lapack.sterf(diagonal.length, ascending, beside.slice()) !== 0)
    throw new ConvergenceError(`${where}: LAPACK's dsterf did not converge`);
  return ascending.reverse();
}
