import { choose, multiplyAdd } from './arithmetic';

/**
 * e^x to about one unit in the last place, for x within +-87 (beyond, the value at that bound); NaN stays NaN.
 * x = k ln 2 + r with |r| <= ln 2 / 2; e^r by its Taylor series to r^7 (the next term is 2e-9); 2^k by the exponent's bits.
 */
export function exponential(x: v128): v128 {
  const isNaN = f32x4.ne(x, x);
  const clamped = f32x4.pmax(f32x4.pmin(x, f32x4.splat(87)), f32x4.splat(-87));
  const k = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504)));
  // ln 2 in two parts: k times the first is exact.
  const r = multiplyAdd(k, f32x4.splat(2.12194440e-4), multiplyAdd(k, f32x4.splat(-0.693359375), clamped));
  let p = f32x4.splat(1.0 / 5040.0);
  p = multiplyAdd(p, r, f32x4.splat(1.0 / 720.0));
  p = multiplyAdd(p, r, f32x4.splat(1.0 / 120.0));
  p = multiplyAdd(p, r, f32x4.splat(1.0 / 24.0));
  p = multiplyAdd(p, r, f32x4.splat(1.0 / 6.0));
  p = multiplyAdd(p, r, f32x4.splat(0.5));
  p = f32x4.add(multiplyAdd(f32x4.mul(p, r), r, r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
  return choose(isNaN, x, f32x4.mul(p, power));
}

/** log(1 + y) for 0 <= y <= 1, as 2 artanh(s), s = y / (2 + y) <= 1/3, by its series to s^15 (the next term is 5e-10). */
// @ts-ignore: decorator
@inline
export function logOnePlus(y: v128): v128 {
  const s = f32x4.div(y, f32x4.add(y, f32x4.splat(2)));
  const s2 = f32x4.mul(s, s);
  let p = f32x4.splat(2.0 / 15.0);
  p = multiplyAdd(p, s2, f32x4.splat(2.0 / 13.0));
  p = multiplyAdd(p, s2, f32x4.splat(2.0 / 11.0));
  p = multiplyAdd(p, s2, f32x4.splat(2.0 / 9.0));
  p = multiplyAdd(p, s2, f32x4.splat(2.0 / 7.0));
  p = multiplyAdd(p, s2, f32x4.splat(2.0 / 5.0));
  p = multiplyAdd(p, s2, f32x4.splat(2.0 / 3.0));
  return multiplyAdd(f32x4.mul(p, s2), s, f32x4.add(s, s));
}
