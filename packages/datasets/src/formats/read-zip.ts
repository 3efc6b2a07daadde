import type { DataFiles } from '../types.js';
import { fileProblem } from './file-problem.js';
import { zipEntries } from './zip-entries.js';

/** Options of `readZip`. */
export interface ReadZipOptions {
  /** The file's name, for messages. */
  readonly name?: string;
  /** Which entries, by their path in the archive (default all that are no folder or hidden). */
  readonly keep?: (path: string) => boolean;
  /** Bytes the entries kept may have together (default 2 GiB), so that no archive fills the memory. */
  readonly mostBytes?: number;
}

/**
 * Reads files out of a zip archive, by name without folder: what loaders take. Nothing is written to disk.
 *
 * @throws FileFormatError for a damaged archive, paths that lead out of it, two files of one name, or more than `mostBytes`.
 */
export function readZip(
  bytes: Uint8Array,
  { name = 'the file', keep = () => true, mostBytes = 2 ** 31 }: ReadZipOptions = {},
): DataFiles {
  const where = `readZip: ${name}`;
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of zipEntries(where, bytes)) {
    const parts = entry.name.split(/[\\/]/);
    if (entry.name.includes('\0') || parts.includes('..') || /^([\\/]|[a-z]:)/i.test(entry.name))
      fileProblem(where, `has the entry '${entry.name}', which leads out of the archive; it is not to be trusted`);
    const file = parts[parts.length - 1];
    // Folders end in a slash; __MACOSX and ._ files are what a Mac adds.
    if (file === '' || file.startsWith('.') || parts[0] === '__MACOSX' || !keep(entry.name)) continue;
    if (files.has(file)) fileProblem(where, `has two files named ${file}; choose the folder with keep`);
    const content = entry.read();
    total += content.length;
    if (total > mostBytes)
      fileProblem(where, `holds more than ${mostBytes} bytes; choose fewer files, or raise mostBytes`);
    files.set(file, content);
  }
  return files;
}
