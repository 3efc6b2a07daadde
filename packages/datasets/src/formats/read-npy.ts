import type { NumericArray } from '../types.js';
import { fileProblem } from './file-problem.js';
import { readNpyHeader } from './npy-header.js';
import { decodeNumbers, type NumberType, numberTypes } from './number-types.js';
import { LARGEST_RANK, sizeOf, toRowMajor } from './row-major.js';

/** The number types NumPy has, by their codes. */
export const npyTypes: Readonly<Record<string, NumberType>> = {
  f8: numberTypes.float64,
  f4: numberTypes.float32,
  i1: numberTypes.int8,
  i2: numberTypes.int16,
  i4: numberTypes.int32,
  i8: numberTypes.int64,
  u1: numberTypes.uint8,
  u2: numberTypes.uint16,
  u4: numberTypes.uint32,
  u8: numberTypes.uint64,
  b1: numberTypes.uint8,
};

/**
 * Reads a NumPy .npy file (versions 1 to 3) of floats, integers or booleans, either byte order, C or Fortran order.
 *
 * The result is row-major in every case. 64-bit integers become exact float64, booleans 0 and 1 in a Uint8Array.
 *
 * @param name - the file's name, for messages.
 * @throws FileFormatError for anything but such a file, complete; for arrays of Python objects there is `readNpyObject`.
 */
export function readNpy(bytes: Uint8Array, name = 'the file'): NumericArray {
  const where = `readNpy: ${name}`;
  const { header, dataStart } = readNpyHeader(where, bytes);
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  // Python 2 wrote whole numbers as 2L on Windows.
  const dimensions = /'shape':\s*\(((?:[\d\s,]|\dL)*)\)/.exec(header)?.[1].replaceAll('L', '');
  if (/'descr':\s*\[/.test(header))
    fileProblem(where, 'holds records (a structured type); expected an array of numbers');
  if (descr === undefined || order === undefined || dimensions === undefined)
    fileProblem(where, 'has a header without descr, fortran_order and shape; it is damaged');
  const type = typeOf(where, descr);
  const shape = dimensions
    .split(',')
    .map((size) => size.trim())
    .filter(Boolean)
    .map(Number);
  const size = sizeOf(shape);
  if (shape.length > LARGEST_RANK || !Number.isSafeInteger(size))
    fileProblem(where, `declares ${shape.length} axes and ${size} values; it is damaged`);
  const found = bytes.length - dataStart;
  if (size * type.bytes !== found)
    fileProblem(
      where,
      `declares ${size} values of ${type.bytes} bytes (shape [${shape.join(', ')}], ${descr}) but holds ${found} bytes of data` +
        (found < size * type.bytes ? '; it is truncated' : ''),
    );
  const data = decodeNumbers(where, bytes.subarray(dataStart), type, descr[0] !== '>');
  return { data: order === 'True' ? toRowMajor(data, shape, new type.array(size)) : data, shape };
}

function typeOf(where: string, descr: string): NumberType {
  if (/^\W?O/.test(descr))
    fileProblem(where, 'holds Python objects (a pickle), not an array of numbers; read it with readNpyObject');
  const type = /^[<>|=]/.test(descr) ? npyTypes[descr.slice(1)] : undefined;
  if (!type) fileProblem(where, `holds values of type '${descr}'; expected one of ${Object.keys(npyTypes).join(', ')}`);
  return type;
}
