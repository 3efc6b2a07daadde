import type { Kernel } from '../types.js';
import { heapKernel } from './heap-kernel.js';
import { wasmProducts } from './products.js';
import { recurrenceModule } from './recurrence-module.js';
import { type HeapChoice, startHeap } from './start-heap.js';

/** How a float32 kernel of WebAssembly is started. */
export interface WasmKernelOptions {
  /** Relaxed SIMD: a multiplication and an addition in one rounding, faster; last bits may differ between machines. */
  readonly relaxed?: boolean;
  /** 'tfjs' (default): on the heap of the tfjs wasm backend where that can be reached; 'own': a memory of its own, no tfjs. */
  readonly heap?: HeapChoice;
}

/**
 * The float32 kernel in SIMD WebAssembly: 'wasm' gives the same bytes on every machine; 'wasm-relaxed' is faster.
 *
 * @throws Error where this engine has no SIMD, or no relaxed SIMD (Node 20).
 */
export async function startWasmKernel({
  relaxed = false,
  heap,
}: WasmKernelOptions = {}): Promise<Kernel<Float32Array>> {
  const memory = await startHeap(heap);
  const module = recurrenceModule(memory.memory, relaxed);
  if (!module)
    throw new Error(
      relaxed
        ? 'startWasmKernel: this JavaScript engine has no relaxed SIMD; leave out `relaxed`, or use Node 22 or newer'
        : 'startWasmKernel: this JavaScript engine has no WebAssembly SIMD; use another kernel (bestKernel finds one)',
    );
  return heapKernel(relaxed ? 'wasm-relaxed' : 'wasm', memory, module, wasmProducts(module));
}
