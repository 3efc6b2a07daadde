import { type Heap, type Workspace, workspaceOn } from './heap.js';
import type { Products } from './products.js';
import { CONSTANTS_BYTES, type RecurrenceModule } from './recurrence-module.js';

/** What the float32 kernels compute with: a module on a heap, products, and room for intermediate results. */
export interface HeapMachine {
  readonly module: RecurrenceModule;
  readonly products: Products;
  /** Byte offset of the constants of the module's activations. */
  readonly table: number;
  /** Room for what is forgotten when a forward or backward pass ends. */
  readonly workspace: Workspace;
  /** A view of floats at a byte offset; ask anew after anything that may allocate, since a growing heap leaves old views empty. */
  floats(byteOffset: number, length: number): Float32Array;
  doubles(byteOffset: number, length: number): Float64Array;
}

/** Puts a machine together. */
export function heapMachine(heap: Heap, module: RecurrenceModule, products: Products): HeapMachine {
  const table = heap.allocate(CONSTANTS_BYTES);
  module.writeConstants(table);
  return {
    table,
    module,
    products,
    workspace: workspaceOn(heap),
    floats: (byteOffset, length) => new Float32Array(heap.memory.buffer, byteOffset, length),
    doubles: (byteOffset, length) => new Float64Array(heap.memory.buffer, byteOffset, length),
  };
}
