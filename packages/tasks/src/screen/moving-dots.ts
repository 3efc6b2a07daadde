import type { Rng } from '@lrsim/core';

/** Dots in a circle of radius 1 around the origin. */
export interface MovingDots {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Moves all dots for so many ms. */
  move(ms: number): void;
}

/** How dots move. */
export interface DotMotion {
  readonly count: number;
  /** The first of them, which all move in one direction. */
  readonly signal: number;
  /** Radians, 0 to the right and a quarter turn upwards. */
  readonly direction: number;
  /** Radii of the field in a second. */
  readonly speed: number;
  /** How long a dot lives before it appears elsewhere (ms). */
  readonly lifeMs: number;
}

/**
 * Random dots: those of the signal move in its direction, each other one in a direction of its own, which it draws anew with each life. A dot
 * that leaves the field or has lived its time begins another life at a random place.
 */
export function movingDots({ count, signal, direction, speed, lifeMs }: DotMotion, rng: Rng): MovingDots {
  const [x, y, heading, age] = Array.from({ length: 4 }, () => new Float64Array(count));
  const begin = (dot: number, lived: number) => {
    const [radius, angle] = [Math.sqrt(rng.uniform()), 2 * Math.PI * rng.uniform()];
    x[dot] = radius * Math.cos(angle);
    y[dot] = radius * Math.sin(angle);
    heading[dot] = dot < signal ? direction : 2 * Math.PI * rng.uniform();
    age[dot] = lived;
  };
  for (let dot = 0; dot < count; dot++) begin(dot, lifeMs * rng.uniform());
  return {
    x,
    y,
    move(ms) {
      const distance = (speed * ms) / 1000;
      for (let dot = 0; dot < count; dot++) {
        age[dot] += ms;
        x[dot] += distance * Math.cos(heading[dot]);
        y[dot] += distance * Math.sin(heading[dot]);
        if (age[dot] >= lifeMs || x[dot] ** 2 + y[dot] ** 2 > 1) begin(dot, 0);
      }
    },
  };
}
