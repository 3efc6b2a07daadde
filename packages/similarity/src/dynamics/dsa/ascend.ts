import { alignmentOf, type OperatorPair } from './operator-pair.js';
import { cayley, product, productTransposed, transposedProduct } from './small-products.js';

/** Gradients at which a climb ends that is to find out which hill is the highest, and one to its very top. */
export const [NEARLY, EXACT] = [1e-6, 1e-14];
/**
 * What rounding may take from a value of operators of unit norm. Within it the value cannot tell a step that rises from one that
 * falls, and the gradient, which has digits left, decides.
 */
const ROUNDING = 1e-14;
/** A climb cannot win that needs more than this many times what its last steps together rose by. */
const PROSPECT = 20;
/** Steps that the inverse Hessian is estimated from. */
const MEMORY = 8;
/** A climb that is only to be nearly there ends where this many steps together rise by less than what a start differs by. */
const [WINDOW, FLAT] = [8, 1e-9];

/**
 * Climbs to a local maximum of <A, C B C'> over the orthogonal group by L-BFGS in its Lie algebra: K <- R K R' with the Cayley
 * transform R = (I - W/2)^-1 (I + W/2) of a skew-symmetric step W.
 *
 * @param stationary - norm of the gradient, of operators of unit norm, at which it stops.
 * @param hopeless - a value to beat; a climb that is slow and clearly below it ends early.
 * @source Huang, Gallivan & Absil 2015 (doi 10.1137/140955483), with vector transport by the identity in the Lie algebra.
 */
export function ascend(
  start: OperatorPair,
  stationary: number,
  maximumSteps = 300,
  hopeless = -Infinity,
): OperatorPair {
  const { size: n, a } = start;
  let { k, c } = start;
  let value = alignmentOf(start);
  let gradient: Float64Array = slope(a, k, n);
  const risen: number[] = [value];
  const history: { readonly step: Float64Array; readonly change: Float64Array; readonly curvature: number }[] = [];
  for (let count = 0; count < maximumSteps && norm(gradient) > stationary; count++) {
    if (stationary > EXACT && count >= WINDOW) {
      const recent = value - risen[count - WINDOW];
      if (recent < FLAT || value + PROSPECT * recent < hopeless) break;
    }
    let direction: Float64Array = quasiNewton(gradient, history);
    let rise = dot(direction, gradient);
    if (!(rise > 0)) {
      history.length = 0;
      direction = gradient;
      rise = dot(gradient, gradient);
    }
    // A step turns by at most about a radian.
    let length = Math.min(1, 1 / Math.sqrt(dot(direction, direction)));
    let accepted: { k: Float64Array; r: Float64Array; value: number; gradient: Float64Array } | undefined;
    for (let trial = 0; trial < 12 && !accepted; trial++) {
      const r = cayley(direction, length, n);
      const turned = productTransposed(product(r, k, n), r, n);
      const reached = alignmentOf({ ...start, k: turned });
      if (reached >= value + 1e-4 * length * rise)
        accepted = { k: turned, r, value: reached, gradient: slope(a, turned, n) };
      else if (reached >= value - ROUNDING) {
        const flatter = slope(a, turned, n);
        if (norm(flatter) < norm(gradient)) accepted = { k: turned, r, value: reached, gradient: flatter };
      }
      length /= accepted ? 1 : 2;
    }
    if (!accepted) break; // nothing left but rounding
    const next = accepted.gradient;
    const step = direction.slice();
    const change = gradient.slice();
    for (let at = 0; at < step.length; at++) {
      step[at] *= length;
      change[at] -= next[at];
    }
    const curvature = dot(step, change);
    if (curvature > 1e-16 * dot(step, step)) history.push({ step, change, curvature });
    if (history.length > MEMORY) history.shift();
    [k, c] = [accepted.k, product(accepted.r, c, n)];
    value = accepted.value;
    risen.push(value);
    gradient = next;
  }
  // Copied where no step was taken: sweeps change a pair in place.
  return { size: n, a, k: k.slice(), c: c.slice() };
}

/** The gradient in the Lie algebra: the skew-symmetric part of AK' - K'A. */
function slope(a: Float64Array, k: Float64Array, n: number): Float64Array {
  const [left, right] = [productTransposed(a, k, n), transposedProduct(k, a, n)];
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const g = (left[i * n + j] - right[i * n + j] - left[j * n + i] + right[j * n + i]) / 2;
      data[i * n + j] = g;
      data[j * n + i] = -g;
    }
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

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}

const norm = (a: Float64Array) => Math.sqrt(dot(a, a));
