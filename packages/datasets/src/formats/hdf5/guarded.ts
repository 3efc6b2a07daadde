import { ArgumentError, FileFormatError } from '@lrsim/core';
import { fileProblem } from '../file-problem.js';
import type { H5wasm } from './load-h5wasm.js';

/** Modules whose WebAssembly has trapped: their memory is no longer what they take it for. */
const broken = new WeakSet<H5wasm>();
/** Errors of the HDF5 library so far. */
const errors = new WeakMap<H5wasm, number>();
/** The library keeps open what it was reading when an error was thrown out of it: a descriptor of 4096, and some 250 kB. */
const MOST_ERRORS = 1500;

/** A dataset that is sound but compressed by something that is not here. */
export class MissingFilter extends Error {}

/**
 * Runs `read` so that whatever h5wasm does with a damaged file ends in a FileFormatError: errors of the HDF5 library,
 * which it would print and go on from, are thrown, and traps of its WebAssembly are caught. After a trap, or errors by the thousand,
 * nothing is read any more.
 */
export function guarded<T>(h5wasm: H5wasm, where: string, read: () => T): T {
  const before = errors.get(h5wasm) ?? 0;
  if (broken.has(h5wasm) || before >= MOST_ERRORS)
    fileProblem(
      where,
      'cannot be read: h5wasm broke down on damaged files before; start the process anew, or read damaged files in a worker',
    );
  const { Module } = h5wasm;
  Module.activate_throwing_error_handler();
  try {
    return restoringStack(Module as unknown as Emscripten, read);
  } catch (error) {
    if (error instanceof FileFormatError || error instanceof ArgumentError) throw error;
    if (error instanceof Error && error.name === 'RuntimeError') broken.add(h5wasm);
    errors.set(h5wasm, before + 1);
    if (error instanceof MissingFilter) return fileProblem(where, error.message, error);
    const detail = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return fileProblem(where, `cannot be read as HDF5 (${detail.slice(0, 200)}); it is damaged or truncated`, error);
  } finally {
    if (!broken.has(h5wasm)) Module.deactivate_throwing_error_handler();
  }
}

/** What Emscripten gives every module. */
interface Emscripten {
  ccall(name: string, returns: null, types: readonly string[], values: readonly string[]): void;
  _restoringStack?: () => void;
}

/**
 * Runs `read` with the stack of the WebAssembly put back at the end. An error that is thrown out of the HDF5 library leaves on it what the
 * functions it passes had there, and after some hundred errors it would run over. `ccall` puts the stack back to where it was
 * before it made room for a string, whatever it calls.
 */
function restoringStack<T>(module: Emscripten, read: () => T): T {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  module._restoringStack = () => {
    try {
      outcome = { value: read() };
    } catch (error) {
      outcome = { error };
    }
  };
  module.ccall('restoringStack', null, ['string'], ['']);
  const done = outcome as unknown as { readonly value: T } | { readonly error: unknown };
  if ('error' in done) throw done.error;
  return done.value;
}
