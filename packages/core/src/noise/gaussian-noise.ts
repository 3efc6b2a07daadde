import type { Rng } from '../types.js';
import { NORMALS_PER_BLOCK, NORMALS_STATE_WORDS, plainNormals } from './plain-normals.js';
import { type FillNormals, simdNormals } from './simd-normals.js';

let fill: FillNormals | undefined; // found at the first call; either one writes the same bytes

/**
 * Independent normal numbers in float32, mean 0, the same bytes on every machine: many at a time and far faster than
 * `rng.normal()`. They come from a generator of their own (xoshiro128++ in four lanes, Box & Muller 1958,
 * doi:10.1214/aoms/1177706645), seeded by 16 draws from `rng`, which moves on by these.
 *
 * @param length - how many, at least 0.
 * @param sd - their standard deviation; 1 by default.
 */
export function gaussianNoise(rng: Rng, length: number, sd = 1): Float32Array {
  fill ??= simdNormals() ?? plainNormals;
  const state = Uint32Array.from({ length: NORMALS_STATE_WORDS }, () => Math.floor(rng.uniform() * 2 ** 32));
  const whole = new Float32Array(Math.ceil(length / NORMALS_PER_BLOCK) * NORMALS_PER_BLOCK);
  fill(state, whole, sd);
  return whole.length === length ? whole : whole.slice(0, length);
}
