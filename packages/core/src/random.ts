import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { checkInteger } from './checks.js';
import { ArgumentError } from './errors.js';
import { naturalLog } from './natural-log.js';
import type { Rng } from './types.js';

/** Words in a saved state: 4 of the key, 4 of the generator, 2 of the spare normal, 1 flag that there is one. */
const STATE_WORDS = 11;

/**
 * A seeded random generator (xoroshiro128+), split by name.
 *
 * `fork(label)` depends on the seed and the label alone, never on how many numbers were drawn, so that adding a draw in
 * one place changes nothing elsewhere. Same seed, same bytes, on every machine: no draw uses an engine's own log or cos.
 *
 * @param seed - an integer or a string.
 * @throws ArgumentError for a seed that is neither.
 */
export function createRng(seed: number | string): Rng {
  if (typeof seed === 'number') checkInteger('createRng', 'seed', seed, Number.MIN_SAFE_INTEGER);
  else if (typeof seed !== 'string')
    throw new ArgumentError(`createRng: seed is ${seed}; expected an integer or a string`);
  const key = childKey(Uint32Array.of(0x6c727369, 0x6d000001, 0, 0), String(seed));
  return fromState(key, key);
}

/** The generator whose `state()` was saved. */
export function restoreRng(state: Uint32Array): Rng {
  if (state.length !== STATE_WORDS)
    throw new ArgumentError(
      `restoreRng: state has ${state.length} words; expected ${STATE_WORDS}, as Rng.state() returns`,
    );
  const spare = state[10] ? new Float64Array(state.slice(8, 10).buffer)[0] : undefined;
  return fromState(state.slice(0, 4), state.slice(4, 8), spare);
}

function fromState(key: Uint32Array, start: Uint32Array, spareNormal?: number): Rng {
  const generator = xoroshiro128plusFromState([...start].map((word) => word | 0));
  let spare = spareNormal;
  const uniform = () => uniformFloat64(generator);

  /** Marsaglia's polar method: two normals from a point in the unit disc, the second kept for the next call. */
  const normal = () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    let u: number, v: number, s: number;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * naturalLog(s)) / s);
    spare = v * scale;
    return u * scale;
  };

  return {
    uniform,
    normal,
    integer(below) {
      checkInteger('Rng.integer', 'below', below);
      return uniformInt(generator, 0, below - 1);
    },
    fork(label) {
      const child = childKey(key, label);
      return fromState(child, child);
    },
    state() {
      const words = new Uint32Array(STATE_WORDS);
      words.set(key, 0);
      words.set(
        generator.getState().map((word) => word >>> 0),
        4,
      );
      if (spare !== undefined) {
        words.set(new Uint32Array(Float64Array.of(spare).buffer), 8);
        words[10] = 1;
      }
      return words;
    },
  };
}

/** The key of the child named `label`: each word is MurmurHash3 of the label, seeded by the parent's words. */
function childKey(parent: Uint32Array, label: string): Uint32Array {
  const key = Uint32Array.from(parent, (_, i) => {
    const seed = parent.reduce((mixed, word, j) => murmur(String(word), mixed ^ (i * 4 + j)), 0x9e3779b9 + i);
    return murmur(label, seed);
  });
  if (key.every((word) => word === 0)) key[0] = 1; // the one state the generator cannot leave
  return key;
}

/** MurmurHash3 (x86, 32 bit) of the UTF-16 code units of `text`. */
function murmur(text: string, seed: number): number {
  let hash = seed | 0;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    hash ^= k;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length * 2;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
