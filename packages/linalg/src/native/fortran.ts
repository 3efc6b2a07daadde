import type { NativeLibrary } from './native-library.js';
import type { Workspace } from './workspace.js';

/** An argument of a LAPACK routine: 'c' a letter, 'i' an integer, 'p' an array (of numbers or integers). */
type Kind = 'c' | 'i' | 'p';

/** A LAPACK routine; returns its `info`. */
export type Routine = (...args: (string | number | Float64Array | Int32Array)[]) => number;

/**
 * A routine of LAPACK under its Fortran calling convention: everything by reference, `info` last, and the lengths of the
 * letters behind that, as gfortran passes them (a caller that passes more than is read does no harm).
 *
 * @param kinds - of the arguments before `info`.
 */
export function fortranRoutine(library: NativeLibrary, name: string, kinds: string): Routine {
  const letters = [...kinds].filter((kind) => kind === 'c').length;
  const parameters = [...kinds, 'i'].map(() => 'void *').concat(Array.from({ length: letters }, () => 'size_t'));
  const call = named(library, name, parameters.join(', '));
  const lengths = Array.from({ length: letters }, () => 1);
  return (...args) => {
    const info = new Int32Array(2);
    call(...args.map((value, at) => byReference(kinds[at] as Kind, value)), info, ...lengths);
    return info[0];
  };
}

/** With the trailing underscore that Fortran compilers add, or without, as Accelerate and some builds for Windows. */
function named(library: NativeLibrary, name: string, parameters: string) {
  try {
    return library.func(`void ${name}_(${parameters})`);
  } catch {
    return library.func(`void ${name}(${parameters})`);
  }
}

function byReference(kind: Kind, value: string | number | Float64Array | Int32Array) {
  if (kind === 'c') return Uint8Array.of((value as string).charCodeAt(0));
  // the second word is 0, so that a library with 64-bit integers reads the same number
  return kind === 'i' ? Int32Array.of(value as number, 0) : (value as Float64Array);
}

/** Calls a routine with the workspace it asks for: it is called with length -1 first, and says the best length. */
export function withWorkspace(space: Workspace, call: (work: Float64Array, length: number) => number): number {
  const query = new Float64Array(1);
  call(query, -1);
  const length = Math.max(1, Math.ceil(query[0]));
  return call(space.array('work', length), length);
}
