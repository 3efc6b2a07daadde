import { lookUp } from '@lrsim/core';
import type { NpzArchive } from '../types.js';
import { readNpy } from './read-npy.js';
import { zipEntries } from './zip-entries.js';

/**
 * Opens a NumPy .npz archive, compressed or not. Its directory is read now, an array when it is asked for, so that
 * one entry of a kind that is not read (text, a pickle) does not block the others.
 *
 * @param name - the file's name, for messages.
 * @throws FileFormatError where the archive or the array asked for is damaged, truncated or of another kind.
 */
export function readNpz(bytes: Uint8Array, name = 'the file'): NpzArchive {
  const arrays = zipEntries(`readNpz: ${name}`, bytes).filter((entry) => entry.name.endsWith('.npy'));
  const entries = Object.fromEntries(arrays.map((entry) => [entry.name.slice(0, -'.npy'.length), entry]));
  return {
    names: Object.keys(entries),
    array: (array) => readNpy(lookUp(`array in ${name}`, entries, array).read(), `${name}, array ${array},`),
  };
}
