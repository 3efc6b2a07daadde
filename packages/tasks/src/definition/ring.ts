/** Preferred angles of n units around a circle (rad): 2 pi k / n. */
export const ringAngles = (n: number): number[] => Array.from({ length: n }, (_, k) => (2 * Math.PI * k) / n);

/** The distance of two angles around the circle (rad), from 0 to pi. */
export function angularDistance(a: number, b: number): number {
  const turn = Math.abs(a - b) % (2 * Math.PI);
  return Math.min(turn, 2 * Math.PI - turn);
}

/** The activity of a ring of n units for a stimulus at an angle: offset + gain cos(preferred - angle). */
export function cosineRing(n: number, angle: number, gain = 1, offset = 0): Float64Array {
  const ring = new Float64Array(n);
  // From each unit to the next by the rotation between them: a ring is made for every stimulus, and n cosines take four times as long.
  const [turnCos, turnSin] = [Math.cos((2 * Math.PI) / n), Math.sin((2 * Math.PI) / n)];
  let cos = Math.cos(angle);
  let sin = -Math.sin(angle);
  for (let k = 0; k < n; k++) {
    ring[k] = offset + gain * cos;
    const next = cos * turnCos - sin * turnSin;
    sin = sin * turnCos + cos * turnSin;
    cos = next;
  }
  return ring;
}

/** Evidence of a coherence (%) for an angle: 0.5 + coherence / 200 cos(preferred - angle), whose mean is 0.5. */
export const evidenceRing = (n: number, angle: number, coherence: number): Float64Array =>
  cosineRing(n, angle, coherence / 200, 0.5);

/** Width of a bump (rad), as in Yang et al. 2019. */
const BUMP_WIDTH = Math.PI / 8;

/** A Gaussian bump around an angle, strength 0.8 exp(-(distance / (pi / 8))^2 / 2) (Yang et al. 2019). */
export function bumpRing(n: number, angle: number, strength = 1): Float64Array {
  const ring = new Float64Array(n);
  for (let k = 0; k < n; k++)
    ring[k] = strength * 0.8 * Math.exp(-0.5 * (angularDistance((2 * Math.PI * k) / n, angle) / BUMP_WIDTH) ** 2);
  return ring;
}

/** An angle between the preferred angles of two neighbours, as how close it is to each: both add up to 1, all others are 0. */
export function tentRing(n: number, angle: number): Float64Array {
  const ring = new Float64Array(n);
  const turns = angle / (2 * Math.PI);
  const place = (turns - Math.floor(turns)) * n;
  const below = Math.floor(place) % n;
  ring[(below + 1) % n] += place - Math.floor(place);
  ring[below] += 1 - (place - Math.floor(place));
  return ring;
}

/** Rings added up, unit by unit. */
export const sumOfRings = (rings: readonly Float64Array[]): Float64Array =>
  rings[0].map((_, k) => rings.reduce((total, ring) => total + ring[k], 0));

/** The unit whose activity is larger than that of all others; NaN where two share the largest, as evidence of no coherence does. */
export function clearPeakOf(activity: ArrayLike<number>): number {
  const peak = peakOf(activity);
  for (let k = peak + 1; k < activity.length; k++) if (activity[k] === activity[peak]) return Number.NaN;
  return peak;
}

/** Evidence of a coherence (%) for the first of two sides or the second: (1 +- coherence / 100) / 2. */
export const sidedEvidence = (side: number, coherence: number): Float64Array =>
  evidenceRing(2, ringAngles(2)[side], coherence);

/** The unit of a ring whose activity is largest. */
export function peakOf(activity: ArrayLike<number>): number {
  let peak = 0;
  for (let k = 1; k < activity.length; k++) if (activity[k] > activity[peak]) peak = k;
  return peak;
}
