import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, solve, transposeMultiply } from '@lrsim/linalg';
import { alignmentOf, type OperatorPair } from './operator-pair.js';

/** Gradients at which a climb ends that is to find out which hill is the highest, and one to its very top. */
export const [NEARLY, EXACT] = [1e-6, 1e-14];
/** What rounding may take from a value of operators of unit norm. */
const ROUNDING = 1e-15;
/** Steps that the inverse Hessian is estimated from. */
const MEMORY = 8;
/** A climb that is only to be nearly there ends where this many steps together rise by less than what a start differs by. */
const [WINDOW, FLAT] = [8, 1e-9];

/**
 * Climbs to a local maximum of <A, C B C'> over the orthogonal group by L-BFGS in its Lie algebra: K <- R K R' with the Cayley
 * transform R = (I - W/2)^-1 (I + W/2) of a skew-symmetric step W.
 *
 * @param stationary - norm of the gradient, of operators of unit norm, at which it stops.
 * @source Huang, Gallivan & Absil 2015 (doi 10.1137/140955483), with vector transport by the identity in the Lie algebra.
 */
export function ascend(start: OperatorPair, stationary: number, maximumSteps = 300): OperatorPair {
  const n = start.size;
  const a: Matrix = { rows: n, columns: n, data: start.a };
  let k: Matrix = { rows: n, columns: n, data: Float64Array.from(start.k) };
  let c: Matrix = { rows: n, columns: n, data: Float64Array.from(start.c) };
  let value = alignmentOf(start);
  let gradient: Float64Array = slope(a, k);
  const risen: number[] = [value];
  const history: { readonly step: Float64Array; readonly change: Float64Array; readonly curvature: number }[] = [];
  for (let count = 0; count < maximumSteps && norm(gradient) > stationary; count++) {
    if (stationary > EXACT && count >= WINDOW && value - risen[count - WINDOW] < FLAT) break;
    let direction: Float64Array = quasiNewton(gradient, history);
    let rise = dot(direction, gradient);
    if (!(rise > 0)) {
      history.length = 0;
      direction = gradient;
      rise = dot(gradient, gradient);
    }
    // A step turns by at most about a radian.
    let length = Math.min(1, 1 / Math.sqrt(dot(direction, direction)));
    let accepted: { k: Matrix; r: Matrix; value: number } | undefined;
    for (let trial = 0; trial < 12 && !accepted; trial++) {
      const r = cayley(direction, length, n);
      const turned = multiplyTranspose(multiply(r, k), r);
      const reached = alignmentOf({ ...start, k: turned.data });
      if (reached >= value + 1e-4 * length * rise - ROUNDING) accepted = { k: turned, r, value: reached };
      else length /= 2;
    }
    if (!accepted) break; // nothing left but rounding
    const next = slope(a, accepted.k);
    const step = direction.map((w) => length * w);
    const change = next.map((g, at) => gradient[at] - g);
    const curvature = dot(step, change);
    if (curvature > 1e-16 * dot(step, step)) history.push({ step, change, curvature });
    if (history.length > MEMORY) history.shift();
    [k, c] = [accepted.k, multiply(accepted.r, c)];
    value = accepted.value;
    risen.push(value);
    gradient = next;
  }
  return { size: n, a: start.a, k: k.data, c: c.data };
}

/** The gradient in the Lie algebra: the skew-symmetric part of AK' - K'A. */
function slope(a: Matrix, k: Matrix): Float64Array {
  const n = a.rows;
  const [left, right] = [multiplyTranspose(a, k).data, transposeMultiply(k, a).data];
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      data[i * n + j] = (left[i * n + j] - right[i * n + j] - left[j * n + i] + right[j * n + i]) / 2;
  return data;
}

/** The two-loop recursion of L-BFGS, for a maximum. */
function quasiNewton(
  gradient: Float64Array,
  history: readonly { step: Float64Array; change: Float64Array; curvature: number }[],
) {
  const direction = Float64Array.from(gradient);
  const weights: number[] = [];
  for (let h = history.length - 1; h >= 0; h--) {
    const { step, change, curvature } = history[h];
    weights[h] = dot(step, direction) / curvature;
    for (let at = 0; at < direction.length; at++) direction[at] -= weights[h] * change[at];
  }
  const last = history.at(-1);
  const scale = last ? last.curvature / dot(last.change, last.change) : 1;
  for (let at = 0; at < direction.length; at++) direction[at] *= scale;
  history.forEach(({ step, change, curvature }, h) => {
    const correction = weights[h] - dot(change, direction) / curvature;
    for (let at = 0; at < direction.length; at++) direction[at] += correction * step[at];
  });
  return direction;
}

function cayley(direction: Float64Array, length: number, n: number): Matrix {
  const [minus, plus] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const half = (length * direction[i * n + j]) / 2;
      minus[i * n + j] = (i === j ? 1 : 0) - half;
      plus[i * n + j] = (i === j ? 1 : 0) + half;
    }
  return solve({ rows: n, columns: n, data: minus }, { rows: n, columns: n, data: plus });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}

const norm = (a: Float64Array) => Math.sqrt(dot(a, a));
