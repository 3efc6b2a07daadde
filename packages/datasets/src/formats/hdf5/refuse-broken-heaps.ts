import type { H5wasm } from './load-h5wasm.js';

type FileSystem = NonNullable<H5wasm['FS']>;
type Read = (stream: unknown, buffer: Uint8Array, offset: number, length: number, position?: number) => number;

/** `GCOL`, version 1, three zeros: how a global heap collection begins, at a multiple of 8. */
const START = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
/** Bytes before the first object: those, and the size of the collection. */
const HEADER = 16;
/** Bytes before the data of an object: index, references, four unused ones, size. */
const OBJECT_HEADER = 16;

/** File systems that have been changed, since one module serves all files. */
const guarded = new WeakSet<FileSystem>();

/**
 * Makes h5wasm refuse global heap collections (where HDF5 keeps text and lists of any length) whose objects lead nowhere, or out of the
 * collection: the HDF5 library walks them by their sizes without looking, never gets on from a free space of size 0, and reads whatever
 * is behind the collection. Such a collection loses its signature as it is read, so that the library reports a damaged file.
 *
 * @source HDF5 File Format Specification 3.0, section III.E, global heap.
 */
export function refuseBrokenHeaps(files: FileSystem): void {
  if (guarded.has(files)) return;
  guarded.add(files);
  const system = files as unknown as { read: Read };
  const { read } = system;
  system.read = (stream, buffer, offset, length, position) => {
    const count = read.call(files, stream, buffer, offset, length, position);
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, count);
    for (const at of collectionsIn(bytes)) if (isBroken(bytes, at)) bytes.fill(0, at, at + 4);
    return count;
  };
}

/** Where collections begin. Files store them at multiples of 8, and what is read begins at one. */
function* collectionsIn(bytes: Uint8Array): Generator<number> {
  for (let at = 0; at + HEADER <= bytes.length; at += 8)
    if (bytes[at] === START[0] && START.every((byte, i) => bytes[at + i] === byte)) yield at;
}

/** Whether the walk over the objects of a collection comes to one that leads nowhere, or out of the collection. */
function isBroken(bytes: Uint8Array, start: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizeAt = (at: number) => Number(view.getBigUint64(at, true));
  const end = start + sizeAt(start + 8);
  // What is read first of a collection need not be all of it.
  const known = Math.min(bytes.length, end);
  let at = start + HEADER;
  while (at + OBJECT_HEADER <= known) {
    const size = sizeAt(at + 8);
    // The size of free space, which has the index 0, is that of all of it; of an object it is that of its data, filled up to 8.
    const next = view.getUint16(at, true) === 0 ? at + size : at + OBJECT_HEADER + 8 * Math.ceil(size / 8);
    if (next <= at || next > end) return true;
    at = next;
  }
  return false;
}
