import type { NumericData } from '../types.js';
import { fileProblem, viewOf } from './file-problem.js';

/** How numbers of one type are stored in a file, and the typed array that holds them. */
export interface NumberType {
  readonly name: string;
  readonly bytes: number;
  /** Whether values may exceed the integers a number holds exactly. */
  readonly wide: boolean;
  /** The typed array: empty of a length, or on a buffer of numbers in the machine's byte order. */
  readonly array: new (
    lengthOrBuffer: number | ArrayBuffer,
  ) => NumericData;
  read(view: DataView, offset: number, littleEndian: boolean): number;
}

const type = (array: NumberType['array'], bytes: number, name: string, read: NumberType['read'], wide = false) =>
  ({ name, bytes, wide, array, read }) satisfies NumberType;

/** The number types of .npy and MATLAB files, by name. */
export const numberTypes = {
  float64: type(Float64Array, 8, 'float64', (view, at, little) => view.getFloat64(at, little)),
  float32: type(Float32Array, 4, 'float32', (view, at, little) => view.getFloat32(at, little)),
  int8: type(Int8Array, 1, 'int8', (view, at) => view.getInt8(at)),
  uint8: type(Uint8Array, 1, 'uint8', (view, at) => view.getUint8(at)),
  int16: type(Int16Array, 2, 'int16', (view, at, little) => view.getInt16(at, little)),
  uint16: type(Uint16Array, 2, 'uint16', (view, at, little) => view.getUint16(at, little)),
  int32: type(Int32Array, 4, 'int32', (view, at, little) => view.getInt32(at, little)),
  uint32: type(Uint32Array, 4, 'uint32', (view, at, little) => view.getUint32(at, little)),
  int64: type(Float64Array, 8, 'int64', (view, at, little) => Number(view.getBigInt64(at, little)), true),
  uint64: type(Float64Array, 8, 'uint64', (view, at, little) => Number(view.getBigUint64(at, little)), true),
} as const;

const machineIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Reads all numbers in `bytes`.
 *
 * @throws FileFormatError for a 64-bit integer beyond 2^53, which a number cannot hold exactly.
 */
export function decodeNumbers(
  where: string,
  bytes: Uint8Array,
  stored: NumberType,
  littleEndian: boolean,
): NumericData {
  const length = Math.floor(bytes.length / stored.bytes);
  const asIs = !stored.wide && (stored.bytes === 1 || littleEndian === machineIsLittleEndian);
  if (asIs) return new stored.array(new Uint8Array(bytes.subarray(0, length * stored.bytes)).buffer);
  const numbers = new stored.array(length);
  const view = viewOf(bytes);
  for (let i = 0; i < length; i++) {
    const value = stored.read(view, i * stored.bytes, littleEndian);
    if (stored.wide && !Number.isSafeInteger(value))
      fileProblem(where, `holds the ${stored.name} ${value} at position ${i}; expected integers below 2^53`);
    numbers[i] = value;
  }
  return numbers;
}
