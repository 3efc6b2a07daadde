import {
  ArgumentError,
  checkInteger,
  checkNumber,
  createRng,
  type Matrix,
  type MatrixInput,
  type Rng,
} from '@lrsim/core';
import { multiply, solve } from '@lrsim/linalg';
import { readDistances } from '../read-distances.js';
import { principalCoordinates } from './classical-mds.js';
import { onPrincipalAxes, rowDistance, stressOf } from './map.js';
import type { MetricMds, MetricMdsOptions } from './types.js';

/**
 * Metric multidimensional scaling: the map whose distances are nearest to the given ones, by stress majorisation (SMACOF).
 *
 * No step raises the stress. The minimum is local, so random starts are tried besides the classical map and the best is kept.
 *
 * @param distances - items x items, such as a pairwise matrix of networks.
 * @throws ArgumentError for a matrix that is not one of distances, weights that leave items unconnected, or NaN.
 * @source de Leeuw 1977, Recent Developments in Statistics 133; Borg & Groenen 2005, Modern Multidimensional Scaling, ch. 8.
 */
export function metricMds(distances: MatrixInput, options: MetricMdsOptions = {}): MetricMds {
  const { dimensions = 2, starts = 4, maxIterations = 500, tolerance = 1e-9, rng = createRng(0) } = options;
  checkInteger('metricMds', 'dimensions', dimensions);
  checkInteger('metricMds', 'starts', starts);
  checkInteger('metricMds', 'maxIterations', maxIterations);
  checkNumber('metricMds', 'tolerance', tolerance, 0);
  const matrix = readDistances('metricMds', distances);
  if (matrix.rows < 2) throw new ArgumentError('metricMds: distances has 1 item; expected at least 2');
  const weights = options.weights === undefined ? undefined : readWeights(options.weights, matrix.rows);
  const step = guttmanTransform(matrix, weights);
  let best: MetricMds | undefined;
  for (let start = 0; start < starts; start++) {
    const first =
      start === 0
        ? principalCoordinates(matrix, dimensions).points
        : randomMap(matrix, dimensions, rng.fork(`start ${start}`));
    const found = majorised(first, step, (points) => stressOf(points, matrix, weights), maxIterations, tolerance);
    if (!best || found.stress < best.stress) best = found;
  }
  return best as MetricMds;
}

function majorised(
  first: Matrix,
  step: (points: Matrix) => Matrix,
  stressAt: (points: Matrix) => number,
  maxIterations: number,
  tolerance: number,
): MetricMds {
  let [points, stress, iterations, converged] = [first, stressAt(first), 0, false];
  while (!converged && iterations < maxIterations) {
    points = step(points);
    const next = stressAt(points);
    converged = stress - next <= tolerance * stress;
    stress = next;
    iterations++;
  }
  const turned = onPrincipalAxes(points);
  return { points: { data: turned.data, shape: [turned.rows, turned.columns] }, stress, iterations, converged };
}

/** X -> V^+ B(X) X, the minimum of the quadratic that touches the stress at X from above. */
function guttmanTransform(distances: Matrix, weights: Matrix | undefined): (points: Matrix) => Matrix {
  const n = distances.rows;
  const inverse = weights && inverseLaplacian(weights);
  return (points) => {
    const b = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const length = i === j ? 0 : rowDistance(points, i, j);
        if (length === 0) continue;
        const value = ((weights ? weights.data[i * n + j] : 1) * distances.data[i * n + j]) / length;
        b[i * n + j] = -value;
        b[i * n + i] += value;
      }
    const product = multiply({ rows: n, columns: n, data: b }, points);
    return inverse ? multiply(inverse, product) : { ...product, data: product.data.map((value) => value / n) };
  };
}

/** (V + 11'/n)^-1 - 11'/n for the Laplacian V of the weights. */
function inverseLaplacian({ rows: n, data }: Matrix): Matrix {
  const mean = data.reduce((sum, value) => sum + value, 0) / n;
  const laplacian = new Float64Array(n * n).fill(mean / n);
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    identity[i * n + i] = 1;
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      laplacian[i * n + j] -= data[i * n + j];
      laplacian[i * n + i] += data[i * n + j];
    }
  }
  // 11' with the scale of the weights, so that the sum is well conditioned; it acts on constants alone, which cancel.
  return solve({ rows: n, columns: n, data: laplacian }, { rows: n, columns: n, data: identity });
}

function readWeights(weights: MatrixInput, items: number): Matrix {
  const matrix = readDistances('metricMds (weights)', weights);
  if (matrix.rows !== items)
    throw new ArgumentError(`metricMds: weights is ${matrix.rows} x ${matrix.rows}, distances ${items} x ${items}`);
  const [reached, queue] = [new Set([0]), [0]];
  for (let i = queue.pop(); i !== undefined; i = queue.pop())
    for (let j = 0; j < items; j++)
      if (matrix.data[i * items + j] > 0 && !reached.has(j)) {
        reached.add(j);
        queue.push(j);
      }
  if (reached.size < items)
    throw new ArgumentError(
      `metricMds: weights connect item 0 with ${reached.size - 1} of the ${items - 1} others; expected all, directly or not`,
    );
  return matrix;
}

function randomMap({ rows, data }: Matrix, dimensions: number, rng: Rng): Matrix {
  const scale = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / (2 * dimensions)) / rows;
  return {
    rows,
    columns: dimensions,
    data: Float64Array.from({ length: rows * dimensions }, () => scale * rng.normal()),
  };
}
