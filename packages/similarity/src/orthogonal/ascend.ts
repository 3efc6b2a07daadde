import { multiply } from '@lrsim/linalg';
import { cayley } from './cayley.js';

/** A value over the orthogonal group, of a state S that turns with the orthogonal matrix; about 1 in size, and to be made large. */
export interface OrthogonalProblem<S> {
  /** Rows of the orthogonal matrix. */
  readonly size: number;
  value(state: S): number;
  /**
   * The gradient in the Lie algebra: the slope of the value along exp(W), by the elements below the diagonal of the skew-symmetric
   * W, row by row.
   */
  gradient(state: S): Float64Array;
  /** The state with everything turned by R, in new storage. */
  turned(state: S, r: Float64Array): S;
}

/** When a climb ends. */
export interface Climb<S> {
  /** The norm of the gradient at which it is at the top. */
  readonly stationary: number;
  readonly maximumSteps: number;
  /** A value to beat: a climb that is slow and clearly below it ends early. Default: none. */
  readonly toBeat?: number;
  /** Whether a state is on a hill that was climbed before: asked every few steps, and the climb ends where it is. */
  readonly knownHill?: (state: S, value: number) => boolean;
}

/** Steps from one time to the next that a climb asks whether it is on a known hill. */
const LOOK = 4;

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
 * Climbs to a local maximum over the orthogonal group by L-BFGS in its Lie algebra: each step turns the state by the Cayley
 * transform R = (I - W/2)^-1 (I + W/2) of a skew-symmetric W.
 *
 * @returns the state at the top, and the product of the turns that led there (nothing where there were none).
 * @source Huang, Gallivan & Absil 2015 (doi 10.1137/140955483), with vector transport by the identity in the Lie algebra.
 */
export function ascend<S>(
  { size: n, value: valueAt, gradient: gradientAt, turned: turn }: OrthogonalProblem<S>,
  start: S,
  { stationary, maximumSteps, toBeat = -Infinity, knownHill }: Climb<S>,
): { readonly state: S; readonly rotation?: Float64Array } {
  const square = (data: Float64Array) => ({ rows: n, columns: n, data });
  let state = start;
  let rotation: Float64Array | undefined;
  let value = valueAt(start);
  let gradient = gradientAt(start);
  const risen: number[] = [value];
  const history: Step[] = [];
  for (let count = 0; count < maximumSteps && norm(gradient) > stationary; count++) {
    if (stationary > EXACT && count >= WINDOW) {
      const recent = value - risen[count - WINDOW];
      if (recent < FLAT || value + PROSPECT * recent < toBeat) break;
    }
    if (count % LOOK === 0 && knownHill?.(state, value)) break;
    let direction: Float64Array = quasiNewton(gradient, history);
    let rise = dot(direction, gradient);
    if (!(rise > 0)) {
      history.length = 0;
      direction = gradient;
      rise = dot(gradient, gradient);
    }
    // A step turns by at most about a radian; the norm of W counts every element twice.
    let length = Math.min(1, 1 / Math.sqrt(2 * dot(direction, direction)));
    let accepted: { state: S; r: Float64Array; value: number; gradient: Float64Array } | undefined;
    for (let trial = 0; trial < 12 && !accepted; trial++) {
      const r = cayley(direction, length, n);
      const turned = turn(state, r);
      const reached = valueAt(turned);
      if (reached >= value + 1e-4 * length * rise)
        accepted = { state: turned, r, value: reached, gradient: gradientAt(turned) };
      else if (reached >= value - ROUNDING) {
        const flatter = gradientAt(turned);
        if (norm(flatter) < norm(gradient)) accepted = { state: turned, r, value: reached, gradient: flatter };
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
    rotation = rotation ? multiply(square(accepted.r), square(rotation)).data : accepted.r;
    state = accepted.state;
    value = accepted.value;
    risen.push(value);
    gradient = next;
  }
  return { state, rotation };
}

/** A step taken, the change of the gradient over it, and their product. */
interface Step {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** The two-loop recursion of L-BFGS, for a maximum. */
function quasiNewton(gradient: Float64Array, history: readonly Step[]): Float64Array {
  const direction = gradient.slice();
  const weights: number[] = [];
  for (let h = history.length - 1; h >= 0; h--) {
    const { step, change, curvature } = history[h];
    weights[h] = dot(step, direction) / curvature;
    add(direction, -weights[h], change);
  }
  const last = history.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let at = 0; at < direction.length; at++) direction[at] *= scale;
  }
  for (let h = 0; h < history.length; h++) {
    const { step, change, curvature } = history[h];
    add(direction, weights[h] - dot(change, direction) / curvature, step);
  }
  return direction;
}

/** Adds a multiple of one vector to another. */
function add(to: Float64Array, factor: number, from: Float64Array): void {
  for (let at = 0; at < to.length; at++) to[at] += factor * from[at];
}

/** Four sums side by side take a third of the time of one, of which each addition waits for the one before. */
function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 4);
  let [p, q, r, s] = [0, 0, 0, 0];
  for (let at = 0; at < whole; at += 4) {
    p += a[at] * b[at];
    q += a[at + 1] * b[at + 1];
    r += a[at + 2] * b[at + 2];
    s += a[at + 3] * b[at + 3];
  }
  for (let at = whole; at < a.length; at++) p += a[at] * b[at];
  return p + q + (r + s);
}

const norm = (a: Float64Array) => Math.sqrt(dot(a, a));
