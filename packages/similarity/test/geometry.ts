import { createRng, type Matrix } from '@lrsim/core';
import { centreColumns, multiply, symmetricEigen, transposeMultiply } from '@lrsim/linalg';
import { activity } from './activity.js';

/** A matrix of independent standard normals, the same for the same label. */
export function normalMatrix(rows: number, columns: number, label: string): Matrix {
  const rng = createRng(label);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
}

/** A random orthogonal matrix: eigenvectors of a random symmetric one. */
export function orthogonal(size: number, label: string): Matrix {
  const half = activity(size + 5, size, label);
  return symmetricEigen(transposeMultiply(half, half)).vectors;
}

/** `count` orthonormal columns of mean zero over the samples. */
export function centredBasis(samples: number, count: number, label = 'basis'): Matrix {
  const x = centreColumns(activity(samples, count, label));
  const { values, vectors } = symmetricEigen(transposeMultiply(x, x));
  const basis = multiply(x, vectors);
  return { ...basis, data: basis.data.map((value, at) => value / Math.sqrt(values[at % count])) };
}

/** Column j of the result is weight[j] times column j. */
export const weighted = (a: Matrix, weights: readonly number[]): Matrix => ({
  ...a,
  data: a.data.map((value, at) => value * weights[at % a.columns]),
});

/** The columns from `first` to before `end`. */
export function columnsOf(a: Matrix, first: number, end: number): Matrix {
  const columns = end - first;
  const data = Float64Array.from(
    { length: a.rows * columns },
    (_, at) => a.data[Math.floor(at / columns) * a.columns + first + (at % columns)],
  );
  return { rows: a.rows, columns, data };
}

/**
 * Two datasets with known principal angles: X has orthonormal centred columns e_j, Y has cos(t_j) e_j + sin(t_j) f_j with
 * f_j orthonormal to all e.
 */
export function withAngles(angles: readonly number[], samples = 40): [x: Matrix, y: Matrix] {
  const basis = centredBasis(samples, 2 * angles.length);
  const [e, f] = [columnsOf(basis, 0, angles.length), columnsOf(basis, angles.length, 2 * angles.length)];
  const [towards, away] = [weighted(e, angles.map(Math.cos)), weighted(f, angles.map(Math.sin))];
  return [e, { ...e, data: towards.data.map((value, at) => value + away.data[at]) }];
}
