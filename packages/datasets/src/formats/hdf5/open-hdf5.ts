import type { Group } from 'h5wasm';
import { fileProblem } from '../file-problem.js';
import { guarded } from './guarded.js';
import { type H5wasm, loadH5wasm } from './load-h5wasm.js';

/** An HDF5 file that is open; closed by who opened it. */
export interface Hdf5File {
  /** `reader: file`, for messages. */
  readonly where: string;
  readonly h5wasm: H5wasm;
  readonly root: Group;
  /** Size of the file, which bounds what its datasets may declare. */
  readonly bytes: number;
  close(): void;
}

/** The bytes every HDF5 file has at 0, 512, 1024, 2048 ...: MATLAB writes its text before them. */
const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const hasSignature = (bytes: Uint8Array): boolean =>
  [0, 512, 1024, 2048].some((at) => SIGNATURE.every((byte, i) => bytes[at + i] === byte));

/** Opens a file in memory. It is copied into the memory of h5wasm until it is closed. */
export async function openHdf5(where: string, bytes: Uint8Array): Promise<Hdf5File> {
  checkSignature(where, bytes);
  const h5wasm = await loadH5wasm(where);
  const path = `/${globalThis.crypto.randomUUID()}.h5`;
  return openPath(where, h5wasm, path, bytes.length, {
    before: (files) => files.writeFile(path, bytes),
    after: (files) => files.unlink(path),
  });
}

/** Refuses what does not begin as HDF5 does. */
export function checkSignature(where: string, start: Uint8Array): void {
  if (!hasSignature(start)) fileProblem(where, 'is not an HDF5 file: it lacks the HDF5 signature');
}

type FileSystem = NonNullable<H5wasm['FS']>;
interface Steps {
  before(files: FileSystem): void;
  after(files: FileSystem): void;
}

/** Opens a path of h5wasm's file system for reading. */
export function openPath(
  where: string,
  h5wasm: H5wasm,
  path: string,
  bytes: number,
  { before, after }: Steps = { before: () => {}, after: () => {} },
): Hdf5File {
  const files = h5wasm.FS as FileSystem;
  before(files);
  try {
    const root = guarded(h5wasm, where, () => new h5wasm.File(path, 'r'));
    const close = () => {
      try {
        guarded(h5wasm, where, () => root.close());
      } finally {
        after(files);
      }
    };
    return { where, h5wasm, root, bytes, close };
  } catch (error) {
    after(files);
    throw error;
  }
}
