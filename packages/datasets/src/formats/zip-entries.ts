import { crc32 } from './checksums.js';
import { fileProblem, viewOf } from './file-problem.js';
import { inflateExactly } from './inflate.js';

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;

/** A file in a zip archive; `read` decompresses it and checks its checksum. */
export interface ZipEntry {
  readonly name: string;
  read(): Uint8Array;
}

/**
 * Lists a zip archive (stored or deflated entries; no encryption, no zip64) from its directory.
 *
 * Every size and offset is checked against the file before it is used.
 */
export function zipEntries(where: string, bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const end = endRecord(where, view);
  const count = view.getUint16(end + 10, true);
  const directoryBytes = view.getUint32(end + 12, true);
  const directoryStart = view.getUint32(end + 16, true);
  if (directoryStart === 0xffffffff) fileProblem(where, 'is a zip64 archive (above 4 GB); save fewer arrays in a file');
  if (directoryStart + directoryBytes > end)
    fileProblem(where, 'declares a directory that is larger than the file; it is damaged');
  const entries: ZipEntry[] = [];
  for (let at = directoryStart, i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== CENTRAL)
      fileProblem(where, `has a damaged directory: entry ${i + 1} of ${count} is not where it should be`);
    const next =
      at +
      CENTRAL_BYTES +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
    if (next > end) fileProblem(where, `has a damaged directory: entry ${i + 1} of ${count} runs past its end`);
    entries.push(centralEntry(where, bytes, at, directoryStart));
    at = next;
  }
  return entries;
}

/** The offset of the end-of-directory record, which a comment may follow. */
function endRecord(where: string, view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--)
    if (view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength)
      return at;
  const begins = view.byteLength >= 4 && view.getUint32(0, true) === LOCAL;
  return fileProblem(
    where,
    begins ? 'is a zip archive without its directory; it is truncated' : 'is not a zip archive (.npz)',
  );
}

function centralEntry(where: string, bytes: Uint8Array, at: number, dataEnd: number): ZipEntry {
  const view = viewOf(bytes);
  const nameStart = at + CENTRAL_BYTES;
  const name = new TextDecoder().decode(bytes.subarray(nameStart, nameStart + view.getUint16(at + 28, true)));
  const encrypted = view.getUint16(at + 8, true) & 1;
  const method = view.getUint16(at + 10, true);
  const checksum = view.getUint32(at + 16, true);
  const packedBytes = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  const place = `${where}, entry ${name},`;

  const read = () => {
    if (encrypted) fileProblem(place, 'is encrypted; save it without a password');
    if (local + LOCAL_BYTES > dataEnd || view.getUint32(local, true) !== LOCAL)
      fileProblem(place, 'is not where the directory says; the archive is damaged');
    const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packedBytes > dataEnd)
      fileProblem(place, `declares ${packedBytes} bytes, more than the archive holds; it is damaged`);
    const packed = bytes.subarray(start, start + packedBytes);
    if (method !== 0 && method !== 8)
      fileProblem(place, `is compressed by method ${method}; expected 0 (stored) or 8 (deflate)`);
    if (method === 0 && size !== packedBytes)
      fileProblem(place, `declares ${size} bytes but holds ${packedBytes}; it is damaged`);
    const content = method === 0 ? packed : inflateExactly(place, packed, size);
    if (crc32(content) !== checksum) fileProblem(place, 'has a wrong checksum; it is damaged');
    return content;
  };
  return { name, read };
}
