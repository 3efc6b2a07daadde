import { ArgumentError, FileFormatError } from '@lrsim/core';
import { fileProblem } from '../file-problem.js';
import type { H5wasm } from './load-h5wasm.js';

/** Modules whose WebAssembly has trapped: their memory is no longer what they take it for. */
const broken = new WeakSet<H5wasm>();

/**
 * Runs `read` so that whatever h5wasm does with a damaged file ends in a FileFormatError: errors of the HDF5 library,
 * which it would print and go on from, are thrown, and traps of its WebAssembly are caught. After a trap nothing is read any more.
 */
export function guarded<T>(h5wasm: H5wasm, where: string, read: () => T): T {
  if (broken.has(h5wasm))
    fileProblem(
      where,
      'cannot be read: h5wasm broke down on a damaged file before; start the process anew, or read damaged files in a worker',
    );
  const { Module } = h5wasm;
  Module.activate_throwing_error_handler();
  try {
    return read();
  } catch (error) {
    if (error instanceof FileFormatError || error instanceof ArgumentError) throw error;
    if (error instanceof Error && error.name === 'RuntimeError') broken.add(h5wasm);
    const detail = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return fileProblem(where, `cannot be read as HDF5 (${detail.slice(0, 200)}); it is damaged or truncated`, error);
  } finally {
    if (!broken.has(h5wasm)) Module.deactivate_throwing_error_handler();
  }
}
