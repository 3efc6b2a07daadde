import {
  ArgumentError,
  checkInteger,
  checkNumber,
  createRng,
  type Matrix,
  type MatrixInput,
  type Rng,
} from '@lrsim/core';
import { symmetricEigen } from '@lrsim/linalg';
import { readDistances } from '../read-distances.js';
import type { MetricMds, SphericalMdsOptions } from './types.js';

/** Step halvings before a start counts as at its minimum. */
const HALVINGS = 40;

/**
 * Multidimensional scaling on a sphere: unit vectors whose angles are nearest to the given distances, for distances that are
 * angles themselves (in radians), such as angular shape distances.
 *
 * By steepest descent along great circles on the sum of squared differences, from the leading eigenvectors of the cosines of
 * the distances and from random starts; the best is kept. The map is determined up to a rotation of the sphere.
 *
 * @param distances - items x items, from 0 to pi.
 * @returns points as [items, dimensions + 1] unit vectors; the stress is sqrt(sum (d - angle)^2 / sum d^2).
 * @throws ArgumentError for a matrix that is not one of distances, a distance above pi, or NaN.
 * @source Cox & Cox 1991 (Commun. Stat. Theory Methods 20:2943).
 */
export function sphericalMds(distances: MatrixInput, options: SphericalMdsOptions = {}): MetricMds {
  const where = 'sphericalMds';
  const { dimensions = 2, starts = 4, maxIterations = 1000, tolerance = 1e-9, rng = createRng(0) } = options;
  checkInteger(where, 'dimensions', dimensions);
  checkInteger(where, 'starts', starts);
  checkInteger(where, 'maxIterations', maxIterations);
  checkNumber(where, 'tolerance', tolerance, 0);
  const matrix = readDistances(where, distances);
  if (matrix.rows < 2) throw new ArgumentError(`${where}: distances has 1 item; expected at least 2`);
  const largest = matrix.data.reduce((most, value) => Math.max(most, value), 0);
  if (largest > Math.PI * (1 + 1e-12))
    throw new ArgumentError(`${where}: distances has ${largest}; expected angles of at most pi. Scale them first.`);
  let best: MetricMds | undefined;
  for (let start = 0; start < starts; start++) {
    const first =
      start === 0
        ? byCosines(matrix, dimensions + 1)
        : scattered(matrix.rows, dimensions + 1, rng.fork(`start ${start}`));
    const found = descended(matrix, first, maxIterations, tolerance);
    if (!best || found.stress < best.stress) best = found;
  }
  return best as MetricMds;
}

function descended(distances: Matrix, first: Matrix, maxIterations: number, tolerance: number): MetricMds {
  const total = distances.data.reduce((sum, value) => sum + value * value, 0) / 2;
  let [points, current] = [first, slopeAt(distances, first)];
  // The step of a majorisation of flat distances.
  let [length, iterations, converged] = [1 / distances.rows, 0, total === 0];
  while (!converged && iterations < maxIterations) {
    const before = current.value;
    let moved = false;
    for (let halving = 0; !moved && halving < HALVINGS; halving++) {
      const { slope } = current;
      const next = normalised({ ...points, data: points.data.map((value, at) => value - length * slope[at]) });
      const found = slopeAt(distances, next);
      moved = found.value < before;
      if (moved) [points, current] = [next, found];
      else length /= 2;
    }
    if (moved) length *= 1.5;
    iterations++;
    converged = before - current.value <= tolerance * before;
  }
  const stress = total === 0 ? 0 : Math.sqrt(current.value / total);
  return { points: { data: points.data, shape: [points.rows, points.columns] }, stress, iterations, converged };
}

/** The sum over pairs of (d - angle)^2 and half its gradient along the sphere. */
function slopeAt(distances: Matrix, { rows: n, columns, data }: Matrix) {
  const slope = new Float64Array(data.length);
  let value = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let [minus, plus] = [0, 0];
      for (let k = 0; k < columns; k++) {
        minus += (data[i * columns + k] - data[j * columns + k]) ** 2;
        plus += (data[i * columns + k] + data[j * columns + k]) ** 2;
      }
      const angle = 2 * Math.atan2(Math.sqrt(minus), Math.sqrt(plus));
      const difference = distances.data[i * n + j] - angle;
      value += difference ** 2;
      // Of coinciding or opposite points no direction leads away.
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      if (sine < 1e-12) continue;
      for (let k = 0; k < columns; k++) {
        const [x, y] = [data[i * columns + k], data[j * columns + k]];
        slope[i * columns + k] += (difference * (y - cosine * x)) / sine;
        slope[j * columns + k] += (difference * (x - cosine * y)) / sine;
      }
    }
  return { value, slope };
}

function byCosines({ rows, data }: Matrix, columns: number): Matrix {
  const { values, vectors } = symmetricEigen({ rows, columns: rows, data: data.map(Math.cos) });
  const points = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < Math.min(rows, columns); k++)
      points[i * columns + k] = vectors.data[i * rows + k] * Math.sqrt(Math.max(0, values[k]));
  return normalised({ rows, columns, data: points });
}

const scattered = (rows: number, columns: number, rng: Rng): Matrix =>
  normalised({ rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) });

/** Rows of unit length; one of zeros points along the first axis. */
function normalised({ rows, columns, data }: Matrix): Matrix {
  const unit = Float64Array.from(data);
  for (let i = 0; i < rows; i++) {
    const row = unit.subarray(i * columns, (i + 1) * columns);
    const length = Math.hypot(...row);
    if (length === 0) row[0] = 1;
    else for (let k = 0; k < columns; k++) row[k] /= length;
  }
  return { rows, columns, data: unit };
}
