import type { Rng } from '@lrsim/core';

/**
 * A draw from the standard exponential distribution by comparing uniform numbers (von Neumann 1951): no logarithm, so
 * that the same seed gives the same bytes in every engine.
 *
 * A run of falling uniforms u1 > u2 > ... that began with u1 has odd length with probability e^{-u1}: then the draw is
 * u1 plus the number of runs refused before.
 */
export function exponential(rng: Rng): number {
  for (let whole = 0; ; whole++) {
    const first = rng.uniform();
    let length = 1;
    for (let last = first, next = rng.uniform(); next < last; next = rng.uniform()) {
      last = next;
      length += 1;
    }
    if (length % 2 === 1) return whole + first;
  }
}

/** Poisson counts with these means: the events of a Poisson process of rate 1, counted in intervals of that length. */
export function poissonCounts(rng: Rng, means: ArrayLike<number>): Float64Array {
  const counts = new Float64Array(means.length);
  let nextEvent = exponential(rng);
  for (let i = 0, end = 0; i < means.length; i++) {
    for (end += means[i]; nextEvent < end; nextEvent += exponential(rng)) counts[i] += 1;
  }
  return counts;
}
