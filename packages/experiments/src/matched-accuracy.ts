/** A point of a training curve. */
export interface CurvePoint {
  readonly accuracy: number;
  readonly distance: number;
}

/**
 * The distance at which a training curve first reaches an accuracy, by linear interpolation between the snapshots around
 * the crossing; undefined if it never does.
 *
 * @param curve - points in the order of training.
 */
export function distanceAtAccuracy(curve: readonly CurvePoint[], accuracy: number): number | undefined {
  const reached = curve.findIndex((point) => point.accuracy >= accuracy);
  if (reached < 0) return undefined;
  const after = curve[reached];
  if (reached === 0) return after.accuracy === accuracy ? after.distance : undefined;
  const before = curve[reached - 1];
  const share = (accuracy - before.accuracy) / (after.accuracy - before.accuracy);
  return before.distance + share * (after.distance - before.distance);
}
