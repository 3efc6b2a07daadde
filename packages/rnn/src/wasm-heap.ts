import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend, engine, matMul, type Tensor2D, transpose } from '@tensorflow/tfjs-core';

/** A float32 matrix on the heap of the tfjs wasm backend, written and read in place. */
export interface HeapMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Its values; ask anew after anything that may allocate, since a growing heap leaves old views empty. */
  view(): Float32Array;
  dispose(): void;
  readonly tensor: Tensor2D;
}

const onHeap = (tensor: Tensor2D): HeapMatrix => ({
  rows: tensor.shape[0],
  columns: tensor.shape[1],
  view: () => (backend() as BackendWasm).typedArrayFromHeap(tensor) as Float32Array,
  dispose: () => tensor.dispose(),
  tensor,
});

/** A matrix on the heap, with `values` or unset. */
export function heapMatrix(rows: number, columns: number, values?: Float32Array): HeapMatrix {
  const info = (backend() as BackendWasm).makeOutput([rows, columns], 'float32');
  const matrix = onHeap(engine().makeTensorFromTensorInfo(info) as Tensor2D);
  if (values) matrix.view().set(values);
  return matrix;
}

/** A B. Never with a transposed operand: the backend leaves its SIMD path for those (a tenth of the speed). */
export const multiply = (a: HeapMatrix, b: HeapMatrix): HeapMatrix => onHeap(matMul(a.tensor, b.tensor) as Tensor2D);

/** A transposed copy. */
export const transposed = (a: HeapMatrix): HeapMatrix => onHeap(transpose(a.tensor) as Tensor2D);
