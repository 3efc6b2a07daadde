import type { NdArray } from '@lrsim/core';
import { directionVectors, turn, type Vector } from './directions.js';
import { minimumJerk, minimumJerkSpeed } from './minimum-jerk.js';

/** What the time courses of the latents are made of, at a time (ms after movement onset) and reach direction. */
type Course = (timeMs: number, direction: Vector) => readonly number[];

const step = (timeMs: number, from: number, to: number) => minimumJerk((timeMs - from) / (to - from));
const pulse = (timeMs: number, from: number, to: number) =>
  minimumJerkSpeed((timeMs - from) / (to - from)) / minimumJerkSpeed(0.5);
const scaled = ([x, y]: Vector, by: number): Vector => [by * x, by * y];

/** The unit vector turned by 2 atan(tangent) in every 10 ms since `from`: a rotation by basic arithmetic alone. */
function rotated(start: Vector, tangent: number, timeMs: number, from: number): Vector {
  const norm = 1 + tangent * tangent;
  const each: Vector = [(1 - tangent * tangent) / norm, (2 * tangent) / norm];
  let vector = start;
  for (let time = from; time < timeMs; time += 10) vector = turn(vector, each);
  return vector;
}

/** During movement: rises from -320 to -100 ms, falls from 0 to 350 ms. */
const movement = (timeMs: number) => step(timeMs, -320, -100) * (1 - step(timeMs, 0, 350));

/**
 * The latents of the simulated recording, by name, in groups that hold what is known of motor cortex during reaching:
 * a response that is the same for all directions and the largest (Kaufman et al. 2016), preparatory tuning in
 * dimensions of its own (Elsayed et al. 2016), rotations around movement onset (Churchland et al. 2012) at 2.0 Hz and,
 * of twice the direction, 2.6 Hz, and tuning to the posture reached. d is the direction as a unit vector; s(a, b) a
 * minimum-jerk step from a to b ms, p(a, b) a pulse of height 1 between them; m = s(-320, -100) (1 - s(0, 350)).
 */
const groups: readonly { readonly names: readonly string[]; readonly course: Course }[] = [
  {
    // 1.6 s(-350, -80) (1 - 0.7 s(-80, 400)), 0.8 p(-350, 50)
    names: ['movement', 'trigger'],
    course: (time) => [1.6 * step(time, -350, -80) * (1 - 0.7 * step(time, -80, 400)), 0.8 * pulse(time, -350, 50)],
  },
  {
    // 0.5 s(-1200, -200) (1 - s(-200, 0)) d
    names: ['preparation x', 'preparation y'],
    course: (time, d) => scaled(d, 0.5 * step(time, -1200, -200) * (1 - step(time, -200, 0))),
  },
  {
    // 0.8 m R(0.125 rad per 10 ms) d
    names: ['rotation x', 'rotation y'],
    course: (time, d) => scaled(rotated(d, 1 / 16, time, -320), 0.8 * movement(time)),
  },
  {
    // 0.4 m R(0.166 rad per 10 ms) d^2, d^2 at twice the angle
    names: ['second rotation x', 'second rotation y'],
    course: (time, d) => scaled(rotated(turn(d, d), 1 / 12, time, -320), 0.4 * movement(time)),
  },
  {
    // 0.5 s(-150, 250) d
    names: ['posture x', 'posture y'],
    course: (time, d) => scaled(d, 0.5 * step(time, -150, 250)),
  },
];

/** One name per latent. */
export const latentNames: readonly string[] = groups.flatMap(({ names }) => names);

/** The latents at these times, [directions, time, latents], dimensionless. */
export function reachLatents(timeMs: Float64Array): NdArray<Float64Array> {
  const data = directionVectors.flatMap((direction) =>
    Array.from(timeMs, (time) => groups.flatMap(({ course }) => course(time, direction))).flat(),
  );
  return { data: Float64Array.from(data), shape: [directionVectors.length, timeMs.length, latentNames.length] };
}
