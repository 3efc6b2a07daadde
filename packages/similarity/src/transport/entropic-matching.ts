import { ArgumentError, checkNumber, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { ConvergenceError, centreColumns, multiplyTranspose, transpose, transposeMultiply } from '@lrsim/linalg';
import { sinkhorn } from './sinkhorn.js';

/** Options of `entropicMatching`. */
export interface EntropicMatchingOptions {
  /** Strength of the entropy, relative to the mean squared distance between a unit of x and one of y (default 0.05). */
  readonly epsilon?: number;
  /** Whether each unit's mean is removed first (default true). */
  readonly centre?: boolean;
}

/** A smooth distance between the units of two representations, and its derivatives. */
export interface EntropicMatching {
  /** 0 for the same units in any order, otherwise positive; tends to the squared soft matching distance as epsilon vanishes. */
  readonly squared: number;
  /** Derivatives with respect to x and y, [samples, units] each. */
  readonly dX: Matrix;
  readonly dY: Matrix;
}

/**
 * Soft matching, squared, as a smooth function: the debiased entropic transport between the units of x and those of y,
 * F(x, y) - F(x, x) / 2 - F(y, y) / 2, with F = min sum P C - e H(P), C the squared distances over samples, H the entropy of
 * the plan P, masses 1 / p and 1 / q. For fitting one representation to another by gradients, also at distance 0 and where
 * several matchings are equally good.
 *
 * The gradient is analytic: F is a minimum, so that only C and the strength e change to first order.
 *
 * @throws ArgumentError for different numbers of samples, or an epsilon that is not positive; NonFiniteError for NaN.
 * @throws ConvergenceError where epsilon is too small for the iteration.
 * @source Feydy et al. 2019 (arXiv 1810.08278), between units as in Khosla & Williams 2024 (arXiv 2311.09466).
 */
export function entropicMatching(
  x: MatrixInput,
  y: MatrixInput,
  { epsilon = 0.05, centre = true }: EntropicMatchingOptions = {},
): EntropicMatching {
  const where = 'entropicMatching';
  checkNumber(where, 'epsilon', epsilon, Number.MIN_VALUE);
  const [xRaw, yRaw] = [toMatrix(where, 'x', x), toMatrix(where, 'y', y)];
  if (xRaw.rows !== yRaw.rows)
    throw new ArgumentError(`${where}: x has ${xRaw.rows} samples, y has ${yRaw.rows}; both need one row per sample`);
  const [a, b] = centre ? [centreColumns(xRaw), centreColumns(yRaw)] : [xRaw, yRaw];
  const cost = squaredDistances(a, b);
  const strength = epsilon * meanOf(cost);
  if (strength === 0) return { squared: 0, dX: zeros(a), dY: zeros(b) };
  const across = between(cost, strength);
  const [ofX, ofY] = [a, b].map((one) => within(squaredDistances(one, one), strength));
  const dStrength = ofX.entropy / 2 + ofY.entropy / 2 - across.entropy;
  const [dX, dY] = [zeros(a), zeros(b)];
  // The strength is in units of the mean cost.
  const perCost = (epsilon * dStrength) / cost.data.length;
  const weights = { ...cost, data: across.plan.data.map((mass) => mass + perCost) };
  addGradient(dX, a, b, weights, 1);
  addGradient(dY, b, a, transpose(weights), 1);
  for (const [into, units, { plan }] of [
    [dX, a, ofX],
    [dY, b, ofY],
  ] as const) {
    addGradient(into, units, units, plan, -0.5);
    addGradient(into, units, units, transpose(plan), -0.5);
  }
  return { squared: Math.max(0, across.value - ofX.value / 2 - ofY.value / 2), dX, dY };
}

const zeros = (like: Matrix): Matrix => ({ ...like, data: new Float64Array(like.data.length) });
const meanOf = ({ data }: Matrix) => data.reduce((sum, value) => sum + value, 0) / data.length;

/** F between two datasets, its plan and the entropy of that. */
function between(cost: Matrix, strength: number) {
  const { plan, cost: transported } = sinkhorn(cost, { epsilon: strength / meanOf(cost) });
  return withEntropy(plan, transported, strength);
}

/** F of a dataset and itself, whose two potentials are the same: the mean of old and new converges in few steps. */
function within(cost: Matrix, strength: number) {
  const n = cost.rows;
  const scaled = cost.data.map((one) => -one / strength);
  const f = new Float64Array(n);
  const next = new Float64Array(n);
  for (let iteration = 0; iteration < LARGEST_COUNT; iteration++) {
    let change = 0;
    for (let i = 0; i < n; i++) {
      let largest = -Infinity;
      for (let j = 0; j < n; j++) largest = Math.max(largest, f[j] + scaled[i * n + j]);
      let sum = 0;
      for (let j = 0; j < n; j++) sum += Math.exp(f[j] + scaled[i * n + j] - largest);
      next[i] = -Math.log(n) - largest - Math.log(sum);
      change = Math.max(change, Math.abs(next[i] - f[i]));
    }
    for (let i = 0; i < n; i++) f[i] = (f[i] + next[i]) / 2;
    if (change > TOLERANCE) continue;
    const plan = { ...cost, data: scaled.map((one, at) => Math.exp(f[Math.floor(at / n)] + f[at % n] + one)) };
    const transported = plan.data.reduce((sum, mass, at) => sum + mass * cost.data[at], 0);
    return withEntropy(plan, transported, strength);
  }
  throw new ConvergenceError(
    `entropicMatching: the plan within one dataset does not settle to ${TOLERANCE} in ${LARGEST_COUNT} iterations; use a larger epsilon`,
  );
}

const TOLERANCE = 1e-11;
const LARGEST_COUNT = 10_000;

function withEntropy(plan: Matrix, transported: number, strength: number) {
  let entropy = 0;
  for (const mass of plan.data) if (mass > 0) entropy -= mass * Math.log(mass);
  return { plan, entropy, value: transported - strength * entropy };
}

/** Squared distances between units of a and of b over samples, not negative. */
function squaredDistances(a: Matrix, b: Matrix): Matrix {
  const products = transposeMultiply(a, b);
  const [aSquares, bSquares] = [columnSquares(a), columnSquares(b)];
  const data = new Float64Array(products.data.length);
  for (let i = 0, at = 0; i < a.columns; i++)
    for (let j = 0; j < b.columns; j++, at++) data[at] = Math.max(0, aSquares[i] + bSquares[j] - 2 * products.data[at]);
  return { ...products, data };
}

function columnSquares({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) squares[j] += data[at] ** 2;
  return squares;
}

/** Adds factor times the derivative of sum W_ij |a_i - b_j|^2 with respect to a: 2 (a_i sum_j W_ij - sum_j W_ij b_j). */
function addGradient(into: Matrix, a: Matrix, b: Matrix, weights: Matrix, factor: number): void {
  const pulled = multiplyTranspose(b, weights);
  const total = new Float64Array(a.columns);
  for (let i = 0, at = 0; i < weights.rows; i++)
    for (let j = 0; j < weights.columns; j++, at++) total[i] += weights.data[at];
  for (let at = 0; at < a.data.length; at++)
    into.data[at] += 2 * factor * (a.data[at] * total[at % a.columns] - pulled.data[at]);
}
