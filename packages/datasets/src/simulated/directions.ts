/** The eight reach directions, in degrees. */
export const directionsDeg = [0, 45, 90, 135, 180, 225, 270, 315] as const;

/** A vector in the plane, or a complex number. */
export type Vector = readonly [x: number, y: number];

/** Unit vectors of the reach directions, without trigonometric functions: the same bytes in every engine. */
export const directionVectors: readonly Vector[] = [
  [1, 0],
  [Math.SQRT1_2, Math.SQRT1_2],
  [0, 1],
  [-Math.SQRT1_2, Math.SQRT1_2],
  [-1, 0],
  [-Math.SQRT1_2, -Math.SQRT1_2],
  [0, -1],
  [Math.SQRT1_2, -Math.SQRT1_2],
];

/** The product of two complex numbers: turns `a` by the angle of `b`. */
export const turn = (a: Vector, b: Vector): Vector => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
