import { outerTile } from './outer-tile';
import { TILE_COLUMNS, TILE_ROWS } from './product-tile';

/**
 * Rows added up in float32 before float64 takes over. Long float32 sums lose what cancels, down to entries of a gradient
 * near 1e-8, which Adam blows up to a full step; 256 rows of both factors' panels also fit the first cache.
 */
const BLOCK: i32 = 256;

/**
 * C [aColumns, bColumns] += A^T B over all rows, in float64. C has rows of `cStride` bytes and is written up to a multiple of
 * 6 rows and 8 columns. `panels` holds 256 rows of both factors, columns likewise filled up.
 */
export function addOuterProducts(
  a: usize, aStride: usize, aColumns: i32, b: usize, bStride: usize, bColumns: i32, rows: i32,
  c: usize, cStride: usize, panels: usize,
): void {
  for (let from = 0; from < rows; from += BLOCK) {
    const count = min(BLOCK, rows - from);
    const depth = (count + 3) & ~3;
    const rightPanels = panels;
    let leftPanels = packRight(b + <usize>from * bStride, bStride, bColumns, count, depth, rightPanels);
    packLeft(a + <usize>from * aStride, aStride, aColumns, count, depth, leftPanels);
    let right = rightPanels;
    for (let column = 0; column < bColumns; column += TILE_COLUMNS) {
      let left = leftPanels;
      for (let row = 0; row < aColumns; row += TILE_ROWS) {
        outerTile(left, right, depth, c + <usize>row * cStride + <usize>column * 8, cStride);
        left += <usize>depth * TILE_ROWS * 4;
      }
      right += <usize>depth * TILE_COLUMNS * 4;
    }
  }
}

/** Packs columns into panels [depth][8] with zeros where there is nothing; returns where they end. */
function packRight(b: usize, stride: usize, columns: i32, rows: i32, depth: i32, to: usize): usize {
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    let from = b + <usize>column * 4;
    if (column + TILE_COLUMNS <= columns)
      for (let row = 0; row < rows; row++) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        from += stride;
        to += 32;
      }
    else
      for (let row = 0; row < rows; row++) {
        for (let lane = 0; lane < TILE_COLUMNS; lane++)
          store<f32>(to + <usize>lane * 4, column + lane < columns ? load<f32>(from + <usize>lane * 4) : 0);
        from += stride;
        to += 32;
      }
    memory.fill(to, 0, <usize>(depth - rows) * 32);
    to += <usize>(depth - rows) * 32;
  }
  return to;
}

/** Packs columns into panels [depth][6] with zeros where there is nothing. */
function packLeft(a: usize, stride: usize, columns: i32, rows: i32, depth: i32, to: usize): void {
  for (let column = 0; column < columns; column += TILE_ROWS) {
    let from = a + <usize>column * 4;
    if (column + TILE_ROWS <= columns)
      for (let row = 0; row < rows; row++) {
        v128.store(to, v128.load(from));
        store<u64>(to, load<u64>(from, 16), 16);
        from += stride;
        to += 24;
      }
    else
      for (let row = 0; row < rows; row++) {
        for (let lane = 0; lane < TILE_ROWS; lane++)
          store<f32>(to + <usize>lane * 4, column + lane < columns ? load<f32>(from + <usize>lane * 4) : 0);
        from += stride;
        to += 24;
      }
    memory.fill(to, 0, <usize>(depth - rows) * 24);
    to += <usize>(depth - rows) * 24;
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
