import { ArgumentError, type Floats, lookUp } from '@lrsim/core';
import type { Kernel } from '../types.js';
import { startBlasKernel } from './blas-kernel.js';
import { referenceKernel } from './reference-kernel.js';
import { startTfjsKernel } from './tfjs-kernel.js';
import { startWasmKernel } from './wasm-kernel.js';

/** A kernel before it is started. */
interface KernelEntry {
  /** What it needs, for a message. */
  readonly needs: string;
  /** The kernel, ready; undefined where what it needs is missing. */
  start(): Promise<Kernel<Floats> | undefined>;
}

/** All kernels by name, the fastest first. */
export const kernels: Readonly<Record<string, KernelEntry>> = {
  blas: {
    needs: 'koffi, a BLAS library it finds (LRSIM_BLAS may name one), and WebAssembly SIMD',
    start: () => startBlasKernel(),
  },
  wasm: { needs: 'WebAssembly SIMD', start: () => startWasmKernel().catch(() => undefined) },
  'wasm-relaxed': {
    needs: 'WebAssembly with relaxed SIMD (Node 22 or newer)',
    start: () => startWasmKernel({ relaxed: true }).catch(() => undefined),
  },
  tfjs: {
    needs: '@tensorflow/tfjs-core with a backend that starts',
    start: () => startTfjsKernel().catch(() => undefined),
  },
  reference: { needs: 'nothing', start: async () => referenceKernel },
};

/** Those that are chosen by themselves: 'wasm-relaxed' is not, since its last digits differ between machines. */
const CHOSEN = ['blas', 'wasm', 'tfjs', 'reference'];

/** Which kernel. */
export interface BestKernelOptions {
  /** 'blas', 'wasm', 'wasm-relaxed', 'tfjs', 'reference', or 'auto' (default) for the best one present. */
  readonly kernel?: string;
}

/**
 * The best kernel present, ready: with a system BLAS, or SIMD WebAssembly, or tfjs operations, or the float64 reference. The
 * option, or else the environment variable LRSIM_KERNEL, forces one. Every rollout names the kernel that ran.
 *
 * @throws UnknownNameError for a name that is none; ArgumentError where the kernel that is forced cannot run here.
 */
export async function bestKernel({ kernel = kernelOfEnvironment() }: BestKernelOptions = {}): Promise<Kernel<Floats>> {
  if (kernel !== 'auto') {
    const { needs, start } = lookUp('kernel', kernels, kernel);
    const started = await start();
    if (!started) throw new ArgumentError(`bestKernel: the kernel '${kernel}' cannot run here; it needs ${needs}`);
    return started;
  }
  for (const name of CHOSEN) {
    const started = await kernels[name].start();
    if (started) return started;
  }
  return referenceKernel;
}

/** LRSIM_KERNEL where there is an environment and it is set; 'auto' otherwise. */
const kernelOfEnvironment = (): string =>
  typeof process === 'undefined' ? 'auto' : process.env?.LRSIM_KERNEL || 'auto';
