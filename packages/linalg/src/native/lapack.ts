import { fortranRoutine, type Routine } from './fortran.js';
import type { NativeLibrary } from './native-library.js';

/** The routines of a BLAS and LAPACK that the engine calls, in float64. */
export interface Lapack {
  readonly library: string;
  /** C = op(A) op(B), row-major; op transposes where asked. */
  gemm(
    ...args: [
      ...[transposeA: boolean, transposeB: boolean, rows: number, columns: number, inner: number],
      ...[a: Float64Array, strideA: number, b: Float64Array, strideB: number, c: Float64Array],
    ]
  ): void;
  /** The upper triangle of A'A (`transposeA`) or AA', row-major. */
  syrk(transposeA: boolean, size: number, inner: number, a: Float64Array, strideA: number, c: Float64Array): void;
  readonly gesdd: Routine;
  readonly gesvd: Routine;
  readonly syevd: Routine;
  readonly sytrd: Routine;
  readonly sterf: Routine;
  readonly stemr: Routine;
  readonly stedc: Routine;
  readonly ormtr: Routine;
  readonly geevx: Routine;
  readonly gelqf: Routine;
  readonly orglq: Routine;
  readonly getrf: Routine;
  readonly getrs: Routine;
  readonly potrf: Routine;
  readonly potrs: Routine;
  readonly pstrf: Routine;
}

/** cblas's names for row-major, as it is, transposed, and the upper triangle. */
const [ROW_MAJOR, PLAIN, TRANSPOSED, UPPER] = [101, 111, 112, 121];

/** Takes the routines from a library; throws where one is missing. */
export function openLapack(library: NativeLibrary): Lapack {
  const dgemm = library.func(
    'void cblas_dgemm(int, int, int, int, int, int, double, void *, int, void *, int, double, void *, int)',
  );
  const dsyrk = library.func('void cblas_dsyrk(int, int, int, int, int, double, void *, int, double, void *, int)');
  const routine = (name: string, kinds: string) => fortranRoutine(library, name, kinds);
  const layout = (transposed: boolean) => (transposed ? TRANSPOSED : PLAIN);
  return {
    library: library.path,
    gemm: (transposeA, transposeB, rows, columns, inner, a, strideA, b, strideB, c) => {
      const layouts = [ROW_MAJOR, layout(transposeA), layout(transposeB)];
      dgemm(...layouts, rows, columns, inner, 1, a, strideA, b, strideB, 0, c, columns);
    },
    syrk: (transposeA, size, inner, a, strideA, c) => {
      dsyrk(ROW_MAJOR, UPPER, layout(transposeA), size, inner, 1, a, strideA, 0, c, size);
    },
    gesdd: routine('dgesdd', 'ciipippipipip'),
    gesvd: routine('dgesvd', 'cciipippipipi'),
    syevd: routine('dsyevd', 'ccipippipi'),
    sytrd: routine('dsytrd', 'cipippppi'),
    sterf: routine('dsterf', 'ipp'),
    stemr: routine('dstemr', 'ccippppiipppiipppipi'),
    stedc: routine('dstedc', 'cipppipipi'),
    ormtr: routine('dormtr', 'ccciipippipi'),
    geevx: routine('dgeevx', 'ccccipipppipipppppppip'),
    gelqf: routine('dgelqf', 'iipippi'),
    orglq: routine('dorglq', 'iiipippi'),
    getrf: routine('dgetrf', 'iipip'),
    getrs: routine('dgetrs', 'ciipippi'),
    potrf: routine('dpotrf', 'cipi'),
    potrs: routine('dpotrs', 'ciipipi'),
    pstrf: routine('dpstrf', 'cipipppp'),
  };
}
