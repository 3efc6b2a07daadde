/**
 * The angle of a cosine, in right angles (over pi/2): 0 for 1, 1 for 0. Rounding beyond [0, 1] is clipped.
 *
 * Near 1 the arccos halves the digits: a cosine that is off by 1e-16 moves the angle by 1e-8.
 */
export const rightAngles = (cosine: number) => Math.acos(Math.min(1, Math.max(0, cosine))) / (Math.PI / 2);
