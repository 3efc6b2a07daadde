import { LINALG } from '../generated/linalg.js';

/** The functions of assembly/linalg.ts; arrays are given by their offset in bytes, and so are distances in them. */
interface Functions {
  multiplyAdd(
    ...args: [
      ...[factor: number, rows: number, columns: number, depth: number],
      ...[a: number, aRow: number, aColumn: number, b: number, bRow: number, bColumn: number],
      ...[c: number, cRow: number, upper: number, scratch: number],
    ]
  ): void;
  bidiagonalise(
    ...args: [a: number, rows: number, columns: number, diagonal: number, superdiagonal: number, scratch: number]
  ): void;
  tridiagonalise(a: number, n: number, diagonal: number, offDiagonal: number, scratch: number): void;
  factorQr(a: number, rows: number, columns: number, vectors: number, factors: number, scratch: number): void;
  formQ(q: number, rows: number, columns: number, vectors: number, factors: number, scratch: number): void;
  factorCholesky(a: number, n: number, scratch: number): number;
  solveCholesky(l: number, n: number, x: number, columns: number, scratch: number): void;
}

/** Numbers of scratch that a product with a right factor of so many columns needs. */
export const productScratch = (columns: number) => (columns + 100) * 256 + 16;

/** The functions and arrays of the lengths asked for, in the memory they work on, until the next call. */
export interface WasmHeap {
  readonly functions: Functions;
  readonly arrays: readonly Float64Array[];
}

/** Memory above this is not kept after a call: it can only grow. */
const MOST_KEPT = 2 ** 26;
const PAGE = 2 ** 16;

/** Gives the functions a memory with arrays of the given lengths, the contents of which are whatever they were. */
export type WasmModule = (...lengths: number[]) => WasmHeap;

/** Compiles the module; undefined where WebAssembly or its SIMD is missing, or compiling at once is not allowed. */
export function startWasmModule(): WasmModule | undefined {
  let module: WebAssembly.Module;
  try {
    module = new WebAssembly.Module(Uint8Array.from(atob(LINALG), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
  const instantiate = (pages: number) => {
    const memory = new WebAssembly.Memory({ initial: pages });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    return { memory, functions: exports as unknown as Functions };
  };
  let kept = instantiate(1);
  return (...lengths) => {
    // each on a boundary of 16 bytes, the first not at 0
    const rounded = lengths.map((length) => Math.ceil(length / 2) * 16);
    const bytes = rounded.reduce((sum, size) => sum + size, 16);
    const missing = Math.ceil((bytes - kept.memory.buffer.byteLength) / PAGE);
    let machine = kept;
    if (missing > 0 && bytes > MOST_KEPT) machine = instantiate(Math.ceil(bytes / PAGE));
    else if (missing > 0) {
      kept = instantiate(Math.ceil(bytes / PAGE));
      machine = kept;
    }
    let at = 16;
    const arrays = lengths.map((length, i) => {
      const array = new Float64Array(machine.memory.buffer, at, length);
      at += rounded[i];
      return array;
    });
    return { functions: machine.functions, arrays };
  };
}
