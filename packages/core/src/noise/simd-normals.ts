import { GAUSSIAN } from '../generated/gaussian.js';
import { NORMALS_STATE_WORDS } from './plain-normals.js';

/** Fills a multiple of 8 normals and moves the generator's state on. */
export type FillNormals = (state: Uint32Array, target: Float32Array, scale: number) => void;

const TARGET = 1024; // where in the memory's one page the normals are written, in bytes
const PART = 15360; // how many at a time

/** assembly/gaussian.ts on a memory page of its own, the state first, then its constants, then normals; undefined where the engine has no SIMD. */
export function simdNormals(): FillNormals | undefined {
  const bytes = Uint8Array.from(atob(GAUSSIAN), (character) => character.charCodeAt(0));
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) return undefined;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const fill = exports.fillNormals as (state: number, target: number, blocks: number, scale: number) => void;
  (exports.writeNormalsTable as (state: number) => void)(0);
  const words = new Uint32Array(memory.buffer, 0, NORMALS_STATE_WORDS);
  const normals = new Float32Array(memory.buffer, TARGET, PART);
  return (state, target, scale) => {
    words.set(state);
    for (let from = 0; from < target.length; from += PART) {
      const count = Math.min(PART, target.length - from);
      fill(0, TARGET, count / 8, scale);
      target.set(normals.subarray(0, count), from);
    }
    state.set(words);
  };
}
