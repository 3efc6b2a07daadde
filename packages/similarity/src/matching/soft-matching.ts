import { type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { columnMeans, minusRow, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type PlainShape, readLike, readShape } from '../shape/shape.js';
import { optimalTransport } from '../transport/optimal-transport.js';
import { sinkhorn } from '../transport/sinkhorn.js';
import type { SoftMatchingOptions } from './types.js';
import { correlationsLike, type StandardUnits, standardUnits, unitCorrelations } from './unit-correlations.js';

/** The plan of least cost between the units: exact, or smoothed by an entropy. */
const planOf = (cost: Matrix, { epsilon }: SoftMatchingOptions): Matrix =>
  (epsilon === undefined ? optimalTransport(cost) : sinkhorn(cost, { epsilon })).plan;

/** Squared distances over samples between every unit of x and every unit of y. */
function squaredDistances(x: Matrix, y: Matrix): Matrix {
  const products = transposeMultiply(x, y);
  const [xSquares, ySquares] = [x, y].map(columnSquares);
  const data = products.data.map(
    (value, at) => xSquares[Math.floor(at / y.columns)] + ySquares[at % y.columns] - 2 * value,
  );
  return { ...products, data };
}

function columnSquares({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) squares[j] += data[at] ** 2;
  return squares;
}

/**
 * sqrt(sum P_ij |x_i - y_j|^2), from the data: differences of squares would lose what little is left of small distances. A
 * plan has few entries that are not 0.
 */
function costOf(plan: Matrix, x: Matrix, y: Matrix): number {
  let total = 0;
  for (let i = 0; i < plan.rows; i++)
    for (let j = 0; j < plan.columns; j++) {
      const mass = plan.data[i * plan.columns + j];
      if (mass === 0) continue;
      let squares = 0;
      for (let t = 0; t < x.rows; t++) squares += (x.data[t * x.columns + i] - y.data[t * y.columns + j]) ** 2;
      total += mass * squares;
    }
  return Math.sqrt(total);
}

/**
 * Soft matching distance: units are matched by an optimal transport between them, each unit of x of mass 1 / p and each of y
 * of mass 1 / q, at the cost of their squared distance over samples; the root of the least cost. For p = q it is a one-to-one
 * matching; for different numbers of units it remains a metric.
 *
 * Units are centred by default. Exact; with `epsilon` the entropic plan instead. Held-out samples are scored with the plan of
 * the training samples.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const softMatching = /* @__PURE__ */ defineMeasure<PlainShape, SoftMatchingOptions>({
  name: 'soft-matching',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['translation', 'permutation'],
  isMetric: true,
  source: 'Khosla & Williams 2024 (arXiv 2311.09466), soft matching distance',
  prepare: (input, { centre = true }, where, argument) => readShape(input, centre, where, argument),
  compare(x, y, options) {
    checkSameSamples('soft-matching', x, y);
    return costOf(planOf(squaredDistances(x.matrix, y.matrix), options), x.matrix, y.matrix);
  },
  fit(x, y, options) {
    checkSameSamples('soft-matching', x, y);
    const plan = planOf(squaredDistances(x.matrix, y.matrix), options);
    return {
      score(newX: MatrixInput, newY: MatrixInput) {
        const [a, b] = [readLike(newX, x, 'soft-matching', 'x'), readLike(newY, y, 'soft-matching', 'y')];
        checkSameSamples('soft-matching', { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
        return costOf(plan, a, b);
      },
    };
  },
});

const inner = (plan: Matrix, correlations: Matrix) =>
  plan.data.reduce((sum, mass, at) => sum + mass * correlations.data[at], 0);

/**
 * Soft matching correlation: the largest mean correlation of units matched by a transport plan with masses 1 / p and 1 / q.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const softMatchingCorrelation = /* @__PURE__ */ defineMeasure<StandardUnits, SoftMatchingOptions>({
  name: 'soft-matching-correlation',
  range: [-1, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'unit-scaling', 'permutation'],
  isMetric: false,
  source: 'Khosla & Williams 2024 (arXiv 2311.09466), correlation form',
  prepare: (input, _, where, argument, lasting) => standardUnits(input, where, argument, lasting),
  compare(x, y, options) {
    checkSameSamples('soft-matching-correlation', x, y);
    const correlations = unitCorrelations(x, y);
    return Math.min(
      1,
      inner(planOf({ ...correlations, data: correlations.data.map((r) => 1 - r) }, options), correlations),
    );
  },
  fit(x, y, options) {
    const where = 'soft-matching-correlation';
    checkSameSamples(where, x, y);
    const correlations = unitCorrelations(x, y);
    const plan = planOf({ ...correlations, data: correlations.data.map((r) => 1 - r) }, options);
    return {
      score: (newX: MatrixInput, newY: MatrixInput) => inner(plan, correlationsLike([x, y], newX, newY, where)),
    };
  },
});

/**
 * The soft matching distance and its derivatives with respect to both datasets, [samples, units] each. The plan is optimal, so
 * that to first order only the costs change; where several plans are optimal it is the derivative along one of them, and at
 * distance 0, where there is none, zeros.
 *
 * @throws ArgumentError for different numbers of samples, or NaN.
 */
export function softMatchingWithGradient(x: MatrixInput, y: MatrixInput): { value: number; dX: Matrix; dY: Matrix } {
  const where = 'softMatchingWithGradient';
  const [xRaw, yRaw] = [toMatrix(where, 'x', x), toMatrix(where, 'y', y)];
  checkSameSamples(where, { argument: 'x', matrix: xRaw }, { argument: 'y', matrix: yRaw });
  const [a, b] = [xRaw, yRaw].map((one) => minusRow(one, columnMeans(one)));
  const { plan } = optimalTransport(squaredDistances(a, b));
  const value = costOf(plan, a, b);
  const [dX, dY] = [a, b].map((one) => ({ ...one, data: new Float64Array(one.data.length) }));
  if (value === 0) return { value, dX, dY };
  // The differences have mean 0 over samples already: centring changes nothing of the derivative.
  for (let i = 0; i < plan.rows; i++)
    for (let j = 0; j < plan.columns; j++) {
      const weight = plan.data[i * plan.columns + j] / value;
      if (weight === 0) continue;
      for (let t = 0; t < a.rows; t++) {
        const difference = weight * (a.data[t * a.columns + i] - b.data[t * b.columns + j]);
        dX.data[t * a.columns + i] += difference;
        dY.data[t * b.columns + j] -= difference;
      }
    }
  return { value, dX, dY };
}
