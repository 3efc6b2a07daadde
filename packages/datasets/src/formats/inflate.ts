import { Inflate } from 'fflate';
import { adler32 } from './checksums.js';
import { fileProblem, viewOf } from './file-problem.js';

/** Deflate cannot do better than this many bytes from one. */
const LARGEST_RATIO = 1032;
/** Compressed bytes handed over at a time: what is in memory beyond the result stays small. */
const CHUNK = 4096;

/**
 * Inflates a raw deflate stream that must hold exactly `size` bytes.
 *
 * A stream that holds more is left as soon as that shows, and a size the stream cannot hold is refused before memory
 * is taken for it.
 */
export function inflateExactly(where: string, deflated: Uint8Array, size: number): Uint8Array {
  if (size > deflated.length * LARGEST_RATIO)
    fileProblem(
      where,
      `declares ${size} bytes compressed into ${deflated.length}, which is not possible; it is damaged`,
    );
  const result = new Uint8Array(size);
  let filled = 0;
  inflateInto(where, deflated, (part) => {
    if (filled + part.length > size) fileProblem(where, `holds more than the ${size} bytes it declares; it is damaged`);
    result.set(part, filled);
    filled += part.length;
    return true;
  });
  if (filled < size) fileProblem(where, `holds ${filled} bytes where it declares ${size}; it is damaged or truncated`);
  return result;
}

/** The first `count` bytes of a raw deflate stream, or all where it holds fewer. */
function inflateStart(where: string, deflated: Uint8Array, count: number): Uint8Array {
  const start = new Uint8Array(count);
  let filled = 0;
  inflateInto(where, deflated, (part) => {
    start.set(part.subarray(0, count - filled), filled);
    filled += Math.min(part.length, count - filled);
    return filled < count;
  });
  return start.subarray(0, filled);
}

/** Inflates part by part while `accept` returns true. */
function inflateInto(where: string, deflated: Uint8Array, accept: (part: Uint8Array) => boolean): void {
  let more = true;
  const stream = new Inflate((part) => {
    more = accept(part);
  });
  try {
    for (let at = 0; more && at < deflated.length; at += CHUNK)
      stream.push(deflated.subarray(at, at + CHUNK), at + CHUNK >= deflated.length);
  } catch (error) {
    if (error instanceof Error && error.name === 'FileFormatError') throw error;
    fileProblem(where, 'has a compressed part that cannot be decompressed; it is damaged or truncated', error);
  }
}

/**
 * Inflates a zlib stream (RFC 1950) whose size follows from its first `headBytes` bytes, and checks its checksum.
 *
 * @param sizeFrom - the number of bytes the stream holds, given its first `headBytes`.
 */
export function inflateZlib(
  where: string,
  bytes: Uint8Array,
  headBytes: number,
  sizeFrom: (head: Uint8Array) => number,
): Uint8Array {
  const isZlib = bytes.length >= 6 && (bytes[0] & 15) === 8 && ((bytes[0] << 8) | bytes[1]) % 31 === 0;
  if (!isZlib || bytes[1] & 32) fileProblem(where, 'has a compressed part that is no zlib stream; it is damaged');
  const deflated = bytes.subarray(2, -4);
  const head = inflateStart(where, deflated, headBytes);
  if (head.length < headBytes) fileProblem(where, 'has a compressed part that is empty; it is damaged');
  const result = inflateExactly(where, deflated, sizeFrom(head));
  if (adler32(result) !== viewOf(bytes).getUint32(bytes.length - 4))
    fileProblem(where, 'has a compressed part whose checksum is wrong; it is damaged');
  return result;
}
