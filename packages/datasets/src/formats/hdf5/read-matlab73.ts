import { ArgumentError, lookUp } from '@lrsim/core';
import type { MatlabValue } from '../../types.js';
import { guarded } from './guarded.js';
import { matlab73Value } from './matlab73-value.js';
import { type Hdf5File, openHdf5 } from './open-hdf5.js';

/**
 * Reads the variables of a MATLAB v7.3 file, which is HDF5; needs the package `h5wasm`.
 *
 * Values are those `readMatlab` returns: row-major with their MATLAB shape, cells and struct arrays with the values
 * their references point at. The fields of a struct come in the order of the file.
 *
 * @param name - the file's name, for messages.
 * @param variables - which to read; all by default.
 * @throws FileFormatError for another, damaged or truncated file, and where a value lies within itself.
 * @throws UnknownNameError for a variable that is not in the file; ArgumentError where h5wasm is not installed.
 */
export async function readMatlab73(
  bytes: Uint8Array,
  name = 'the file',
  variables?: readonly string[],
): Promise<Readonly<Record<string, MatlabValue>>> {
  return matlab73Variables(await openHdf5(`readMatlab73: ${name}`, bytes), variables);
}

/** Reads variables of an open file and closes it. MATLAB's own bookkeeping is under names that begin with #. */
export function matlab73Variables(
  opened: Hdf5File,
  variables?: readonly string[],
): Readonly<Record<string, MatlabValue>> {
  const file = { ...opened, read: new Map<string, MatlabValue>() };
  try {
    if (variables !== undefined && !Array.isArray(variables))
      throw new ArgumentError(`${file.where}: variables is ${typeof variables}; expected a list of names`);
    return guarded(file.h5wasm, file.where, () => {
      const there = file.root.keys().filter((key) => !key.startsWith('#'));
      const known = Object.fromEntries(there.map((key) => [key, key]));
      const wanted = variables?.map((variable) => lookUp(`variable in ${file.where}`, known, variable)) ?? there;
      return Object.fromEntries(wanted.map((variable) => [variable, matlab73Value(file, file.root.get(variable))]));
    });
  } finally {
    file.close();
  }
}
