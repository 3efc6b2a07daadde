/**
 * The angle of a cosine in radians, from 0 for 1 to pi/2 for 0. Rounding beyond [0, 1] is clipped.
 *
 * Near 1 the arccos halves the digits: a cosine that is off by 1e-16 moves the angle by 1e-8. Where the distance of the two
 * unit vectors is known, `angleOfChord` keeps them.
 */
export const angleOf = (cosine: number) => Math.acos(Math.min(1, Math.max(0, cosine)));

/** The angle in radians between two unit vectors that are `chord` apart: exact where they are close. */
export const angleOfChord = (chord: number) => 2 * Math.asin(Math.min(1, chord / 2));

/** Radians as a fraction of a right angle. */
export const inRightAngles = (radians: number) => radians / (Math.PI / 2);
