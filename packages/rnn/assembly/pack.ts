import { LEFT_STEP, RIGHT_STEP, TILE_COLUMNS, TILE_ROWS } from './tile';

// Packing of both factors of a product into panels, in the order a tile reads them; zeros where a panel has no row or column.

/** Rows of A ([rows, depth], `stride` bytes a row) into panels [depth][4]. */
export function packLeftRows(a: usize, stride: usize, rows: i32, depth: i32, to: usize): void {
  for (let row = 0; row < rows; row += TILE_ROWS) {
    const a0 = a + <usize>row * stride;
    let k = 0;
    if (row + TILE_ROWS <= rows)
      for (; k + 4 <= depth; k += 4) {
        const from = a0 + <usize>k * 4;
        transposeFour(
          v128.load(from), v128.load(from + stride), v128.load(from + 2 * stride), v128.load(from + 3 * stride), to,
        );
        to += 4 * LEFT_STEP;
      }
    for (; k < depth; k++) {
      for (let lane = 0; lane < TILE_ROWS; lane++) {
        const from = a0 + <usize>lane * stride + <usize>k * 4;
        store<f32>(to + <usize>lane * 4, row + lane < rows ? load<f32>(from) : 0);
      }
      to += LEFT_STEP;
    }
  }
}

/** Stores the four columns of a 4 x 4 matrix, given by its rows. */
// @ts-ignore: decorator
@inline
function transposeFour(r0: v128, r1: v128, r2: v128, r3: v128, to: usize): void {
  const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(a, b, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(a, b, 2, 3, 6, 7), 16);
  v128.store(to, v128.shuffle<f32>(c, d, 0, 1, 4, 5), 32);
  v128.store(to, v128.shuffle<f32>(c, d, 2, 3, 6, 7), 48);
}

/** Columns of A ([depth, columns], `stride` bytes a row) into panels [depth][4], as rows of A^T; returns where they end. */
export function packLeftColumns(a: usize, stride: usize, depth: i32, columns: i32, to: usize): usize {
  for (let column = 0; column < columns; column += TILE_ROWS) {
    let from = a + <usize>column * 4;
    for (let k = 0; k < depth; k++) {
      if (column + TILE_ROWS <= columns) v128.store(to, v128.load(from));
      else copyPart(from, columns - column, TILE_ROWS, 1, to);
      from += stride;
      to += LEFT_STEP;
    }
  }
  return to;
}

/** Columns of B ([depth, columns], `stride` bytes a row), times `scale`, into panels [depth][8]; returns where they end. */
export function packRight(b: usize, stride: usize, depth: i32, columns: i32, scale: f32, to: usize): usize {
  const scales = f32x4.splat(scale);
  for (let column = 0; column < columns; column += TILE_COLUMNS) {
    let from = b + <usize>column * 4;
    for (let k = 0; k < depth; k++) {
      if (column + TILE_COLUMNS <= columns) {
        v128.store(to, f32x4.mul(v128.load(from), scales));
        v128.store(to, f32x4.mul(v128.load(from, 16), scales), 16);
      } else copyPart(from, columns - column, TILE_COLUMNS, scale, to);
      from += stride;
      to += RIGHT_STEP;
    }
  }
  return to;
}

/** The same from B^T, S [columns, depth]. */
export function packRightTransposed(s: usize, stride: usize, depth: i32, columns: i32, scale: f32, to: usize): void {
  for (let column = 0; column < columns; column += TILE_COLUMNS)
    for (let k = 0; k < depth; k++) {
      for (let lane = 0; lane < TILE_COLUMNS; lane++) {
        const from = s + <usize>(column + lane) * stride + <usize>k * 4;
        store<f32>(to + <usize>lane * 4, column + lane < columns ? scale * load<f32>(from) : 0);
      }
      to += RIGHT_STEP;
    }
}

function copyPart(from: usize, count: i32, width: i32, scale: f32, to: usize): void {
  for (let lane = 0; lane < width; lane++)
    store<f32>(to + <usize>lane * 4, lane < count ? scale * load<f32>(from + <usize>lane * 4) : 0);
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
