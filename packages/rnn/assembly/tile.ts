import { multiplyAdd } from './arithmetic';

// One tile of a matrix product, 4 rows by 8 columns, from packed panels of both factors. Eight sums, three operands and one
// product are as much as engines keep in the 16 vector registers of x64 without moving any; a loop written out several times
// over, or larger tiles, are slower for the moves.

/** Rows of a tile, and of a panel of a left factor, [depth][4]. */
export const TILE_ROWS: i32 = 4;
/** Columns of a tile, and of a panel of a right factor, [depth][8]. */
export const TILE_COLUMNS: i32 = 8;
/** Bytes of one term of the sum in either panel. */
export const LEFT_STEP: usize = 16;
export const RIGHT_STEP: usize = 32;

/** C = L R in float32, the first `rows` of its rows, at a distance of `stride` bytes. */
export function storeTile(left: usize, right: usize, depth: i32, rows: i32, c: usize, stride: usize): void {
  tile(false, left, right, depth, rows, c, stride);
}

/** C += L R with C in float64, all rows. */
export function addTile(left: usize, right: usize, depth: i32, c: usize, stride: usize): void {
  tile(true, left, right, depth, TILE_ROWS, c, stride);
}

// @ts-ignore: decorator
@inline
function tile(add: bool, left: usize, right: usize, depth: i32, rows: i32, c: usize, stride: usize): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = left + <usize>depth * LEFT_STEP;
  while (left < end) {
    const b0 = v128.load(right);
    const b1 = v128.load(right, 16);
    let a = v128.load32_splat(left);
    c00 = multiplyAdd(a, b0, c00);
    c01 = multiplyAdd(a, b1, c01);
    a = v128.load32_splat(left, 4);
    c10 = multiplyAdd(a, b0, c10);
    c11 = multiplyAdd(a, b1, c11);
    a = v128.load32_splat(left, 8);
    c20 = multiplyAdd(a, b0, c20);
    c21 = multiplyAdd(a, b1, c21);
    a = v128.load32_splat(left, 12);
    c30 = multiplyAdd(a, b0, c30);
    c31 = multiplyAdd(a, b1, c31);
    left += LEFT_STEP;
    right += RIGHT_STEP;
  }
  finishRow(add, c, c00, c01);
  if (rows > 1) finishRow(add, c + stride, c10, c11);
  if (rows > 2) finishRow(add, c + 2 * stride, c20, c21);
  if (rows > 3) finishRow(add, c + 3 * stride, c30, c31);
}

// @ts-ignore: decorator
@inline
function finishRow(add: bool, to: usize, first: v128, second: v128): void {
  if (add) {
    addDouble(to, first);
    addDouble(to + 32, second);
  } else {
    v128.store(to, first);
    v128.store(to, second, 16);
  }
}

/** Adds four float32 to four float64 at `to`. */
// @ts-ignore: decorator
@inline
function addDouble(to: usize, values: v128): void {
  const upper = i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(values)));
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(upper)), 16);
}
