import type {
  MatlabChar,
  MatlabLogical,
  MatlabNumeric,
  MatlabNumericClass,
  MatlabSparse,
  NumericData,
} from '../types.js';
import { fileProblem } from './file-problem.js';
import { type ElementReader, type MatlabElement, type MatlabFile, storageTypes } from './matlab-elements.js';
import type { Header } from './matlab-header.js';
import { charArray, textOf } from './matlab-text.js';
import { decodeNumbers, type NumberType, numberTypes } from './number-types.js';
import { sizeOf, toRowMajor } from './row-major.js';
import { isSparseIndex } from './sparse-index.js';

/** The typed array of each class. */
export const numericTypes: Readonly<Record<MatlabNumericClass, NumberType>> = {
  ...numberTypes,
  double: numberTypes.float64,
  single: numberTypes.float32,
};
// storage types by number
const UINT8 = 2;
const UINT16 = 4;
const UINT32 = 6;
const UTF8 = 16;
const UTF16 = 17;
const UTF32 = 18;

/** Reads the values of a numeric or logical array. */
export function readNumeric(
  file: MatlabFile,
  reader: ElementReader,
  { name, shape, complex, logical }: Header,
  className: MatlabNumericClass,
): MatlabNumeric | MatlabLogical {
  const what = `the values of ${name || 'an array'}`;
  const read = () => {
    const stored = readNumbers(file, reader.next(what), what, sizeOf(shape));
    return toRowMajor(stored, shape, new numericTypes[className].array(stored.length));
  };
  const data = read();
  if (logical) return { kind: 'logical', data: Uint8Array.from(data, (value) => (value === 0 ? 0 : 1)), shape };
  const numeric = { kind: 'numeric', class: className, data, shape } as const;
  return complex ? { ...numeric, imaginary: read() } : numeric;
}

/** The numbers of an element in the type they are stored in, which may be narrower than the array's class. */
function readNumbers(file: MatlabFile, { type, data }: MatlabElement, what: string, expected?: number): NumericData {
  const stored = storageTypes[type];
  if (!stored) fileProblem(file.where, `has the unknown storage type ${type} for ${what}`);
  if (expected !== undefined && data.length !== expected * stored.bytes)
    fileProblem(
      file.where,
      `has ${data.length} bytes for ${what}; expected ${expected} values of ${stored.bytes} bytes`,
    );
  return decodeNumbers(file.where, data, stored, file.littleEndian);
}

/** Characters that a file may leave out: more than any has, and few enough not to matter. */
const LONGEST_BLANK = 4096;

/** Reads the text of a char array. */
export function readChar(file: MatlabFile, reader: ElementReader, { name, shape }: Header): MatlabChar {
  const what = `the text of ${name || 'an array'}`;
  const size = sizeOf(shape);
  const element = reader.next(what);
  // MATLAB writes some text that is blank without its characters.
  const isBlank = element.data.length === 0 && size <= LONGEST_BLANK;
  const text = isBlank ? ' '.repeat(size) : decodeText(file, element, what);
  if (text.length !== size)
    fileProblem(
      file.where,
      `has ${text.length} characters for ${what}; expected ${size} for the shape [${shape.join(', ')}]`,
    );
  const columnMajor = Uint16Array.from({ length: size }, (_, i) => text.charCodeAt(i));
  return charArray(toRowMajor(columnMajor, shape, new Uint16Array(size)), shape);
}

/** Text by its storage type: UTF-8, 16 or 32 under their own numbers, else integers that are UTF-16 code units. */
function decodeText(file: MatlabFile, { type, data }: MatlabElement, what: string): string {
  if (type === UTF8) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);
  const stored = { [UTF16]: UINT16, [UTF32]: UINT32 }[type] ?? type;
  const codes = readNumbers(file, { type: stored, data }, what);
  return textOf(codes, type === UTF32 ? (code) => (code <= 0x10ffff ? code : 0xfffd) : (code) => code & 0xffff);
}

/** Reads a sparse matrix. */
export function readSparse(
  file: MatlabFile,
  reader: ElementReader,
  { name, shape, complex, logical }: Header,
): MatlabSparse {
  const what = `the sparse matrix ${name}`;
  const indices = reader.integers(`the row indices of ${what}`);
  const starts = reader.integers(`the column starts of ${what}`);
  const count = starts[starts.length - 1] ?? 0;
  const rowIndex = Int32Array.from(indices.slice(0, count)); // room for more entries than there are may follow
  if (!isSparseIndex(shape, rowIndex, starts))
    fileProblem(file.where, `has indices outside the shape [${shape.join(', ')}] in ${what}; it is damaged`);
  const read = () => {
    const element = reader.next(what);
    // MATLAB writes the values of a logical matrix as bytes under the type of doubles
    const asBytes = logical && element.data.length < count * 8;
    const values = readNumbers(file, asBytes ? { type: UINT8, data: element.data } : element, what);
    if (values.length < count)
      fileProblem(file.where, `has ${values.length} values for ${what}; expected ${count}; it is damaged`);
    return Float64Array.from(values.subarray(0, count));
  };
  const sparse = {
    kind: 'sparse',
    rowIndex,
    columnStart: Int32Array.from(starts),
    data: read(),
    logical,
    shape,
  } as const;
  return complex ? { ...sparse, imaginary: read() } : sparse;
}
