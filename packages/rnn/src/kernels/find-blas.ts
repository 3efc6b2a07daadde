import { firstLibrary, type NativeLibrary } from '@lrsim/linalg/blas';

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

/** cblas's names for row-major, as it is, and transposed. */
const [ROW_MAJOR, PLAIN, TRANSPOSED] = [101, 111, 112];

/**
 * Finds a BLAS on this machine through koffi, an optional dependency of @lrsim/linalg: what the environment variable
 * LRSIM_BLAS names, or the first of the usual libraries that loads and multiplies rightly. It uses one thread.
 *
 * @returns undefined where there is none: in a browser, without koffi, or without such a library.
 * @throws ArgumentError where LRSIM_BLAS is set and cannot be used.
 */
export async function findBlas(): Promise<Blas | undefined> {
  return firstLibrary(open, 'a library with cblas_sgemm');
}

/** Takes cblas_sgemm from a library and tries it; throws where there is none, or it multiplies wrongly. */
function open(library: NativeLibrary): Blas {
  const sgemm = library.func(
    'void cblas_sgemm(int, int, int, int, int, int, float, void *, int, void *, int, float, void *, int)',
  );
  const blas: Blas = {
    library: library.path,
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
