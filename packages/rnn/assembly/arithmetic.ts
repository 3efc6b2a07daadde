// Arithmetic on vectors of four float32 that both builds share.

/** a * b + c: in one rounding where the module is built with relaxed SIMD, in two (the same bytes everywhere) where not. */
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}
