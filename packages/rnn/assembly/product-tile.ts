import { multiplyAdd } from './arithmetic';

// One tile of a matrix product, 6 rows by 8 columns: its 12 vectors stay in registers while the products are added up.

/** Columns of a tile, and of a panel of a packed right factor. */
export const TILE_COLUMNS: i32 = 8;
/** Rows of a tile, and of a panel of a packed left factor. */
export const TILE_ROWS: i32 = 6;

/**
 * C = A B for up to 6 rows of A (row-major, `aStride` bytes a row) and one panel of B ([depth, 8], depth a multiple of 4),
 * written to C (`cStride` bytes a row). With fewer rows the last one is computed several times, to the same values.
 */
export function rowsTile(a0: usize, aStride: usize, rows: i32, panel: usize, depth: i32, c: usize, cStride: usize): void {
  const last = <usize>(rows - 1);
  let a1 = a0 + min<usize>(1, last) * aStride;
  let a2 = a0 + min<usize>(2, last) * aStride;
  let a3 = a0 + min<usize>(3, last) * aStride;
  let a4 = a0 + min<usize>(4, last) * aStride;
  let a5 = a0 + last * aStride;
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  let b0: v128, b1: v128, s: v128;
  const end = panel + ((<usize>depth) << 5);
  while (panel < end) {
    // Four terms of the sum written out, so that an address is moved only every fourth.
    b0 = v128.load(panel, 0);
    b1 = v128.load(panel, 16);
    s = v128.load32_splat(a0, 0);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(a1, 0);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(a2, 0);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(a3, 0);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(a4, 0);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(a5, 0);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);

    b0 = v128.load(panel, 32);
    b1 = v128.load(panel, 48);
    s = v128.load32_splat(a0, 4);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(a1, 4);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(a2, 4);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(a3, 4);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(a4, 4);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(a5, 4);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);

    b0 = v128.load(panel, 64);
    b1 = v128.load(panel, 80);
    s = v128.load32_splat(a0, 8);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(a1, 8);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(a2, 8);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(a3, 8);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(a4, 8);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(a5, 8);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);

    b0 = v128.load(panel, 96);
    b1 = v128.load(panel, 112);
    s = v128.load32_splat(a0, 12);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(a1, 12);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(a2, 12);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(a3, 12);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(a4, 12);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(a5, 12);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);
    a0 += 16;
    a1 += 16;
    a2 += 16;
    a3 += 16;
    a4 += 16;
    a5 += 16;
    panel += 128;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += <usize>(rows > 1) * cStride;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += <usize>(rows > 2) * cStride;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += <usize>(rows > 3) * cStride;
  v128.store(c, c30);
  v128.store(c, c31, 16);
  c += <usize>(rows > 4) * cStride;
  v128.store(c, c40);
  v128.store(c, c41, 16);
  c += <usize>(rows > 5) * cStride;
  v128.store(c, c50);
  v128.store(c, c51, 16);
}
