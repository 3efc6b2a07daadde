import type { MatlabChar, MatlabNumeric, MatlabValue, NumericData } from '../types.js';
import { fileProblem, viewOf } from './file-problem.js';
import { latin1 } from './matlab-elements.js';
import { charArray } from './matlab-text.js';
import { sparse4 } from './matlab4-sparse.js';
import { decodeNumbers, type NumberType, numberTypes } from './number-types.js';
import { toRowMajor } from './row-major.js';

const HEADER_BYTES = 20;
const LONGEST_NAME = 4096;
/** Storage types by the digit P of a variable's type. */
const STORED: readonly NumberType[] = [
  ...[numberTypes.float64, numberTypes.float32, numberTypes.int32, numberTypes.int16],
  ...[numberTypes.uint16, numberTypes.uint8],
];
/** Number formats by the digit M. The last three are of machines whose floating point is not IEEE. */
const MACHINES = ['little-endian', 'big-endian', 'VAX D-float', 'VAX G-float', 'Cray'];

interface Header4 {
  readonly littleEndian: boolean;
  readonly stored: NumberType;
  /** 0 numbers, 1 text, 2 sparse. */
  readonly kind: number;
  readonly shape: readonly [number, number];
  readonly complex: boolean;
  readonly name: string;
  readonly dataStart: number;
}

/** Whether bytes begin like a v4 file: its first number is small, a v5 file begins with text. */
export const isMatlab4 = (bytes: Uint8Array): boolean => bytes.length >= 4 && bytes.subarray(0, 4).includes(0);

/**
 * The variables of a MATLAB v4 file: full matrices, text and sparse matrices, each in the byte order its header
 * declares. All numbers are of class double, the only one MATLAB 4 had, whatever they are stored as.
 *
 * @param where - `reader: file`, for messages.
 * @throws FileFormatError for a damaged or truncated file, and for numbers of a VAX or a Cray.
 * Source: MAT-File Format, The MathWorks (R2019b), chapter 2.
 */
export function matlab4Variables(where: string, bytes: Uint8Array): [string, MatlabValue][] {
  const variables: [string, MatlabValue][] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = readHeader4(where, bytes, at);
    const count = header.shape[0] * header.shape[1] * (header.complex ? 2 : 1);
    const end = header.dataStart + count * header.stored.bytes;
    if (end > bytes.length)
      fileProblem(
        where,
        `declares ${count} values for ${header.name} but only ${bytes.length - header.dataStart} bytes follow; it is truncated`,
      );
    const numbers = decodeNumbers(where, bytes.subarray(header.dataStart, end), header.stored, header.littleEndian);
    variables.push([header.name, variableValue(where, header, numbers)]);
    at = end;
  }
  return variables;
}

function readHeader4(where: string, bytes: Uint8Array, at: number): Header4 {
  const place = `at byte ${at}`;
  if (at + HEADER_BYTES > bytes.length)
    fileProblem(where, `ends in the header of a variable ${place}; it is truncated`);
  const view = viewOf(bytes);
  // 4052 is the largest type there is; read in the wrong byte order, a type is far above
  const littleEndian = view.getUint32(at, true) <= 4052;
  const type = view.getUint32(at, littleEndian);
  const [machine, zero, precision, kind] = [1000, 100, 10, 1].map((unit) => Math.floor(type / unit) % 10);
  if (type > 4052 || zero !== 0 || precision >= STORED.length || kind > 2)
    fileProblem(where, `has a variable of the unknown type ${type} ${place}; it is not a MATLAB v4 file, or damaged`);
  if (machine > 1)
    fileProblem(where, `holds numbers of a ${MACHINES[machine]} machine ${place}; expected IEEE numbers`);
  if ((machine === 0) !== littleEndian)
    fileProblem(where, `declares ${MACHINES[machine]} numbers ${place} in the other byte order; it is damaged`);
  const [rows, columns, complex, nameBytes] = [4, 8, 12, 16].map((offset) => view.getInt32(at + offset, littleEndian));
  const dataStart = at + HEADER_BYTES + nameBytes;
  if (rows < 0 || columns < 0 || complex < 0 || complex > 1 || nameBytes < 1 || nameBytes > LONGEST_NAME)
    fileProblem(where, `has a damaged header of a variable ${place}`);
  if (dataStart > bytes.length) fileProblem(where, `ends in the name of a variable ${place}; it is truncated`);
  const name = latin1(bytes.subarray(at + HEADER_BYTES, dataStart));
  const shape = [rows, columns] as const;
  return { littleEndian, stored: STORED[precision], kind, shape, complex: complex === 1, name, dataStart };
}

function variableValue(where: string, header: Header4, numbers: NumericData): MatlabValue {
  if (header.kind === 2) return sparse4(where, header.name, header.shape, numbers);
  return header.kind === 1 ? text4(header, numbers) : fullOf(header, numbers);
}

function fullOf({ shape, complex }: Header4, numbers: NumericData): MatlabNumeric {
  const size = shape[0] * shape[1];
  const part = (from: number) => toRowMajor(numbers.subarray(from, from + size), shape, new Float64Array(size));
  const numeric = { kind: 'numeric', class: 'double', data: part(0), shape } as const;
  return complex ? { ...numeric, imaginary: part(size) } : numeric;
}

/** Characters are stored by their codes, as numbers of any type. */
const text4 = ({ shape }: Header4, numbers: NumericData): MatlabChar =>
  charArray(toRowMajor(numbers, shape, new Uint16Array(numbers.length)), shape);
