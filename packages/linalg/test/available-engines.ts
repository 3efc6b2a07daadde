import { type EngineName, useEngine } from '../src/index.js';

/** The engines that can run on this machine. */
export const availableEngines = (): EngineName[] =>
  (['lapack', 'wasm', 'javascript'] as EngineName[]).filter((name) => {
    try {
      useEngine(name);
      return true;
    } catch {
      return false;
    } finally {
      useEngine('auto');
    }
  });
