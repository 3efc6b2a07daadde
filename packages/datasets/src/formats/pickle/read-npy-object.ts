import type { PickledValue } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import { readNpyHeader } from '../npy-header.js';
import { runPickle } from './pickle-machine.js';
import { pickledValue } from './pickled-value.js';

/**
 * Reads a NumPy .npy file of Python objects, such as a dictionary of arrays that `numpy.save` was given.
 *
 * The pickle in such a file can name any Python function to call. None is run here: dictionaries, lists, tuples, text,
 * bytes, numbers and NumPy arrays are made of what the file says, and a file that names anything else is refused with
 * that name. Arrays are row-major, 64-bit integers exact, as `readNpy` has them; tuples become lists.
 *
 * @param name - the file's name, for messages.
 * @returns the value of a file of one, such as a Map for a dictionary; of more, `elements` and `shape`.
 * @throws FileFormatError for another file, one that needs more than data, and a damaged or truncated one.
 */
export function readNpyObject(bytes: Uint8Array, name = 'the file'): PickledValue {
  const where = `readNpyObject: ${name}`;
  const { header, dataStart } = readNpyHeader(where, bytes);
  if (!/'descr':\s*'\W?O/.test(header)) fileProblem(where, 'holds no Python objects; read it with readNpy');
  const value = pickledValue(where, runPickle(where, bytes.subarray(dataStart)));
  const isOne = typeof value === 'object' && value !== null && 'elements' in value && value.shape.length === 0;
  return isOne ? value.elements[0] : value;
}
