import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FileFormatError } from '@lrsim/core';
import type { DataFiles } from '../types.js';

/** The names of the files in a folder, sorted, or the name of the one file at `path`. */
export async function dataFileNames(path: string): Promise<string[]> {
  return attempt(path, async () => {
    if (!(await stat(path)).isDirectory()) return [basename(path)];
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  });
}

/**
 * Reads files into memory, by name: what the loaders of this package take.
 *
 * @param path - a folder, or one file.
 * @param names - which of its files; all by default.
 * @throws FileFormatError where there is nothing at `path` or it cannot be read.
 */
export async function readDataFiles(path: string, names?: readonly string[]): Promise<DataFiles> {
  const isFolder = await attempt(path, async () => (await stat(path)).isDirectory());
  const files = new Map<string, Uint8Array>();
  for (const name of names ?? (await dataFileNames(path))) {
    const file = isFolder ? join(path, name) : path;
    files.set(name, await attempt(file, () => readFile(file)));
  }
  return files;
}

async function attempt<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const problem =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EACCES'
          ? 'may not be read (no permission)'
          : `cannot be read (${code})`;
    throw new FileFormatError(`readDataFiles: ${path} ${problem}`, { cause: error });
  }
}
