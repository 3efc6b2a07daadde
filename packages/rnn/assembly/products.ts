import { rowsTile, TILE_COLUMNS, TILE_ROWS } from './product-tile';

// C = A B, with B packed beforehand into panels of 8 columns, [panel][depth][8], zeros where it has no column.

// @ts-ignore: decorator
@inline
const ROW_OF_PANEL: usize = 32; // bytes

/** Packs B [depth, columns] (`stride` bytes a row), times `scale`. The depth is filled up with zeros to a multiple of 4. */
export function packRows(b: usize, stride: usize, depth: i32, columns: i32, scale: f32, packed: usize): void {
  const paddedDepth = (depth + 3) & ~3;
  for (let column = 0; column < columns; column += TILE_COLUMNS)
    for (let k = 0; k < paddedDepth; k++) {
      const from = b + <usize>k * stride + <usize>column * 4;
      if (k < depth && column + TILE_COLUMNS <= columns) {
        v128.store(packed, f32x4.mul(v128.load(from), f32x4.splat(scale)));
        v128.store(packed, f32x4.mul(v128.load(from, 16), f32x4.splat(scale)), 16);
      } else
        for (let lane = 0; lane < TILE_COLUMNS; lane++)
          store<f32>(
            packed + <usize>lane * 4,
            k < depth && column + lane < columns ? scale * load<f32>(from + <usize>lane * 4) : 0,
          );
      packed += ROW_OF_PANEL;
    }
}

/** Packs B = S^T, S [columns, depth] (`stride` bytes a row), times `scale`. The depth is filled up with zeros to a multiple of 4. */
export function packTransposed(s: usize, stride: usize, depth: i32, columns: i32, scale: f32, packed: usize): void {
  const paddedDepth = (depth + 3) & ~3;
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    for (let lane = 0; lane < TILE_COLUMNS; lane++) {
      const from = s + <usize>(column + lane) * stride;
      const to = packed + <usize>lane * 4;
      for (let k = 0; k < paddedDepth; k++)
        store<f32>(
          to + <usize>k * ROW_OF_PANEL,
          k < depth && column + lane < columns ? scale * load<f32>(from + <usize>k * 4) : 0,
        );
    }
    packed += <usize>paddedDepth * ROW_OF_PANEL;
  }
}

/**
 * C [rows, columns] = A [rows, depth] B, B packed. Rows of A (`aStride` bytes) are read up to a multiple of 4, where B's zeros
 * meet what must be finite numbers; rows of C (`cStride` bytes) are written up to a multiple of 8.
 */
export function multiplyRows(
  a: usize, aStride: usize, rows: i32, packed: usize, depth: i32, columns: i32, c: usize, cStride: usize,
): void {
  const paddedDepth = (depth + 3) & ~3;
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    // One panel stays in the first cache while all rows pass by.
    for (let row = 0; row < rows; row += TILE_ROWS)
      rowsTile(
        a + <usize>row * aStride, aStride, min(TILE_ROWS, rows - row), packed, paddedDepth,
        c + <usize>row * cStride + <usize>column * 4, cStride,
      );
    packed += <usize>paddedDepth * ROW_OF_PANEL;
  }
}

/** Copies a matrix, times `scale`, to [depth, columns] from the same or, `transposed`, from [columns, depth]. */
export function copyMatrix(from: usize, depth: i32, columns: i32, transposed: i32, scale: f32, to: usize): void {
  const alongDepth = <usize>(transposed ? 1 : columns) * 4;
  const alongColumns = <usize>(transposed ? depth : 1) * 4;
  for (let k = 0; k < depth; k++) {
    let source = from;
    for (let column = 0; column < columns; column++) {
      store<f32>(to, scale * load<f32>(source));
      source += alongColumns;
      to += 4;
    }
    from += alongDepth;
  }
}
