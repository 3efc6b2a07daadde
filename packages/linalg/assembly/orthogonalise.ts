import { multiplyAdd } from './product';
import { addScaled, dot, reflectedTo, scaleOf } from './vector';

// The QR decomposition of A [rows, columns], rows >= columns, stored by its columns (A' [columns, rows]): Householder
// reflections, in blocks I - V T V' of 32 that are applied as products. Golub & Van Loan, 4th ed., section 5.2.3.

const BLOCK: i32 = 32;
const BLOCK_ROW: usize = 256;

/**
 * Leaves R' below and on the diagonal of A', the reflections' vectors in `vectors` [columns, rows] and each block's T in
 * `factors` [columns, 32]. At `scratch` there is place for 32 + 64 columns numbers, and that of products of `rows` columns.
 */
export function factorQr(a: usize, rows: i32, columns: i32, vectors: usize, factors: usize, scratch: usize): void {
  const stride = <usize>rows * 8;
  memory.fill(vectors, 0, <usize>columns * stride);
  memory.fill(factors, 0, <usize>columns * BLOCK_ROW);
  for (let start = 0; start < columns; start += BLOCK) {
    const width = min(BLOCK, columns - start);
    const block = vectors + <usize>start * stride;
    const factor = factors + <usize>start * BLOCK_ROW;
    for (let j = 0; j < width; j++) reflectColumn(a, stride, rows, start, j, width, block, factor, scratch);
    const rest = columns - start - width;
    if (rest > 0) applyBlock(a + <usize>(start + width) * stride, rest, start, rows, width, block, factor, 0, scratch);
  }
}

/** The reflection of column start + j, its effect on the block's own columns, and its column of T. */
function reflectColumn(
  a: usize, stride: usize, rows: i32, start: i32, j: i32, width: i32, block: usize, factor: usize, scratch: usize,
): void {
  const from = <usize>(start + j) * 8;
  const count = rows - start - j;
  const column = a + <usize>(start + j) * stride + from;
  const v = block + <usize>j * stride + from;
  const first = load<f64>(column);
  const r = reflectedTo(first, dot(column, column, count));
  const scale = scaleOf(first, r);
  memory.copy(v, column, <usize>count * 8);
  store<f64>(v, first - r);
  memory.fill(column, 0, <usize>count * 8);
  store<f64>(column, r);
  for (let i = j + 1; i < width; i++) {
    const other = a + <usize>(start + i) * stride + from;
    addScaled(-scale * dot(other, v, count), v, other, count);
  }
  // T[0..j, j] = -scale T[0..j, 0..j] V[0..j]' v
  for (let i = 0; i < j; i++) store<f64>(scratch + <usize>i * 8, dot(block + <usize>i * stride + from, v, count));
  for (let i = 0; i < j; i++) {
    let sum: f64 = 0;
    for (let l = i; l < j; l++) sum += load<f64>(factor + <usize>i * BLOCK_ROW + <usize>l * 8) * load<f64>(scratch + <usize>l * 8);
    store<f64>(factor + <usize>i * BLOCK_ROW + <usize>j * 8, -scale * sum);
  }
  store<f64>(factor + <usize>j * BLOCK_ROW + <usize>j * 8, scale);
}

/** X' -= X' V T V' for X' [count, rows], or with T' for `turned`; V is zero above its row `start`. */
function applyBlock(
  x: usize, count: i32, start: i32, rows: i32, width: i32, block: usize, factor: usize, turned: i32, scratch: usize,
): void {
  const stride = <usize>rows * 8;
  const skip = <usize>start * 8;
  const depth = rows - start;
  const products = scratch + BLOCK_ROW;
  const mixed = products + <usize>count * BLOCK_ROW;
  const space = mixed + <usize>count * BLOCK_ROW;
  memory.fill(products, 0, <usize>count * BLOCK_ROW * 2);
  multiplyAdd(1, count, width, depth, x + skip, stride, 8, block + skip, 8, stride, products, BLOCK_ROW, 0, space);
  const tRow: usize = turned ? 8 : BLOCK_ROW;
  const tColumn: usize = turned ? BLOCK_ROW : 8;
  multiplyAdd(1, count, width, width, products, BLOCK_ROW, 8, factor, tRow, tColumn, mixed, BLOCK_ROW, 0, space);
  multiplyAdd(-1, count, depth, width, mixed, BLOCK_ROW, 8, block + skip, stride, 8, x + skip, stride, 0, space);
}

/** Writes Q' [columns, rows] over A', from what `factorQr` left. */
export function formQ(q: usize, rows: i32, columns: i32, vectors: usize, factors: usize, scratch: usize): void {
  const stride = <usize>rows * 8;
  memory.fill(q, 0, <usize>columns * stride);
  for (let i = 0; i < columns; i++) store<f64>(q + <usize>i * (stride + 8), 1);
  for (let start = ((columns - 1) / BLOCK) * BLOCK; start >= 0; start -= BLOCK) {
    const width = min(BLOCK, columns - start);
    const block = vectors + <usize>start * stride;
    const factor = factors + <usize>start * BLOCK_ROW;
    applyBlock(q + <usize>start * stride, columns - start, start, rows, width, block, factor, 1, scratch);
  }
}
