import { ArgumentError } from '@lrsim/core';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findBlas } from './find-blas.js';

const blas = await findBlas();
afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(!blas)(`the BLAS of this machine (${blas?.library ?? 'none found'})`, () => {
  it('multiplies like plain loops, in place, with strides and a transposed operand', () => {
    const sizes = fc.integer({ min: 1, max: 9 });
    const small = fc.integer({ min: 0, max: 2 });
    fc.assert(
      fc.property(sizes, sizes, sizes, small, fc.boolean(), fc.constantFrom(0, 1), (m, n, k, gap, transposed, beta) => {
        const [strideA, strideB, strideC] = [(transposed ? m : k) + gap, n + gap, n + gap];
        // small integers: sums are exact in any order
        const numbers = (length: number, step: number) => Float32Array.from({ length }, (_, i) => ((i * step) % 7) - 3);
        const a = numbers((transposed ? k : m) * strideA, 5);
        const b = numbers(k * strideB, 3);
        const c = numbers(m * strideC, 2);
        const expected = c.slice();
        for (let i = 0; i < m; i++)
          for (let j = 0; j < n; j++) {
            let sum = beta === 0 ? 0 : c[i * strideC + j];
            for (let l = 0; l < k; l++) sum += a[transposed ? l * strideA + i : i * strideA + l] * b[l * strideB + j];
            expected[i * strideC + j] = sum;
          }
        blas?.multiply(transposed, m, n, k, a, strideA, b, strideB, beta, c, strideC);
        expect(c).toEqual(expected);
      }),
    );
  });

  it('is the one LRSIM_BLAS names', async () => {
    vi.stubEnv('LRSIM_BLAS', blas?.library);
    expect((await findBlas())?.library).toBe(blas?.library);
  });
});

it('LRSIM_BLAS that cannot be used is an error that names it', async () => {
  vi.stubEnv('LRSIM_BLAS', 'no-such-library.so');
  await expect(findBlas()).rejects.toThrow(ArgumentError);
  await expect(findBlas()).rejects.toThrow(/no-such-library\.so|koffi, which would load it/);
});

it('without a process there is none, as in a browser', async () => {
  vi.stubGlobal('process', undefined);
  const found = await findBlas().finally(() => vi.unstubAllGlobals());
  expect(found).toBeUndefined();
});
