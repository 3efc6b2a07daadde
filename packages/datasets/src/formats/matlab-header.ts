import { fileProblem } from './file-problem.js';
import type { ElementReader, MatlabFile } from './matlab-elements.js';
import { LARGEST_RANK, sizeOf } from './row-major.js';

/** Array classes by their number in the file (MAT-File Format, table 1-3). */
const CLASSES = [
  ...[undefined, 'cell', 'struct', 'object', 'char', 'sparse', 'double', 'single', 'int8', 'uint8', 'int16', 'uint16'],
  ...['int32', 'uint32', 'int64', 'uint64', 'function handle', 'opaque object'],
];
const COMPLEX = 0x800;
const LOGICAL = 0x200;

/** What precedes the values of every array. */
export interface Header {
  readonly name: string;
  readonly class: string;
  readonly shape: readonly number[];
  readonly complex: boolean;
  readonly logical: boolean;
}

/** Reads the header of an array. */
export function readHeader(file: MatlabFile, reader: ElementReader): Header {
  const flags = reader.integers('array flags')[0] ?? 0;
  const className = CLASSES[flags & 0xff];
  if (className === undefined)
    fileProblem(file.where, `has an array of the unknown class ${flags & 0xff}; it is damaged`);
  // objects of classes are stored without dimensions
  const shape = className === 'opaque object' ? [] : reader.integers('array dimensions');
  const possible = className === 'opaque object' || (shape.length >= 2 && shape.length <= LARGEST_RANK);
  if (!possible || shape.some((size) => size < 0) || !Number.isSafeInteger(sizeOf(shape)))
    fileProblem(
      file.where,
      `has an array with the dimensions [${shape.slice(0, LARGEST_RANK).join(', ')}]; it is damaged`,
    );
  const name = reader.name('an array name');
  return { name, class: className, shape, complex: (flags & COMPLEX) !== 0, logical: (flags & LOGICAL) !== 0 };
}
