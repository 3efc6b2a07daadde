import { ArgumentError } from '@lrsim/core';
import { refuseEndlessHeaps } from './refuse-endless-heaps.js';

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
    if (h5wasm.FS) refuseEndlessHeaps(h5wasm.FS);
    return h5wasm;
  } catch (cause) {
    throw new ArgumentError(
      `${where} is an HDF5 file, which is read with the package h5wasm, and that could not be loaded; install it: npm install h5wasm@0.10`,
      { cause },
    );
  }
}
