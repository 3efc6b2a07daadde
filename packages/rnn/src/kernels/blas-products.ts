import type { Blas } from './find-blas.js';
import type { Heap } from './heap.js';
import type { HeapRows, Products } from './products.js';
import type { RecurrenceModule } from './recurrence-module.js';

/** The products of a system BLAS, in place on the heap. */
export function blasProducts(blas: Blas, heap: Heap, module: RecurrenceModule): Products {
  /** A view of so many rows; the last may end before its stride does. */
  const view = ({ at, stride }: HeapRows, rows: number, columns: number) =>
    new Float32Array(heap.memory.buffer, at, (rows - 1) * stride + columns);
  return {
    preparedFloats: (depth, columns) => depth * columns,
    prepare(staged, to) {
      const { at, depth, columns, transposed, scale } = staged;
      module.copyMatrix(at, depth, columns, transposed ? 1 : 0, scale, to);
      return { ...staged, at: to };
    },
    multiply(a, rows, { at, depth, columns }, c) {
      const b = view({ at, stride: columns }, depth, columns);
      const [from, to] = [view(a, rows, depth), view(c, rows, columns)];
      blas.multiply(false, rows, columns, depth, from, a.stride, b, columns, 0, to, c.stride);
    },
    rowsAtOnce: 1024,
    scratchFloats: (aColumns, sumsStride) => Math.ceil(aColumns / 8) * 8 * sumsStride,
    addOuter(a, aColumns, b, bColumns, rows, sums, scratch) {
      const product = { at: scratch, stride: sums.stride };
      // Libraries are a tenth to a fifth faster on whole blocks of 8 than with a few rows and columns left over.
      const [aFull, bFull] = [Math.ceil(aColumns / 8) * 8, Math.ceil(bColumns / 8) * 8];
      const to = view(product, aFull, bFull);
      for (let from = 0; from < rows; from += ROWS_IN_FLOAT32) {
        const count = Math.min(ROWS_IN_FLOAT32, rows - from);
        const left = view({ at: a.at + 4 * from * a.stride, stride: a.stride }, count, aFull);
        const right = view({ at: b.at + 4 * from * b.stride, stride: b.stride }, count, bFull);
        blas.multiply(true, aFull, bFull, count, left, a.stride, right, b.stride, 0, to, product.stride);
        module.addToDouble(scratch, aFull * sums.stride, sums.at);
      }
    },
  };
}

/** Rows a product may add up in float32 before float64 takes over; libraries themselves work in blocks of some hundred. */
const ROWS_IN_FLOAT32 = 1100;
