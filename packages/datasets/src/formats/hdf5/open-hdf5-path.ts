import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FileFormatError } from '@lrsim/core';
import { loadH5wasm } from './load-h5wasm.js';
import { checkSignature, type Hdf5File, openPath } from './open-hdf5.js';

const SIGNATURE_WITHIN = 2048 + 8;

/**
 * Opens a file on disk, of which only what is asked for is read.
 *
 * @param reader - the calling function, for messages.
 * @throws FileFormatError where there is no file that can be read, or another one.
 */
export async function openHdf5Path(reader: string, path: string): Promise<Hdf5File> {
  const where = `${reader}: ${path}`;
  const { start, bytes } = await startOf(where, path);
  checkSignature(where, start);
  const h5wasm = await loadH5wasm(where, () => import('h5wasm/node'));
  return openPath(where, h5wasm, resolve(path), bytes);
}

async function startOf(where: string, path: string): Promise<{ start: Uint8Array; bytes: number }> {
  try {
    const file = await open(path);
    try {
      const start = new Uint8Array(SIGNATURE_WITHIN);
      await file.read(start, 0, SIGNATURE_WITHIN, 0);
      return { start, bytes: (await file.stat()).size };
    } finally {
      await file.close();
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EISDIR'
          ? 'is a folder; expected a file'
          : `cannot be read (${code})`;
    throw new FileFormatError(`${where} ${problem}`, { cause });
  }
}
