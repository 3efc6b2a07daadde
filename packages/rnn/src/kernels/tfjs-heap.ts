import type { DataId } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** What is needed of the tfjs wasm backend; parts of it are not public, and are looked for before they are used. */
interface BackendLike {
  readonly wasm?: { readonly asm?: { readonly memory?: unknown } };
  readonly dataIdMap?: { get?(dataId: DataId): { readonly memoryOffset?: unknown } | undefined };
  makeOutput?(shape: number[], dtype: 'float32'): { readonly dataId: DataId };
  disposeData?(dataId: DataId): boolean;
}

/** The heap of the tfjs wasm backend; undefined where it is out of reach (another version, minified otherwise). */
export function tfjsHeap(backend: unknown): Heap | undefined {
  const { wasm, dataIdMap } = backend as BackendLike;
  const memory = wasm?.asm?.memory;
  const { makeOutput, disposeData } = backend as BackendLike;
  if (!(memory instanceof WebAssembly.Memory) || !makeOutput || !disposeData || !dataIdMap?.get) return undefined;
  const blocks = new Map<number, DataId>();
  const heap: Heap = {
    memory,
    allocate(bytes) {
      const { dataId } = makeOutput.call(backend, [Math.ceil(bytes / 4)], 'float32');
      const at = dataIdMap.get?.(dataId)?.memoryOffset;
      if (typeof at !== 'number' || at === 0)
        throw new RangeError(
          `the heap of the tfjs wasm backend has no ${bytes} bytes left; expected fewer trials or steps`,
        );
      blocks.set(at, dataId);
      return at;
    },
    free(byteOffset) {
      const dataId = blocks.get(byteOffset);
      if (dataId) disposeData.call(backend, dataId);
      blocks.delete(byteOffset);
    },
  };
  return heap;
}
