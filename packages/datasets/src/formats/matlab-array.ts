import type { MatlabCell, MatlabNumericClass, MatlabStruct, MatlabValue } from '../types.js';
import { fileProblem } from './file-problem.js';
import { ElementReader, latin1, MATRIX, type MatlabFile } from './matlab-elements.js';
import { type Header, readHeader } from './matlab-header.js';
import { readChar, readNumeric, readSparse } from './matlab-values.js';
import { eachInColumnOrder, sizeOf } from './row-major.js';

/** Cells in cells in cells: deeper than this no real file goes, and the call stack would not last much longer. */
const DEEPEST = 100;

/** Bytes the smallest array takes in a cell or struct: the tag of an empty one. */
const SMALLEST_ELEMENT = 8;

/** Reads the content of a matrix element: a variable, a cell's or a field's value. */
export function matlabArray(
  file: MatlabFile,
  content: Uint8Array,
  depth = 0,
): { readonly name: string; readonly value: MatlabValue } {
  if (content.length === 0)
    return { name: '', value: { kind: 'numeric', class: 'double', data: new Float64Array(), shape: [0, 0] } };
  if (depth > DEEPEST) fileProblem(file.where, `has values nested more than ${DEEPEST} deep; it is damaged`);
  const reader = new ElementReader(file, content);
  const header = readHeader(file, reader);
  return { name: header.name, value: readValue(file, reader, header, depth) };
}

function readValue(file: MatlabFile, reader: ElementReader, header: Header, depth: number): MatlabValue {
  switch (header.class) {
    case 'cell':
      return readCell(file, reader, header, depth);
    case 'struct':
    case 'object':
      return readStruct(file, reader, header, depth);
    case 'char':
      return readChar(file, reader, header);
    case 'sparse':
      return readSparse(file, reader, header);
    case 'function handle':
    case 'opaque object':
      return { kind: 'unsupported', class: header.class };
    default:
      return readNumeric(file, reader, header, header.class as MatlabNumericClass);
  }
}

function readCell(file: MatlabFile, reader: ElementReader, { name, shape }: Header, depth: number): MatlabCell {
  const elements = readElements(file, reader, shape, `the cell array ${name}`, 1, () => nested(file, reader, depth));
  return { kind: 'cell', elements, shape };
}

function readStruct(file: MatlabFile, reader: ElementReader, header: Header, depth: number): MatlabStruct {
  const what = `the struct ${header.name}`;
  const className = header.class === 'object' ? { className: reader.name('a class name') } : {};
  const nameBytes = reader.integers('the length of field names')[0] ?? 0;
  const names = reader.next('field names').data;
  if (nameBytes < 1) fileProblem(file.where, `has field names of ${nameBytes} bytes in ${what}; it is damaged`);
  const fields = distinct(
    Array.from({ length: Math.floor(names.length / nameBytes) }, (_, i) =>
      latin1(names.subarray(i * nameBytes, (i + 1) * nameBytes)),
    ),
  );
  const elements = readElements(file, reader, header.shape, what, fields.length, () =>
    Object.fromEntries(fields.map((field) => [field, nested(file, reader, depth)])),
  );
  return { kind: 'struct', ...className, fields, elements, shape: header.shape };
}

/** Names of fields that other programs gave twice, told apart as SciPy does: the second `a` is `_1_a`. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `_${before}_${name}`;
  });
}

/** Reads the elements of a cell or struct array, column by column in the file, into row-major order. */
function readElements<T>(
  file: MatlabFile,
  reader: ElementReader,
  shape: readonly number[],
  what: string,
  valuesEach: number,
  read: () => T,
): T[] {
  const count = sizeOf(shape);
  // Elements of a struct without fields take no bytes; then nothing but this bounds how many a file may declare.
  if (count * Math.max(valuesEach, 1) * SMALLEST_ELEMENT > reader.left + SMALLEST_ELEMENT)
    fileProblem(
      file.where,
      `declares ${count} elements for ${what} but only ${reader.left} bytes follow; it is damaged or truncated`,
    );
  const elements: T[] = new Array(count);
  eachInColumnOrder(shape, (rowMajor) => {
    elements[rowMajor] = read();
  });
  return elements;
}

function nested(file: MatlabFile, reader: ElementReader, depth: number): MatlabValue {
  const { type, data } = reader.next('an array');
  if (type !== MATRIX)
    fileProblem(file.where, `has an element of type ${type} where an array should be; it is damaged`);
  return matlabArray(file, data, depth + 1).value;
}
