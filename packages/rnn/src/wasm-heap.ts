import { ArgumentError } from '@lrsim/core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, engine, getBackend, matMul, type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';

/** A float32 matrix on the heap of the tfjs wasm backend, written and read in place. */
export interface HeapMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Its values; ask anew after anything that may allocate, since a growing heap leaves old views empty. */
  view(): Float32Array;
  dispose(): void;
  readonly tensor: Tensor2D;
}

/** The backend whose heap is worked on. */
function wasmBackend(): BackendWasm {
  const current = getBackend();
  if (current !== 'wasm')
    throw new ArgumentError(
      `tfjsWasmKernel: the tfjs backend is now ${current ? `'${current}'` : 'none'}; expected 'wasm', on whose heap this kernel works. ` +
        "Await tfjsWasmKernel() first, or go back with tf.setBackend('wasm').",
    );
  return backend() as BackendWasm;
}

/** Runs `work` and disposes of every tensor it leaves behind, also where it throws. */
export function withoutLeftovers<T>(work: () => T): T {
  let result: T | undefined;
  // Not returned through tidy, which would search every element of every array in it for tensors.
  tidy(() => {
    result = work();
  });
  return result as T;
}

const onHeap = (tensor: Tensor2D): HeapMatrix => ({
  rows: tensor.shape[0],
  columns: tensor.shape[1],
  view: () => wasmBackend().typedArrayFromHeap(tensor) as Float32Array,
  dispose: () => tensor.dispose(),
  tensor,
});

/** A matrix on the heap, with `values` or unset. */
export function heapMatrix(rows: number, columns: number, values?: ArrayLike<number>): HeapMatrix {
  const info = wasmBackend().makeOutput([rows, columns], 'float32');
  const matrix = onHeap(engine().makeTensorFromTensorInfo(info) as Tensor2D);
  if (values) matrix.view().set(values);
  return matrix;
}

/**
 * A B. Never with a transposed operand: the backend leaves its SIMD path for those (a tenth of the speed). B must not be
 * written to after its first product: the backend keeps a packed copy of it until it is disposed.
 */
export const multiply = (a: HeapMatrix, b: HeapMatrix): HeapMatrix => onHeap(matMul(a.tensor, b.tensor) as Tensor2D);

/** A transposed copy. */
export const transposed = (a: HeapMatrix): HeapMatrix => onHeap(transpose(a.tensor) as Tensor2D);
