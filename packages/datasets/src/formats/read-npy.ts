import type { NumericArray } from '../types.js';
import { fileProblem, viewOf } from './file-problem.js';
import { decodeNumbers, type NumberType, numberTypes } from './number-types.js';
import { LARGEST_RANK, sizeOf, toRowMajor } from './row-major.js';

/** No array of numbers needs a longer header; the field that declares its length could say gigabytes. */
const LONGEST_HEADER = 0xffff;
const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY')];

const types: Readonly<Record<string, NumberType>> = {
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
 * @throws FileFormatError for anything but such a file, complete; arrays of Python objects (pickles) are refused.
 */
export function readNpy(bytes: Uint8Array, name = 'the file'): NumericArray {
  const where = `readNpy: ${name}`;
  const { header, dataStart } = readHeader(where, bytes);
  const descr = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const dimensions = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1];
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

function readHeader(where: string, bytes: Uint8Array): { header: string; dataStart: number } {
  if (MAGIC.some((byte, i) => bytes[i] !== byte))
    fileProblem(where, 'is not a .npy file: it does not begin with \\x93NUMPY');
  const version = bytes[6];
  if (!(version >= 1 && version <= 3)) fileProblem(where, `has the .npy version ${version}; expected 1, 2 or 3`);
  const headerStart = version === 1 ? 10 : 12;
  if (bytes.length < headerStart)
    fileProblem(where, `ends in its header, after ${bytes.length} bytes; it is truncated`);
  const view = viewOf(bytes);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataStart = headerStart + length;
  if (length > LONGEST_HEADER)
    fileProblem(where, `declares a header of ${length} bytes; an array of numbers has at most ${LONGEST_HEADER}`);
  if (dataStart > bytes.length)
    fileProblem(
      where,
      `declares a header of ${length} bytes but ends after ${bytes.length - headerStart}; it is truncated`,
    );
  return { header: new TextDecoder().decode(bytes.subarray(headerStart, dataStart)), dataStart };
}

function typeOf(where: string, descr: string): NumberType {
  if (/^\W?O/.test(descr))
    fileProblem(
      where,
      'holds Python objects (a pickle), which are not read because they can run code; save numbers instead',
    );
  const type = /^[<>|=]/.test(descr) ? types[descr.slice(1)] : undefined;
  if (!type) fileProblem(where, `holds values of type '${descr}'; expected one of ${Object.keys(types).join(', ')}`);
  return type;
}
