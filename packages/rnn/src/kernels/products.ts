import type { RecurrenceModule } from './recurrence-module.js';

/** The right factor of products, [depth, columns], as it lies on the heap. */
export interface RightFactor {
  /** Byte offset. */
  readonly at: number;
  readonly depth: number;
  readonly columns: number;
  /** Whether it lies there as [columns, depth]. */
  readonly transposed: boolean;
  /** The products are scaled by this. */
  readonly scale: number;
}

/** A matrix on the heap, row-major. */
export interface HeapRows {
  /** Byte offset of the first row. */
  readonly at: number;
  /** Floats from one row to the next. */
  readonly stride: number;
}

/** The matrix products of the recurrence: the one thing in which the float32 kernels differ. */
export interface Products {
  /** Floats a prepared right factor takes. */
  preparedFloats(depth: number, columns: number): number;
  /** Prepares a right factor for many products; it may be `staged` itself or a copy at `to`. */
  prepare(staged: RightFactor, to: number): RightFactor;
  /**
   * C [rows, columns] = A [rows, depth] B. C may be written up to a multiple of 8 columns.
   */
  multiply(a: HeapRows, rows: number, b: RightFactor, c: HeapRows): void;
  /** Rows that are best multiplied at once by `addOuter`. */
  readonly rowsAtOnce: number;
  /** Floats of scratch that `addOuter` needs. */
  scratchFloats(aColumns: number, sumsStride: number): number;
  /**
   * Adds A^T B to sums [aColumns, sumsStride] in float64 (stride in doubles). Up to a multiple of 8 columns of A and B may be
   * read, and so many rows and columns of the sums written.
   */
  addOuter(
    a: HeapRows,
    aColumns: number,
    b: HeapRows,
    bColumns: number,
    rows: number,
    sums: HeapRows,
    scratch: number,
  ): void;
}

const up = (n: number, multiple: number) => Math.ceil(n / multiple) * multiple;

/** The products of our SIMD module. Behind a prepared factor there is room for 128 packed rows of what it is multiplied with. */
export const wasmProducts = (module: RecurrenceModule): Products => ({
  preparedFloats: (depth, columns) => depth * (up(columns, 8) + 128),
  prepare(staged, to) {
    const { at, depth, columns, transposed, scale } = staged;
    if (transposed) module.packRightTransposed(at, 4 * depth, depth, columns, scale, to);
    else module.packRight(at, 4 * columns, depth, columns, scale, to);
    return { ...staged, at: to };
  },
  multiply(a, rows, b, c) {
    const panels = b.at + 4 * b.depth * up(b.columns, 8);
    module.multiplyRows(a.at, 4 * a.stride, rows, b.at, b.depth, b.columns, c.at, 4 * c.stride, panels);
  },
  rowsAtOnce: 768,
  scratchFloats: (aColumns, sumsStride) => 384 * (up(aColumns, 4) + sumsStride),
  addOuter(a, aColumns, b, bColumns, rows, sums, scratch) {
    const left = [a.at, 4 * a.stride, aColumns] as const;
    module.addOuterProducts(...left, b.at, 4 * b.stride, bColumns, rows, sums.at, 8 * sums.stride, scratch);
  },
});
