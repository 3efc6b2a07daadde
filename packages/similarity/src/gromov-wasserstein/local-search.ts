import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose } from '@lrsim/linalg';
import type { MassiveDistances } from './lower-bounds.js';

/** Gains below this part of the loss under independence are rounding. */
export const GAIN = 1e-13;

/** What the search of one start needs. */
export interface Search {
  readonly x: MassiveDistances;
  readonly y: MassiveDistances;
  /** The plan of least linear cost, exact or entropic. */
  readonly linear: (cost: Matrix) => Matrix;
  readonly maxIterations: number;
  /** Loss of independent masses, the scale of what counts as a gain. */
  readonly scale: number;
}

/** C T D for symmetric C and D. */
const between = ({ x, y }: Search, plan: Matrix) => multiply(multiply(x.distances, plan), y.distances);

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, at) => sum + value * b[at], 0);

/**
 * Conditional gradient from a plan: in turn the plan of least linearised loss, and the best point on the way to it. The loss
 * is a constant minus 2 <C T D, T>, a parabola along any line. Ends at a plan that no linear step improves.
 *
 * @source Vayer et al. 2019 (arXiv 1805.09114), algorithm 1.
 */
export function conditionalGradient(start: Matrix, search: Search): Matrix {
  let plan = start;
  for (let step = 0; step < search.maxIterations; step++) {
    const product = between(search, plan);
    const target = search.linear({ ...product, data: product.data.map((value) => -value) });
    const direction: Matrix = { ...plan, data: target.data.map((value, at) => value - plan.data[at]) };
    const slope = -4 * dot(product.data, direction.data);
    const curvature = -2 * dot(between(search, direction).data, direction.data);
    if (!(-slope > GAIN * search.scale)) break;
    // A parabola that opens downwards, as between Euclidean distances, is least at the end.
    const length = curvature > 0 ? Math.min(1, -slope / (2 * curvature)) : 1;
    plan = length === 1 ? target : { ...plan, data: plan.data.map((value, at) => value + length * direction.data[at]) };
  }
  return plan;
}

/**
 * Projected gradient of the entropic problem: each plan is the entropic one for the loss linearised at the last.
 *
 * @source Peyre, Cuturi & Solomon 2016 (ICML, PMLR 48:2664), algorithm 1.
 */
export function projectedGradient(start: Matrix, search: Search): Matrix {
  let plan = start;
  for (let step = 0; step < search.maxIterations; step++) {
    const product = between(search, plan);
    const next = search.linear({ ...product, data: product.data.map((value) => -4 * value) });
    const change = next.data.reduce((sum, value, at) => sum + Math.abs(value - plan.data[at]), 0);
    plan = next;
    if (change < 1e-9) break;
  }
  return plan;
}

/**
 * Mean squared difference of distances under a plan. From the pairs of its positive entries where these are few, so that a
 * loss near 0 keeps its digits.
 */
export function lossOf(plan: Matrix, x: MassiveDistances, y: MassiveDistances): number {
  const support = Array.from(plan.data.keys()).filter((at) => plan.data[at] > 0);
  const [n, m] = [plan.rows, plan.columns];
  if (support.length <= 4 * (n + m)) {
    let sum = 0;
    for (const at of support) {
      const [i, j] = [Math.floor(at / m), at % m];
      for (const other of support) {
        const [k, l] = [Math.floor(other / m), other % m];
        const difference = x.distances.data[i * n + k] - y.distances.data[j * m + l];
        sum += plan.data[at] * plan.data[other] * difference * difference;
      }
    }
    return sum;
  }
  const product = multiplyTranspose(multiply(x.distances, plan), y.distances);
  return Math.max(0, meanSquare(x) + meanSquare(y) - 2 * dot(product.data, plan.data));
}

/** Mean squared distance of two points. */
export function meanSquare({ distances, masses }: MassiveDistances): number {
  const n = masses.length;
  return distances.data.reduce(
    (sum, value, at) => sum + masses[Math.floor(at / n)] * masses[at % n] * value * value,
    0,
  );
}
