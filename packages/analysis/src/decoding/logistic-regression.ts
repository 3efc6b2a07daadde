import { checkInteger, checkNumber, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { columnMeans, multiply, transposeMultiply } from '@lrsim/linalg';
import { readClasses } from './classes.js';
import type { Label, LinearClassifier, LogisticOptions } from './types.js';

/** Steps whose curvature is remembered. */
const MEMORY = 10;
const HALVINGS = 40;

/**
 * Multinomial logistic regression with a ridge penalty on units scaled to variance 1, by L-BFGS.
 *
 * The problem is convex: the result does not depend on a start. The intercept is not penalised. Weights are given back for
 * the units as they came; a unit that does not vary has weight 0.
 *
 * @param x - trials x units.
 * @param labels - one for each trial.
 * @throws ArgumentError for a label missing, one class, a lambda that is not positive, or NaN.
 * @source Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, 4.4; Liu & Nocedal 1989 (Math. Program.
 *   45:503).
 */
export function logisticRegression<L extends Label>(
  x: MatrixInput,
  labels: readonly L[],
  options: LogisticOptions = {},
): LinearClassifier<L> {
  return fittedLogistic(toMatrix('logisticRegression', 'x', x), labels, options);
}

/** `logisticRegression` of data already read. */
export function fittedLogistic<L extends Label>(
  x: Matrix,
  labels: readonly L[],
  { lambda = 0.01, maxIterations = 200, tolerance = 1e-6 }: LogisticOptions,
): LinearClassifier<L> {
  const where = 'logisticRegression';
  checkNumber(where, 'lambda', lambda, Number.MIN_VALUE);
  checkNumber(where, 'tolerance', tolerance, 0);
  checkInteger(where, 'maxIterations', maxIterations);
  const { classes, indices } = readClasses(where, labels, x.rows);
  const [units, count] = [x.columns, classes.length];
  const means = columnMeans(x);
  const scales = Float64Array.from(means, (mean, j) => {
    let squares = 0;
    for (let i = 0; i < x.rows; i++) squares += (x.data[i * units + j] - mean) ** 2;
    const sd = Math.sqrt(squares / x.rows);
    return sd > 1e-12 * Math.abs(mean) ? 1 / sd : 0;
  });
  // Scaled units, and a last column of ones for the intercept.
  const design: Matrix = { rows: x.rows, columns: units + 1, data: new Float64Array(x.rows * (units + 1)).fill(1) };
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < units; j++) design.data[i * (units + 1) + j] = (x.data[i * units + j] - means[j]) * scales[j];
  const found = minimised(
    (w) => penalisedLoss(design, indices, count, w, lambda),
    new Float64Array((units + 1) * count),
    maxIterations,
    tolerance,
  );
  const weights = found.slice(0, units * count).map((value, at) => value * scales[Math.floor(at / count)]);
  const intercept = found.slice(units * count).map((value, k) => {
    let offset = 0;
    for (let j = 0; j < units; j++) offset += means[j] * weights[j * count + k];
    return value - offset;
  });
  return { classes, weights: { data: weights, shape: [units, count] }, intercept };
}

interface ValueAndGradient {
  readonly value: number;
  readonly gradient: Float64Array;
}

function penalisedLoss(
  design: Matrix,
  indices: Int32Array,
  count: number,
  w: Float64Array,
  lambda: number,
): ValueAndGradient {
  const { rows, columns } = design;
  const { data: scores } = multiply(design, { rows: columns, columns: count, data: w });
  const errors = new Float64Array(rows * count);
  let value = 0;
  for (let i = 0; i < rows; i++) {
    const row = scores.subarray(i * count, (i + 1) * count);
    const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = row.reduce((total, score) => total + Math.exp(score - most), 0);
    value += (Math.log(sum) + most - row[indices[i]]) / rows;
    for (let k = 0; k < count; k++)
      errors[i * count + k] = (Math.exp(row[k] - most) / sum - Number(k === indices[i])) / rows;
  }
  const gradient = transposeMultiply(design, { rows, columns: count, data: errors }).data;
  const penalised = (columns - 1) * count;
  for (let at = 0; at < penalised; at++) {
    value += (lambda / 2) * w[at] ** 2;
    gradient[at] += lambda * w[at];
  }
  return { value, gradient };
}

/** L-BFGS with a backtracking line search. */
function minimised(
  at: (w: Float64Array) => ValueAndGradient,
  start: Float64Array,
  maxIterations: number,
  tolerance: number,
): Float64Array {
  let [w, current] = [start, at(start)];
  const past: { step: Float64Array; change: Float64Array; product: number }[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (current.gradient.every((value) => Math.abs(value) <= tolerance)) break;
    const direction = descent(current.gradient, past);
    const slope = dot(direction, current.gradient);
    let [length, next, nextW] = [1, current, w];
    for (let halving = 0; halving < HALVINGS; halving++, length /= 2) {
      nextW = w.map((value, i) => value + length * direction[i]);
      next = at(nextW);
      if (next.value <= current.value + 1e-4 * length * slope) break;
    }
    if (!(next.value < current.value)) break;
    const step = nextW.map((value, i) => value - w[i]);
    const change = next.gradient.map((value, i) => value - current.gradient[i]);
    const product = dot(step, change);
    if (product > 0) past.push({ step, change, product });
    if (past.length > MEMORY) past.shift();
    [w, current] = [nextW, next];
  }
  return w;
}

/** Minus the inverse Hessian that past steps imply, times the gradient. */
function descent(
  gradient: Float64Array,
  past: readonly { readonly step: Float64Array; readonly change: Float64Array; readonly product: number }[],
): Float64Array {
  const q = gradient.map((value) => -value);
  const factors = new Float64Array(past.length);
  for (let k = past.length - 1; k >= 0; k--) {
    factors[k] = dot(past[k].step, q) / past[k].product;
    for (let i = 0; i < q.length; i++) q[i] -= factors[k] * past[k].change[i];
  }
  const last = past[past.length - 1];
  const scale = last ? last.product / dot(last.change, last.change) : 1;
  for (let i = 0; i < q.length; i++) q[i] *= scale;
  past.forEach(({ step, change, product }, k) => {
    const correction = factors[k] - dot(change, q) / product;
    for (let i = 0; i < q.length; i++) q[i] += correction * step[i];
  });
  return q;
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
