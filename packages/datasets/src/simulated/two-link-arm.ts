import type { Vector } from './directions.js';

/** Lengths of a two-link arm (m); typical of a macaque. */
export const arm = { upperArm: 0.15, forearm: 0.2 } as const;

/** The joint angles of an arm along a path, as changes from its start (rad). */
export interface JointAngles {
  readonly shoulder: Float64Array;
  readonly elbow: Float64Array;
}

/**
 * Joint angles of the planar left arm with its shoulder at the origin whose hand follows `path` (m): both count
 * clockwise, towards the body's midline when x points right and y ahead, so that flexion is positive.
 *
 * With the hand at p = -x + iy = e^{is} (a + b e^{ie}) as a complex number (shoulder angle s, elbow angle e in (0, pi),
 * lengths a, b): cos e = (|p|^2 - a^2 - b^2) / 2ab, and e^{is} follows by division. Angles are summed step by step.
 */
export function jointAngles(path: readonly Vector[]): JointAngles {
  const { upperArm: a, forearm: b } = arm;
  const shoulder = new Float64Array(path.length);
  const elbow = new Float64Array(path.length);
  let before: { shoulder: Vector; elbow: Vector } | undefined;
  path.forEach(([right, y], i) => {
    const x = -right;
    const distance = x * x + y * y;
    const cos = (distance - a * a - b * b) / (2 * a * b);
    const sin = Math.sqrt(1 - cos * cos);
    const straight: Vector = [a + b * cos, b * sin];
    const turned: Vector = [
      (x * straight[0] + y * straight[1]) / distance,
      (y * straight[0] - x * straight[1]) / distance,
    ];
    const now = { shoulder: turned, elbow: [cos, sin] as const };
    if (before) {
      shoulder[i] = shoulder[i - 1] + smallAngle(before.shoulder, now.shoulder);
      elbow[i] = elbow[i - 1] + smallAngle(before.elbow, now.elbow);
    }
    before = now;
  });
  return { shoulder, elbow };
}

/**
 * The angle from one unit vector to another less than 0.1 rad away: the series of the arcsine of their cross product,
 * to rounding. Basic arithmetic only, since engines may round Math.asin differently.
 */
function smallAngle(from: Vector, to: Vector): number {
  const sine = from[0] * to[1] - from[1] * to[0];
  const square = sine * sine;
  let term = sine;
  let sum = sine;
  for (let n = 1; n <= 7; n++) {
    term *= (square * (2 * n - 1)) / (2 * n);
    sum += term / (2 * n + 1);
  }
  return sum;
}
