import { multiplyAdd } from './arithmetic';

/** Adds four float32 to four float64 at `to`. */
// @ts-ignore: decorator
@inline
function addDouble(to: usize, values: v128): void {
  const upper = i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(values)));
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(upper)), 16);
}

/** C += A^T B for a panel of A ([depth, 6]) and one of B ([depth, 8]), depth a multiple of 4; C in float64. */
export function outerTile(rows: usize, panel: usize, depth: i32, c: usize, cStride: usize): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00;
  let c30 = c00, c31 = c00, c40 = c00, c41 = c00, c50 = c00, c51 = c00;
  let b0: v128, b1: v128, s: v128;
  const end = panel + ((<usize>depth) << 5);
  while (panel < end) {
    b0 = v128.load(panel, 0);
    b1 = v128.load(panel, 16);
    s = v128.load32_splat(rows, 0);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(rows, 4);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(rows, 8);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(rows, 12);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(rows, 16);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(rows, 20);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);

    b0 = v128.load(panel, 32);
    b1 = v128.load(panel, 48);
    s = v128.load32_splat(rows, 24);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(rows, 28);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(rows, 32);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(rows, 36);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(rows, 40);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(rows, 44);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);

    b0 = v128.load(panel, 64);
    b1 = v128.load(panel, 80);
    s = v128.load32_splat(rows, 48);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(rows, 52);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(rows, 56);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(rows, 60);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(rows, 64);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(rows, 68);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);

    b0 = v128.load(panel, 96);
    b1 = v128.load(panel, 112);
    s = v128.load32_splat(rows, 72);
    c00 = multiplyAdd(s, b0, c00);
    c01 = multiplyAdd(s, b1, c01);
    s = v128.load32_splat(rows, 76);
    c10 = multiplyAdd(s, b0, c10);
    c11 = multiplyAdd(s, b1, c11);
    s = v128.load32_splat(rows, 80);
    c20 = multiplyAdd(s, b0, c20);
    c21 = multiplyAdd(s, b1, c21);
    s = v128.load32_splat(rows, 84);
    c30 = multiplyAdd(s, b0, c30);
    c31 = multiplyAdd(s, b1, c31);
    s = v128.load32_splat(rows, 88);
    c40 = multiplyAdd(s, b0, c40);
    c41 = multiplyAdd(s, b1, c41);
    s = v128.load32_splat(rows, 92);
    c50 = multiplyAdd(s, b0, c50);
    c51 = multiplyAdd(s, b1, c51);
    rows += 96;
    panel += 128;
  }
  addDouble(c, c00);
  addDouble(c + 32, c01);
  c += cStride;
  addDouble(c, c10);
  addDouble(c + 32, c11);
  c += cStride;
  addDouble(c, c20);
  addDouble(c + 32, c21);
  c += cStride;
  addDouble(c, c30);
  addDouble(c + 32, c31);
  c += cStride;
  addDouble(c, c40);
  addDouble(c + 32, c41);
  c += cStride;
  addDouble(c, c50);
  addDouble(c + 32, c51);
}
