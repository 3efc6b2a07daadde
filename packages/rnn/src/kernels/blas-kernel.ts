import type { Kernel } from '../types.js';
import { blasProducts } from './blas-products.js';
import { findBlas } from './find-blas.js';
import { heapKernel } from './heap-kernel.js';
import { recurrenceModule } from './recurrence-module.js';
import { type HeapChoice, startHeap } from './start-heap.js';

/** The kernel on a system BLAS, with the library it found. */
export interface BlasKernel extends Kernel<Float32Array> {
  readonly library: string;
}

/**
 * The float32 kernel whose products are a system BLAS's (see findBlas); its passes are those of the 'wasm' kernel.
 *
 * @returns undefined where there is no BLAS, or no WebAssembly SIMD for the passes.
 * @throws ArgumentError where LRSIM_BLAS is set and cannot be used.
 */
export async function startBlasKernel({ heap }: { readonly heap?: HeapChoice } = {}): Promise<BlasKernel | undefined> {
  const blas = await findBlas();
  if (!blas) return undefined;
  const memory = await startHeap(heap);
  const module = recurrenceModule(memory.memory, false);
  if (!module) return undefined;
  return { ...heapKernel('blas', memory, module, blasProducts(blas, memory, module)), library: blas.library };
}
