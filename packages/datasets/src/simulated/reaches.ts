import type { NdArray } from '@lrsim/core';
import { directionVectors, type Vector } from './directions.js';
import { minimumJerk, minimumJerkSpeed } from './minimum-jerk.js';
import { jointAngles } from './two-link-arm.js';

/** Where the hand starts (m from the shoulder), how far it reaches (m) and for how long (ms), from time 0. */
export const reach = { start: [0, 0.22], distance: 0.06, durationMs: 400 } as const;

/**
 * Behaviour of straight minimum-jerk reaches in the eight directions, [directions, time] each: joint angles of the
 * two-link arm and hand position, as changes from the start, and hand velocity. Each is divided by its largest absolute
 * value over directions and times, as the published reach recording is, so that it begins at 0 and stays in [-1, 1].
 */
export function reachBehaviour(timeMs: Float64Array): Record<string, NdArray<Float64Array>> {
  const { start, distance, durationMs } = reach;
  const shape = [directionVectors.length, timeMs.length];
  const empty = () => new Float64Array(shape[0] * shape[1]);
  const traces = {
    shoulderAngle: empty(),
    elbowAngle: empty(),
    handX: empty(),
    handY: empty(),
    handSpeedX: empty(),
    handSpeedY: empty(),
  };
  directionVectors.forEach(([x, y], direction) => {
    const at = direction * timeMs.length;
    const path: Vector[] = [];
    timeMs.forEach((time, i) => {
      const position = distance * minimumJerk(time / durationMs);
      const speed = minimumJerkSpeed(time / durationMs);
      path.push([start[0] + position * x, start[1] + position * y]);
      traces.handX[at + i] = position * x;
      traces.handY[at + i] = position * y;
      traces.handSpeedX[at + i] = speed * x;
      traces.handSpeedY[at + i] = speed * y;
    });
    const { shoulder, elbow } = jointAngles(path);
    traces.shoulderAngle.set(shoulder, at);
    traces.elbowAngle.set(elbow, at);
  });
  return Object.fromEntries(Object.entries(traces).map(([name, data]) => [name, { data: normalised(data), shape }]));
}

function normalised(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return values.map((value) => value / largest + 0); // + 0 turns -0 into 0
}
