import { ArgumentError, checkInteger, type Matrix, type MatrixInput } from '@lrsim/core';
import { symmetricEigen } from '@lrsim/linalg';
import { readDistances } from '../read-distances.js';
import { stressOf, withSigns } from './map.js';
import type { ClassicalMds } from './types.js';

/**
 * Classical multidimensional scaling (principal coordinates): a map whose inner products are nearest to those that the
 * distances imply.
 *
 * Exact, up to rotation, for distances of points in as many dimensions. Distances of no Euclidean space show in negative
 * eigenvalues, which the map leaves out and the result reports.
 *
 * @param distances - items x items, such as a pairwise matrix of networks.
 * @param options.dimensions - of the map. Default 2.
 * @throws ArgumentError for a matrix that is not square, symmetric, free of negative values and 0 in the diagonal, or NaN.
 * @source Torgerson 1952 (Psychometrika 17:401); Gower 1966 (Biometrika 53:325).
 */
export function classicalMds(
  distances: MatrixInput,
  { dimensions = 2 }: { readonly dimensions?: number } = {},
): ClassicalMds {
  checkInteger('classicalMds', 'dimensions', dimensions);
  const matrix = readDistances('classicalMds', distances);
  if (matrix.rows < 2) throw new ArgumentError('classicalMds: distances has 1 item; expected at least 2');
  const { points, eigenvalues } = principalCoordinates(matrix, dimensions);
  const sum = (keep: (value: number) => boolean) =>
    eigenvalues.reduce((total, value) => (keep(value) ? total + Math.abs(value) : total), 0);
  const cut = matrix.rows * Number.EPSILON * sum(() => true);
  const [positive, negative] = [sum((value) => value > cut), sum((value) => value < -cut)];
  const kept = eigenvalues.slice(0, dimensions).reduce((total, value) => (value > cut ? total + value : total), 0);
  return {
    points: { data: points.data, shape: [points.rows, points.columns] },
    eigenvalues,
    negativeShare: positive + negative === 0 ? 0 : negative / (positive + negative),
    explained: positive === 0 ? 1 : kept / positive,
    stress: stressOf(points, matrix),
  };
}

/** Eigenvectors of -J D^2 J / 2 times the roots of their eigenvalues. */
export function principalCoordinates(distances: Matrix, dimensions: number) {
  const n = distances.rows;
  const squared = distances.data.map((value) => value * value);
  const means = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += squared[i * n + j];
    return sum / n;
  });
  const grand = means.reduce((sum, value) => sum + value, 0) / n;
  const products = squared.map((value, at) => (means[Math.floor(at / n)] + means[at % n] - value - grand) / 2);
  const { values, vectors } = symmetricEigen({ rows: n, columns: n, data: products });
  const points = new Float64Array(n * dimensions);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < Math.min(dimensions, n); k++)
      points[i * dimensions + k] = vectors.data[i * n + k] * Math.sqrt(Math.max(0, values[k]));
  return { points: withSigns({ rows: n, columns: dimensions, data: points }), eigenvalues: values };
}
