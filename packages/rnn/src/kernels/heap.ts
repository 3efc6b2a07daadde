/** Memory that our WebAssembly modules work on in place, handed out in blocks. */
export interface Heap {
  readonly memory: WebAssembly.Memory;
  /** A block of at least that many bytes, not zeroed; its offset in bytes, a multiple of 8. */
  allocate(bytes: number): number;
  free(byteOffset: number): void;
}

const PAGE = 65536;
const ALIGNMENT = 64; // a cache line

/** A heap on a WebAssembly memory of its own, which needs nothing else. The memory grows as needed and does not shrink. */
export function ownHeap(): Heap {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const blocks: { at: number; end: number }[] = []; // in order
  return {
    memory,
    allocate(bytes) {
      let at = ALIGNMENT;
      let place = 0;
      while (place < blocks.length && blocks[place].at - at < bytes) at = blocks[place++].end;
      const end = Math.ceil((at + bytes) / ALIGNMENT) * ALIGNMENT;
      const missing = end - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      blocks.splice(place, 0, { at, end });
      return at;
    },
    free(byteOffset) {
      const place = blocks.findIndex(({ at }) => at === byteOffset);
      if (place >= 0) blocks.splice(place, 1);
    },
  };
}

/** A block that is kept from one use to the next, and exchanged where it is too small or far too large. */
export interface Workspace {
  /** The offset of a block of at least that many bytes; what an earlier one held may be lost. */
  fit(bytes: number): number;
}

/** A workspace on a heap. */
export function workspaceOn(heap: Heap): Workspace {
  let block: { at: number; bytes: number } | undefined;
  return {
    fit(bytes) {
      if (block && block.bytes >= bytes && block.bytes <= 4 * bytes) return block.at;
      if (block) heap.free(block.at);
      block = undefined; // should the next line fail
      block = { at: heap.allocate(bytes), bytes };
      return block.at;
    },
  };
}

/** Offsets in bytes of consecutive arrays of so many float32 each, and what they take together. */
export function layOut<Name extends string>(floats: Readonly<Record<Name, number>>) {
  const at = {} as Record<Name, number>;
  let bytes = 0;
  for (const [name, length] of Object.entries(floats) as [Name, number][]) {
    at[name] = bytes;
    bytes += Math.ceil((4 * length) / ALIGNMENT) * ALIGNMENT;
  }
  return { at, bytes };
}
