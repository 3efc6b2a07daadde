import { choose, multiplyAdd } from './arithmetic';
import { constant } from './constants';

/**
 * e^x to about one unit in the last place, for x within +-87 (beyond, the value at that bound); NaN stays NaN.
 * x = k ln 2 + r with |r| <= ln 2 / 2; e^r by its Taylor series to r^7 (the next term is 2e-9); 2^k by the exponent's bits.
 */
// @ts-ignore: decorator
@inline
export function exponential(x: v128, table: usize): v128 {
  const isNaN = f32x4.ne(x, x);
  const clamped = f32x4.pmax(f32x4.pmin(x, constant(table, 11)), f32x4.neg(constant(table, 11)));
  const k = f32x4.nearest(f32x4.mul(clamped, constant(table, 12)));
  // ln 2 in two parts: k times the first is exact.
  const r = multiplyAdd(k, constant(table, 13), multiplyAdd(k, constant(table, 14), clamped));
  let p = constant(table, 15);
  p = multiplyAdd(p, r, constant(table, 16));
  p = multiplyAdd(p, r, constant(table, 17));
  p = multiplyAdd(p, r, constant(table, 18));
  p = multiplyAdd(p, r, constant(table, 19));
  p = multiplyAdd(p, r, constant(table, 0));
  p = f32x4.add(multiplyAdd(f32x4.mul(p, r), r, r), constant(table, 1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
  return choose(isNaN, x, f32x4.mul(p, power));
}

/** log(1 + y) for 0 <= y <= 1, as 2 artanh(s), s = y / (2 + y) <= 1/3, by its series to s^15 (the next term is 5e-10). */
// @ts-ignore: decorator
@inline
export function logOnePlus(y: v128, table: usize): v128 {
  const s = f32x4.div(y, f32x4.add(y, constant(table, 20)));
  const s2 = f32x4.mul(s, s);
  let p = constant(table, 21);
  p = multiplyAdd(p, s2, constant(table, 22));
  p = multiplyAdd(p, s2, constant(table, 23));
  p = multiplyAdd(p, s2, constant(table, 24));
  p = multiplyAdd(p, s2, constant(table, 25));
  p = multiplyAdd(p, s2, constant(table, 26));
  p = multiplyAdd(p, s2, constant(table, 27));
  return multiplyAdd(f32x4.mul(p, s2), s, f32x4.add(s, s));
}
