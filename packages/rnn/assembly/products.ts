import { packLeftColumns, packLeftRows, packRight } from './pack';
import { addTile, LEFT_STEP, RIGHT_STEP, storeTile, TILE_COLUMNS, TILE_ROWS } from './tile';

/** Rows of A that `multiplyRows` packs at a time: they stay in the second cache while the panels of B pass by. */
const ROWS_AT_ONCE: i32 = 128;

/**
 * C [rows, columns] = A [rows, depth] B, B packed; strides in bytes. Rows of C are written up to a multiple of 8 columns.
 * `panels` has room for 128 packed rows of A.
 */
export function multiplyRows(
  a: usize, aStride: usize, rows: i32, packed: usize, depth: i32, columns: i32, c: usize, cStride: usize, panels: usize,
): void {
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = min(ROWS_AT_ONCE, rows - from);
    packLeftRows(a + <usize>from * aStride, aStride, count, depth, panels);
    let right = packed;
    for (let column = 0; column < columns; column += TILE_COLUMNS) {
      let left = panels;
      let to = c + <usize>from * cStride + <usize>column * 4;
      for (let row = 0; row < count; row += TILE_ROWS) {
        storeTile(left, right, depth, count - row, to, cStride);
        left += <usize>depth * LEFT_STEP;
        to += TILE_ROWS * cStride;
      }
      right += <usize>depth * RIGHT_STEP;
    }
  }
}

/**
 * Rows added up in float32 before float64 takes over. Long float32 sums lose what cancels, down to entries of a gradient
 * near 1e-8, which Adam blows up to a full step; 384 rows of both factors' panels also fit the first cache.
 */
const ROWS_IN_FLOAT32: i32 = 384;

/**
 * C [aColumns, bColumns] += A^T B over all rows, in float64; strides in bytes. C is written up to a multiple of 4 rows and 8
 * columns. `panels` has room for 384 packed rows of both.
 */
export function addOuterProducts(
  a: usize, aStride: usize, aColumns: i32, b: usize, bStride: usize, bColumns: i32, rows: i32,
  c: usize, cStride: usize, panels: usize,
): void {
  const blocks = (rows + ROWS_IN_FLOAT32 - 1) / ROWS_IN_FLOAT32;
  const block = (rows + blocks - 1) / blocks; // of about one size
  for (let from = 0; from < rows; from += block) {
    const depth = min(block, rows - from);
    const leftPanels = packRight(b + <usize>from * bStride, bStride, depth, bColumns, 1, panels);
    packLeftColumns(a + <usize>from * aStride, aStride, depth, aColumns, leftPanels);
    let right = panels;
    for (let column = 0; column < bColumns; column += TILE_COLUMNS) {
      let left = leftPanels;
      for (let row = 0; row < aColumns; row += TILE_ROWS) {
        addTile(left, right, depth, c + <usize>row * cStride + <usize>column * 8, cStride);
        left += <usize>depth * LEFT_STEP;
      }
      right += <usize>depth * RIGHT_STEP;
    }
  }
}

/** Adds `count` float32 (a multiple of 4) to as many float64. */
export function addToDouble(values: usize, count: i32, sums: usize): void {
  for (let k = 0; k < count; k += 4) {
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(v128.load64_zero(values))));
    v128.store(sums, f64x2.add(v128.load(sums, 16), f64x2.promote_low_f32x4(v128.load64_zero(values, 8))), 16);
    values += 16;
    sums += 32;
  }
}
