import { ArgumentError } from '@lrsim/core';
import { refuseBrokenHeaps } from './refuse-broken-heaps.js';

/** The part of h5wasm both of its builds have. */
export type H5wasm = typeof import('h5wasm');

/** The build for bytes in memory. That it is caught tells bundlers that it may not be installed. */
const inMemory = (): Promise<H5wasm> =>
  import('h5wasm').catch((cause: unknown) => {
    throw cause;
  });

/**
 * Loads h5wasm, an optional peer of this package, when a file needs it.
 *
 * @param build - reads bytes in memory, anywhere; or, in Node, files from disk a piece at a time.
 * @throws ArgumentError where it is not installed, saying how to.
 */
export async function loadH5wasm(where: string, build: () => Promise<H5wasm> = inMemory): Promise<H5wasm> {
  try {
    const h5wasm = await build();
    await h5wasm.ready;
    if (h5wasm.FS) refuseBrokenHeaps(h5wasm.FS);
    emptyMemory(h5wasm.Module as unknown as Allocators);
    return h5wasm;
  } catch (cause) {
    throw new ArgumentError(
      `${where} is an HDF5 file, which is read with the package h5wasm, and that could not be loaded; install it: npm install h5wasm@0.10`,
      { cause },
    );
  }
}

/** What Emscripten gives a module to get memory with. */
interface Allocators {
  _malloc(bytes: number): number;
  _calloc(count: number, bytes: number): number;
}

/**
 * Has h5wasm read into memory that is zero. Where reading text or lists of any length fails, it frees what the pointers in there point at,
 * and in memory used before those are pointers that were freed already.
 */
function emptyMemory(module: Allocators): void {
  module._malloc = (bytes) => module._calloc(1, bytes);
}
