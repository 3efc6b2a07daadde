import { FileFormatError } from '@lrsim/core';

/** Throws the FileFormatError `reader: file problem`; `where` is `reader: file`. */
export function fileProblem(where: string, problem: string, cause?: unknown): never {
  throw new FileFormatError(`${where} ${problem}`, cause === undefined ? undefined : { cause });
}

/** A view of the same bytes for reading numbers. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
