import { ArgumentError } from '@lrsim/core';

/** A library of the system, opened through koffi. */
export interface NativeLibrary {
  /** Its name or path, as the system knows it. */
  readonly path: string;
  /** The function of a C declaration; throws where the library has none of that name. Pointers take typed arrays. */
  func(declaration: string): (...args: unknown[]) => unknown;
}

/** What this file needs of koffi. */
interface Koffi {
  load(path: string): { func(declaration: string): (...args: unknown[]) => unknown };
}

/** Where libraries with cblas are, by platform, the fastest first; MKL, OpenBLAS and Accelerate hold LAPACK too. */
const candidates: Readonly<Record<string, readonly string[]>> = {
  linux: [
    'libmkl_rt.so.2',
    'libmkl_rt.so',
    'libopenblas.so.0',
    'libopenblas.so',
    'libblis.so.4',
    'libcblas.so.3',
    'libblas.so.3',
  ],
  darwin: [
    '/System/Library/Frameworks/Accelerate.framework/Accelerate',
    '/opt/homebrew/opt/openblas/lib/libopenblas.dylib',
    '/usr/local/opt/openblas/lib/libopenblas.dylib',
  ],
  win32: ['mkl_rt.2.dll', 'libopenblas.dll', 'openblas.dll'],
};

/**
 * The first BLAS library of this machine that `open` makes something of: what the environment variable LRSIM_BLAS names, or
 * else the first of the usual ones. Through koffi, an optional dependency. The library is told to use one thread: runs go
 * side by side.
 *
 * @param open - throws where a library lacks what is needed, or computes it wrongly.
 * @param expected - what a library must have, for the message.
 * @returns undefined where there is none: in a browser, without koffi, or without such a library.
 * @throws ArgumentError where LRSIM_BLAS is set and cannot be used.
 */
export function firstLibrary<T>(open: (library: NativeLibrary) => T, expected: string): T | undefined {
  const chosen = globalThis.process?.env?.LRSIM_BLAS;
  const koffi = loadKoffi();
  if (chosen) {
    if (!koffi && globalThis.process?.versions?.node)
      throw new ArgumentError('LRSIM_BLAS is set, but koffi, which would load it, is not installed');
    if (koffi)
      try {
        return open(load(koffi, chosen));
      } catch (error) {
        throw new ArgumentError(
          `LRSIM_BLAS is '${chosen}', which cannot be used: ${(error as Error).message}. Expected the path of ${expected}, or no LRSIM_BLAS.`,
        );
      }
  }
  if (!koffi) return undefined;
  for (const path of candidates[process.platform] ?? [])
    try {
      return open(load(koffi, path));
    } catch {
      // not here, or not one with what is needed: the next
    }
  return undefined;
}

/**
 * koffi, where it is installed. Asked of Node at run time and under a name in a variable, so that bundlers have nothing to
 * follow and other platforms nothing to load.
 */
function loadKoffi(): Koffi | undefined {
  const name = 'koffi';
  try {
    const { createRequire } = globalThis.process.getBuiltinModule('node:module');
    // Not the other way round: in `node -e` and at Node's prompt modules, too, see a __filename, which names no file.
    const here = (import.meta.url as string | undefined) ?? __filename;
    const loaded = createRequire(here)(name);
    return loaded.default ?? loaded;
  } catch {
    return undefined;
  }
}

function load(koffi: Koffi, path: string): NativeLibrary {
  const loaded = koffi.load(path);
  const library = { path, func: (declaration: string) => loaded.func(declaration) };
  useOneThread(library);
  return library;
}

/** Sets the number of threads to one, by whichever of the libraries' own functions is there. */
function useOneThread(library: NativeLibrary): void {
  for (const declaration of [
    'void openblas_set_num_threads(int)',
    'void MKL_Set_Num_Threads(int)',
    'void bli_thread_set_num_threads(int64_t)',
  ])
    try {
      library.func(declaration)(1);
    } catch {
      // another library's
    }
}
