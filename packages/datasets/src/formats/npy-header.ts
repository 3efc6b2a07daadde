import { fileProblem, viewOf } from './file-problem.js';

/** No array of numbers needs a longer header; the field that declares its length could say gigabytes. */
const LONGEST_HEADER = 0xffff;
const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY')];

/** The header of an .npy file as text, and where its data start. */
export function readNpyHeader(where: string, bytes: Uint8Array): { header: string; dataStart: number } {
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
