// Arithmetic on vectors of four float32 that both builds share.

/** a * b + c: in one rounding where the module is built with relaxed SIMD, in two (the same bytes everywhere) where not. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Where a vector of four begins, the lanes of it that are within `length`: all ones there, zeros behind. */
// @ts-ignore: decorator
@inline
export function lanesWithin(start: i32, length: i32): v128 {
  return start + 4 <= length ? i32x4.splat(-1) : i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(length - start));
}

/** a where the mask is set, b elsewhere. */
// @ts-ignore: decorator
@inline
export function choose(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}
