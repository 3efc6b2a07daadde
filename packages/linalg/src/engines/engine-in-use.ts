import { ArgumentError, lookUp } from '@lrsim/core';
import type { Engine } from '../types.js';
import { javascriptEngine } from './javascript-engine.js';
import { startLapackEngine } from './lapack-engine.js';
import { startWasmEngine } from './wasm-engine.js';

/** The name of an engine, or 'auto' for the fastest one present. */
export type EngineName = 'auto' | 'lapack' | 'wasm' | 'javascript';

/** An engine before it is started. */
interface EngineEntry {
  /** What it needs, for a message. */
  readonly needs: string;
  /** The engine; undefined where what it needs is missing. */
  start(): Engine | undefined;
}

/** All engines by name, the fastest first. */
const engines: Readonly<Record<string, EngineEntry>> = {
  lapack: {
    needs: 'koffi and a BLAS library with LAPACK that it finds (LRSIM_BLAS may name one)',
    start: startLapackEngine,
  },
  wasm: { needs: 'WebAssembly SIMD', start: startWasmEngine },
  javascript: { needs: 'nothing', start: () => javascriptEngine },
};

/** The one thing this package remembers: which engine runs, once it is known. */
let current: Engine | undefined;

/** The engine in use, started at the first call: what LRSIM_LINALG names, or the fastest one present. */
export function engine(): Engine {
  current ??= start('LRSIM_LINALG', globalThis.process?.env?.LRSIM_LINALG || 'auto');
  return current;
}

/**
 * Which engine does the work of this package, to be reported beside results: 'lapack' with the library it calls, 'wasm', or
 * 'javascript'.
 *
 * @throws ArgumentError where the environment variable LRSIM_LINALG names one that is unknown or cannot run.
 */
export function engineInUse(): { readonly name: string; readonly library?: string } {
  const { name, library } = engine();
  return library === undefined ? { name } : { name, library };
}

/**
 * Has another engine do the work from here on, for tests and benchmarks: 'lapack', 'wasm', 'javascript', or 'auto' for what
 * runs by itself. Programs need not call it.
 *
 * @throws ArgumentError for an engine that is unknown or cannot run here.
 */
export function useEngine(name: EngineName): void {
  current = name === 'auto' ? undefined : start('useEngine', name);
}

function start(where: string, name: string): Engine {
  if (name !== 'auto') {
    const { needs, start: startOne } = lookUp(`engine (${where})`, engines, name);
    const started = startOne();
    if (!started) throw new ArgumentError(`${where}: the engine '${name}' cannot run here; it needs ${needs}`);
    return started;
  }
  for (const { start: startOne } of Object.values(engines)) {
    const started = startOne();
    if (started) return started;
  }
  return javascriptEngine;
}
