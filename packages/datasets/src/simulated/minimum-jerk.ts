/** The smoothest step from 0 (x <= 0) to 1 (x >= 1): the position of a minimum-jerk movement (Flash & Hogan 1985). */
export function minimumJerk(x: number): number {
  const t = Math.min(Math.max(x, 0), 1);
  return t * t * t * (10 - 15 * t + 6 * t * t);
}

/** The speed of that movement: 0 outside (0, 1), 1.875 at its middle. */
export function minimumJerkSpeed(x: number): number {
  const t = Math.min(Math.max(x, 0), 1);
  return 30 * t * t * (1 - t) * (1 - t);
}
