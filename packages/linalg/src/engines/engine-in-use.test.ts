import { ArgumentError } from '@lrsim/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { availableEngines } from '../../test/available-engines.js';
import { normalMatrix } from '../../test/random-matrices.js';
import { type EngineName, engineInUse, singularValues, useEngine } from '../index.js';

const available = availableEngines();
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  useEngine('auto');
});

describe('engineInUse and useEngine', () => {
  it('are the fastest one present by themselves, with the library it calls', () => {
    vi.stubEnv('LRSIM_LINALG', '');
    expect(engineInUse().name).toBe(available[0]);
    expect('library' in engineInUse()).toBe(available[0] === 'lapack');
  });

  it.each(available)('take %s from LRSIM_LINALG', (name) => {
    vi.stubEnv('LRSIM_LINALG', name);
    expect(engineInUse().name).toBe(name);
    useEngine('javascript');
    expect(engineInUse().name).toBe('javascript');
  });

  it('say which names there are for one that is unknown', () => {
    expect(() => useEngine('wasn' as EngineName)).toThrow("Did you mean 'wasm'?");
    vi.stubEnv('LRSIM_LINALG', 'blas');
    expect(() => singularValues(normalMatrix(3, 3))).toThrow(ArgumentError);
    expect(() => engineInUse()).toThrow("there is no engine (LRSIM_LINALG) named 'blas'");
  });

  it('say what is missing for one that cannot run, and do without it otherwise', () => {
    vi.stubEnv('LRSIM_BLAS', '');
    vi.stubGlobal('process', undefined); // as in a browser
    expect(() => useEngine('lapack')).toThrow("the engine 'lapack' cannot run here; it needs koffi");
    expect(engineInUse()).toEqual({ name: 'wasm' });
    useEngine('auto');
    vi.spyOn(WebAssembly, 'Module').mockImplementation(function refuse() {
      throw new WebAssembly.CompileError('no SIMD here');
    });
    expect(() => useEngine('wasm')).toThrow('it needs WebAssembly SIMD');
    expect(engineInUse()).toEqual({ name: 'javascript' });
    expect(singularValues(normalMatrix(30, 30))).toHaveLength(30);
  });

  it.skipIf(!available.includes('lapack'))('name a library that LRSIM_BLAS asks for and that cannot be used', () => {
    const { library } = engineInUse();
    vi.stubEnv('LRSIM_BLAS', 'no-such-library.so');
    useEngine('auto');
    expect(() => engineInUse()).toThrow(/LRSIM_BLAS is 'no-such-library.so', which cannot be used/);
    vi.stubEnv('LRSIM_BLAS', library);
    expect(engineInUse()).toEqual({ name: 'lapack', library });
  });
});
