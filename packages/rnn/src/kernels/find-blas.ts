import { ArgumentError } from '@lrsim/core';

/** The product of a system BLAS library, in float32 and row-major. */
export interface Blas {
  /** The library that was found, as the system knows it. */
  readonly library: string;
  /**
   * C = A B + beta C, where A is [rows, inner] (stored transposed, [inner, rows], if `transposeA`), B [inner, columns] and C
   * [rows, columns], each with its row stride. The arrays are used in place; views of a WebAssembly heap fit.
   */
  multiply(
    transposeA: boolean,
    rows: number,
    columns: number,
    inner: number,
    a: Float32Array,
    strideA: number,
    b: Float32Array,
    strideB: number,
    beta: number,
    c: Float32Array,
    strideC: number,
  ): void;
}

/** Where libraries with cblas_sgemm are, by platform, the fastest first. */
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

/** cblas's names for row-major, as it is, and transposed. */
const [ROW_MAJOR, PLAIN, TRANSPOSED] = [101, 111, 112];

/** What this file needs of koffi. */
interface Koffi {
  load(path: string): { func(declaration: string): (...args: unknown[]) => unknown };
}

/**
 * Finds a BLAS on this machine through koffi, an optional dependency: what the environment variable LRSIM_BLAS names, or the
 * first of the usual libraries that loads and multiplies rightly. It is told to use one thread: runs go side by side.
 *
 * @returns undefined where there is none: in a browser, without koffi, or without such a library.
 * @throws ArgumentError where LRSIM_BLAS is set and cannot be used.
 */
export async function findBlas(): Promise<Blas | undefined> {
  if (typeof process === 'undefined' || !process.versions?.node) return undefined;
  const koffi = await loadKoffi();
  const { LRSIM_BLAS: chosen } = process.env;
  if (chosen) {
    if (!koffi) throw new ArgumentError('LRSIM_BLAS is set, but koffi, which would load it, is not installed');
    try {
      return open(koffi, chosen);
    } catch (error) {
      throw new ArgumentError(
        `LRSIM_BLAS is '${chosen}', which cannot be used: ${(error as Error).message}. Expected the path of a library with cblas_sgemm, or no LRSIM_BLAS.`,
      );
    }
  }
  if (!koffi) return undefined;
  for (const library of candidates[process.platform] ?? [])
    try {
      return open(koffi, library);
    } catch {
      // not here, or not one with cblas: the next
    }
  return undefined;
}

/** koffi, where it is installed. Its name is a variable, so that bundlers leave the import to Node. */
async function loadKoffi(): Promise<Koffi | undefined> {
  const name = 'koffi';
  try {
    const loaded = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
    return loaded.default ?? loaded;
  } catch {
    return undefined;
  }
}

/** Opens a library and tries it; throws where it cannot be loaded, has no cblas_sgemm, or multiplies wrongly. */
function open(koffi: Koffi, library: string): Blas {
  const loaded = koffi.load(library);
  const sgemm = loaded.func(
    'void cblas_sgemm(int, int, int, int, int, int, float, void *, int, void *, int, float, void *, int)',
  );
  useOneThread(loaded);
  const blas: Blas = {
    library,
    multiply(transposeA, rows, columns, inner, a, strideA, b, strideB, beta, c, strideC) {
      const layoutA = transposeA ? TRANSPOSED : PLAIN;
      sgemm(ROW_MAJOR, layoutA, PLAIN, rows, columns, inner, 1, a, strideA, b, strideB, beta, c, strideC);
    },
  };
  const product = Float32Array.of(1, 0, 0, 1);
  const [a, b] = [Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(1, 2, 3, 4, 5, 6)];
  blas.multiply(true, 2, 2, 3, a, 2, b, 2, 1, product, 2);
  if (product.join() !== '36,44,44,57') throw new Error(`its cblas_sgemm gives ${product.join()}`);
  return blas;
}

/** Sets the number of threads to one, by whichever of the libraries' own functions is there. */
function useOneThread(library: ReturnType<Koffi['load']>): void {
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
