import type { Matrix, Rng } from '@lrsim/core';
import { principalComponents } from '@lrsim/linalg';
import type { MassiveDistances } from './lower-bounds.js';

/** How many leading axes give starts, each in both directions. */
const AXES = 2;

/** Independent masses: the plan that knows nothing. */
export const independent = (a: Float64Array, b: Float64Array): Matrix => ({
  rows: a.length,
  columns: b.length,
  data: Float64Array.from({ length: a.length * b.length }, (_, at) => a[Math.floor(at / b.length)] * b[at % b.length]),
});

/** The plan that fills the points of one in one order from those of the other in another, as much as there is of each. */
export function inOrder(a: Float64Array, b: Float64Array, orderA: Uint32Array, orderB: Uint32Array): Matrix {
  const data = new Float64Array(a.length * b.length);
  let [i, j, leftA, leftB] = [0, 0, a[orderA[0]], b[orderB[0]]];
  // Masses sum to 1 but for rounding: less than this is nothing.
  const nothing = 1e-14;
  while (i < a.length && j < b.length) {
    const moved = Math.min(leftA, leftB);
    data[orderA[i] * b.length + orderB[j]] += moved;
    leftA -= moved;
    leftB -= moved;
    if (leftA <= nothing && ++i < a.length) leftA += a[orderA[i]];
    if (leftB <= nothing && ++j < b.length) leftB += b[orderB[j]];
    if (i === a.length - 1 && j === b.length - 1 && Math.max(leftA, leftB) <= nothing) break;
  }
  return { rows: a.length, columns: b.length, data };
}

/** Coordinates of points along the axes of most variance of their distances. */
const axesOf = ({ distances }: MassiveDistances) =>
  principalComponents(distances, Math.min(AXES, distances.rows)).scores;

/** Order of points along an axis, ascending or descending. */
function alongAxis(scores: Matrix, axis: number, direction: 1 | -1): Uint32Array {
  const value = (i: number) => scores.data[i * scores.columns + axis];
  return Uint32Array.from({ length: scores.rows }, (_, i) => i).sort(
    (p, q) => direction * (value(p) - value(q)) || p - q,
  );
}

/**
 * Plans to start from: independent masses, points as they are listed, points in order along their leading axes in both
 * directions, and random orders.
 */
export function startPlans(x: MassiveDistances, y: MassiveDistances, restarts: number, rng: Rng): Matrix[] {
  const [a, b] = [x.masses, y.masses];
  const listed = (count: number) => Uint32Array.from({ length: count }, (_, at) => at);
  const starts = [independent(a, b), inOrder(a, b, listed(a.length), listed(b.length))];
  const [axesX, axesY] = [axesOf(x), axesOf(y)];
  for (let axis = 0; axis < Math.min(axesX.columns, axesY.columns); axis++)
    for (const direction of [1, -1] as const)
      starts.push(inOrder(a, b, alongAxis(axesX, axis, 1), alongAxis(axesY, axis, direction)));
  for (let k = 0; k < restarts; k++) {
    const draws = rng.fork(`start ${k}`);
    const [p, q] = [a.length, b.length].map((count) => {
      const keys = Float64Array.from({ length: count }, () => draws.uniform());
      return listed(count).sort((i, j) => keys[i] - keys[j] || i - j);
    });
    starts.push(inOrder(a, b, p, q));
  }
  return starts;
}
