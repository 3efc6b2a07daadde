import { ArgumentError, UnknownNameError } from '@lrsim/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bestKernel, kernels } from './best-kernel.js';
import { findBlas } from './find-blas.js';

const hasBlas = (await findBlas()) !== undefined;
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('bestKernel', () => {
  it('is the one on a BLAS where there is one, and SIMD WebAssembly otherwise', async () => {
    vi.stubEnv('LRSIM_KERNEL', '');
    expect((await bestKernel()).name).toBe(hasBlas ? 'blas' : 'wasm');
  });

  it('can be forced by option and by environment variable; the option is heard first', async () => {
    for (const name of ['wasm', 'tfjs', 'reference']) expect((await bestKernel({ kernel: name })).name).toBe(name);
    vi.stubEnv('LRSIM_KERNEL', 'reference');
    expect((await bestKernel()).precision).toBe('float64');
    expect((await bestKernel({ kernel: 'wasm' })).precision).toBe('float32');
    expect((await bestKernel({ kernel: 'auto' })).name).not.toBe('reference');
  });

  it('says what is missing where a forced kernel cannot run, and what there is for a wrong name', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false); // an engine without SIMD
    try {
      for (const name of ['wasm', 'wasm-relaxed']) {
        await expect(bestKernel({ kernel: name })).rejects.toThrow(ArgumentError);
        await expect(bestKernel({ kernel: name })).rejects.toThrow(`it needs ${kernels[name].needs}`);
      }
      expect((await bestKernel({ kernel: 'auto' })).name).toBe('tfjs'); // nothing breaks
    } finally {
      vi.restoreAllMocks();
    }
    await expect(bestKernel({ kernel: 'wasn' })).rejects.toThrow(UnknownNameError);
    await expect(bestKernel({ kernel: 'wasn' })).rejects.toThrow("Did you mean 'wasm'?");
  });
});
