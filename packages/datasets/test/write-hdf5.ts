import { randomUUID } from 'node:crypto';
import type { File } from 'h5wasm';
import { FS, File as H5File, ready } from 'h5wasm';

/** Writes an HDF5 file in memory with h5wasm. */
export async function writeHdf5(write: (file: File) => void): Promise<Uint8Array> {
  await ready;
  const path = `/${randomUUID()}.h5`;
  const file = new H5File(path, 'w');
  write(file);
  file.close();
  const bytes = FS?.readFile(path) as Uint8Array;
  FS?.unlink(path);
  return bytes;
}
