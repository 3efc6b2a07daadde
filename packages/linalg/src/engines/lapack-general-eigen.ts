import { ConvergenceError, type Matrix } from '@lrsim/core';
import { withWorkspace } from '../native/fortran.js';
import type { Lapack } from '../native/lapack.js';
import type { Workspace } from '../native/workspace.js';
import { transpose } from '../transpose.js';
import type { ComplexValues, GeneralEigen } from '../types.js';

/** Eigenvalues of a square matrix. */
export const eigenvaluesOf = (lapack: Lapack, space: Workspace, a: Matrix): ComplexValues =>
  complexPart(geev(lapack, space, a, 'N'));

/** Eigenvalues and unit right eigenvectors. */
export function eigenvectorsOf(lapack: Lapack, space: Workspace, a: Matrix): GeneralEigen {
  const found = geev(lapack, space, a, 'V');
  return { ...complexPart(found), ...unpacked(found.rows, found.imaginary) };
}

/**
 * Eigenvalues, and right eigenvectors as rows in LAPACK's packed real form. By dgeevx, which can do without the scaling of dgeev:
 * beside elements of 1e-200, say, that one returns vectors that are none.
 */
function geev(lapack: Lapack, space: Workspace, a: Matrix, job: 'N' | 'V') {
  const n = a.rows;
  const columns = transpose(a).data;
  const [real, imaginary, scales] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const rows = new Float64Array(job === 'V' ? n * n : 1);
  const [low, high] = [new Int32Array(2), new Int32Array(2)];
  const one = () => new Float64Array(1);
  const info = withWorkspace(space, (work, length) =>
    lapack.geevx(
      ...(['P', 'N', job, 'N', n, columns, n, real, imaginary, one(), 1, rows, n] as const),
      ...([low, high, scales, one(), one(), one(), work, length, low] as const),
    ),
  );
  if (info !== 0) throw new ConvergenceError(`generalEigen: LAPACK's dgeevx did not converge (${info})`);
  return { real, imaginary, rows };
}

const complexPart = ({ real, imaginary }: ComplexValues): ComplexValues => ({ real, imaginary });

/** Of a pair l, conj(l), the first row is the real part of the vectors of both, the second the imaginary part of the first's. */
function unpacked(rows: Float64Array, imaginary: Float64Array) {
  const n = imaginary.length;
  const [vectorsReal, vectorsImaginary] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let j = 0; j < n; j++) {
    const first = imaginary[j] < 0 ? j - 1 : j;
    const sign = Math.sign(imaginary[j]);
    for (let i = 0; i < n; i++) {
      vectorsReal[i * n + j] = rows[first * n + i];
      if (sign !== 0) vectorsImaginary[i * n + j] = sign * rows[(first + 1) * n + i];
    }
  }
  return {
    vectorsReal: { rows: n, columns: n, data: vectorsReal },
    vectorsImaginary: { rows: n, columns: n, data: vectorsImaginary },
  };
}
