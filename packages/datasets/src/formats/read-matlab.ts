import type { MatlabValue } from '../types.js';
import { fileProblem, viewOf } from './file-problem.js';
import { inflateZlib } from './inflate.js';
import { matlabArray } from './matlab-array.js';
import { COMPRESSED, ElementReader, latin1, MATRIX, type MatlabElement, type MatlabFile } from './matlab-elements.js';
import { isMatlab4, matlab4Variables } from './matlab4-variables.js';

const HEADER_BYTES = 128;
const TAG_BYTES = 8;

/**
 * Reads the variables of a MATLAB file of version 4 to 7 (compressed or not, either byte order); which, its header says.
 * Version 7.3, which is HDF5, is read by `readMatlab73`.
 *
 * Arrays of any rank are returned row-major with their MATLAB shape: element (i, j, k) of MATLAB, counted from 1, is
 * at ((i-1) * J + (j-1)) * K + (k-1). MATLAB itself stores the first axis fastest.
 *
 * @param name - the file's name, for messages.
 * @returns the variables by name; function handles and objects of classes are there as kind 'unsupported'.
 * @throws FileFormatError for a damaged or truncated file, and for v7.3.
 * Source: MAT-File Format, The MathWorks (R2019b), chapters 1 (v5 to v7) and 2 (v4).
 */
export function readMatlab(bytes: Uint8Array, name = 'the file'): Readonly<Record<string, MatlabValue>> {
  const where = `readMatlab: ${name}`;
  if (isMatlab4(bytes)) return Object.fromEntries(matlab4Variables(where, bytes));
  const file = { where, littleEndian: readByteOrder(where, bytes) };
  const reader = new ElementReader(file, bytes.subarray(HEADER_BYTES));
  const variables: [string, MatlabValue][] = [];
  while (reader.left > 0) {
    const { name: variable, value } = readVariable(file, reader.next('a variable'));
    if (variable) variables.push([variable, value]); // MATLAB's own bookkeeping has no name
  }
  return Object.fromEntries(variables);
}

/** Checks that this is a v5 file; true if it is little-endian. */
function readByteOrder(where: string, bytes: Uint8Array): boolean {
  const hdf5 = [0, 512].some((at) => latin1(bytes.subarray(at + 1, at + 4)) === 'HDF' && bytes[at] === 0x89);
  if (hdf5 || latin1(bytes.subarray(0, 10)) === 'MATLAB 7.3')
    fileProblem(
      where,
      "is a MATLAB v7.3 file (HDF5); read it with readMatlab73, or in MATLAB load it and save(file, variables, '-v7')",
    );
  const mark = latin1(bytes.subarray(126, 128));
  if (bytes.length < HEADER_BYTES && latin1(bytes.subarray(0, 6)) === 'MATLAB')
    fileProblem(where, `ends in its header, after ${bytes.length} of ${HEADER_BYTES} bytes; it is truncated`);
  if (mark !== 'IM' && mark !== 'MI') fileProblem(where, 'is not a MATLAB file: its header has no byte-order mark');
  const littleEndian = mark === 'IM';
  const version = viewOf(bytes).getUint16(124, littleEndian);
  if (version >> 8 !== 1) fileProblem(where, `has the MATLAB file version ${version >> 8}; expected 1 (v5 to v7)`);
  return littleEndian;
}

function readVariable(file: MatlabFile, element: MatlabElement): { name: string; value: MatlabValue } {
  if (element.type === MATRIX) return matlabArray(file, element.data);
  if (element.type !== COMPRESSED)
    fileProblem(file.where, `has an element of type ${element.type} where a variable should be; it is damaged`);
  const inflated = inflateZlib(file.where, element.data, TAG_BYTES, (head) => {
    const view = viewOf(head);
    const type = view.getUint32(0, file.littleEndian);
    if (type !== MATRIX)
      fileProblem(file.where, `has an element of type ${type} where a variable should be; it is damaged`);
    return TAG_BYTES + view.getUint32(4, file.littleEndian);
  });
  return matlabArray(file, inflated.subarray(TAG_BYTES));
}
