import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Checksum, RemoteFile } from './types.js';

/** First bytes of each format, and where they are. */
const signatures: Readonly<
  Record<NonNullable<RemoteFile['format']>, readonly (readonly [number, readonly number[]])[]>
> = {
  zip: [[0, [0x50, 0x4b]]],
  hdf5: [
    [0, [0x89, 0x48, 0x44, 0x46]],
    [512, [0x89, 0x48, 0x44, 0x46]],
  ],
  npy: [[0, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]]],
  matlab: [[0, [0x4d, 0x41, 0x54, 0x4c, 0x41, 0x42]]],
};

/** What is wrong with a file, in words; undefined if it is as it should be. */
export async function problemOf(path: string, { bytes, checksum, format }: RemoteFile): Promise<string | undefined> {
  const { size } = await stat(path);
  if (bytes !== undefined && size !== bytes) return `has ${size} bytes; expected ${bytes}`;
  if (checksum) {
    const found = await checksumOf(path, checksum.algorithm, size);
    return found === checksum.value.toLowerCase()
      ? undefined
      : `has the ${checksum.algorithm} checksum ${found}; expected ${checksum.value}`;
  }
  if (!format) return undefined;
  const file = await open(path);
  try {
    for (const [at, expected] of signatures[format]) {
      const { buffer } = await file.read(Buffer.alloc(expected.length), 0, expected.length, at);
      if (expected.every((byte, i) => buffer[i] === byte)) return undefined;
    }
    return `is no ${format} file`;
  } finally {
    await file.close();
  }
}

async function checksumOf(path: string, algorithm: Checksum['algorithm'], size: number): Promise<string> {
  const hash = createHash(algorithm === 'git-blob' ? 'sha1' : algorithm);
  if (algorithm === 'git-blob') hash.update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
