import { FileFormatError, type Recording } from '@lrsim/core';
import { readNpyObject } from './formats/pickle/read-npy-object.js';
import { hatsopoulosArrays, recordingOfArrays } from './hatsopoulos2007.js';
import type { NumericArray } from './types.js';

/**
 * The recording from the file that the authors of the comparison prepared: a dictionary of arrays, pickled into a .npy. It is read without
 * running anything of it.
 *
 * @throws FileFormatError for a damaged file, or one that is no dictionary of the arrays of this recording.
 */
export function hatsopoulosPrepared(bytes: Uint8Array, name = 'the file'): Recording {
  const where = `hatsopoulosPrepared: ${name}`;
  const value = readNpyObject(bytes, name);
  if (!(value instanceof Map))
    throw new FileFormatError(`${where} holds no dictionary; expected one of ${hatsopoulosArrays.join(', ')}`);
  const arrays = new Map<string, NumericArray>();
  for (const [key, entry] of value as ReadonlyMap<string | number, unknown>)
    if (isNumeric(entry)) arrays.set(String(key), entry);
  const missing = hatsopoulosArrays.filter((array) => !arrays.has(array));
  if (missing.length > 0)
    throw new FileFormatError(
      `${where} lacks ${missing.join(', ')}; it has ${[...arrays.keys()].join(', ') || 'no arrays'}`,
    );
  return recordingOfArrays({
    has: (array) => arrays.has(array),
    get: (array) => arrays.get(array) as NumericArray,
  });
}

const isNumeric = (value: unknown): value is NumericArray =>
  typeof value === 'object' && value !== null && 'data' in value && 'shape' in value;
