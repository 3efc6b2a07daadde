import { choose, multiplyAdd } from './arithmetic';
import { constant } from './constants';
import { exponential, logOnePlus } from './exponential';

// The activations of src/activations.ts on four numbers at a time, by number; NaN in gives NaN out. `table` holds the constants.

export const RETANH: i32 = 0;
export const RELU: i32 = 1;
export const TANH: i32 = 2;
export const SOFTPLUS: i32 = 3;
export const LOGISTIC: i32 = 4;
export const LINEAR: i32 = 5;

/**
 * tanh a for |a| <= 9.5, where it is 1 to float32: Lambert's continued fraction at a/2 cut after nine terms, n/d (5e-11),
 * then tanh a = 2 n d / (d^2 + n^2).
 */
// @ts-ignore: decorator
@inline
function tanhWithin(a: v128, table: usize): v128 {
  const half = f32x4.mul(a, constant(table, 0));
  const s = f32x4.mul(half, half);
  // Numerator and denominator over 34459425, which keeps their squares within float32.
  let n = multiplyAdd(s, constant(table, 3), constant(table, 4));
  n = multiplyAdd(n, s, constant(table, 5));
  n = multiplyAdd(n, s, constant(table, 6));
  n = f32x4.mul(half, multiplyAdd(n, s, constant(table, 1)));
  let d = multiplyAdd(s, constant(table, 7), constant(table, 8));
  d = multiplyAdd(d, s, constant(table, 9));
  d = multiplyAdd(d, s, constant(table, 10));
  d = multiplyAdd(d, s, constant(table, 1));
  return f32x4.div(f32x4.mul(f32x4.add(n, n), d), multiplyAdd(d, d, f32x4.mul(n, n)));
}

/** f(a) */
// @ts-ignore: decorator
@inline
export function valueOf(activation: i32, a: v128, table: usize): v128 {
  // pmax(a, b) is b where a < b and a otherwise, so a NaN in the first place stays; likewise pmin.
  const zero = f32x4.splat(0);
  if (activation == RETANH) return tanhWithin(f32x4.pmin(f32x4.pmax(a, zero), constant(table, 2)), table);
  if (activation == RELU) return f32x4.pmax(a, zero);
  if (activation == TANH) {
    const bound = constant(table, 2);
    return tanhWithin(f32x4.pmin(f32x4.pmax(a, f32x4.neg(bound)), bound), table);
  }
  if (activation == SOFTPLUS)
    return f32x4.add(f32x4.pmax(a, zero), logOnePlus(exponential(f32x4.neg(f32x4.abs(a)), table), table));
  if (activation == LOGISTIC) return logistic(a, table);
  return a;
}

// @ts-ignore: decorator
@inline
function logistic(a: v128, table: usize): v128 {
  const one = constant(table, 1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(a), table)));
}

/** f'(a), given also h = f(a): 1/2 at 0 for retanh and 1 for relu, as in src/activations.ts. */
// @ts-ignore: decorator
@inline
export function slopeOf(activation: i32, a: v128, h: v128, table: usize): v128 {
  const zero = f32x4.splat(0);
  const one = constant(table, 1);
  if (activation == RETANH) {
    const active = v128.and(f32x4.sub(one, f32x4.mul(h, h)), f32x4.gt(a, zero));
    return choose(f32x4.eq(a, zero), constant(table, 0), active);
  }
  if (activation == RELU) return v128.and(one, f32x4.ge(a, zero));
  if (activation == TANH) return f32x4.sub(one, f32x4.mul(h, h));
  if (activation == SOFTPLUS) return logistic(a, table);
  if (activation == LOGISTIC) return f32x4.mul(h, f32x4.sub(one, h));
  return one;
}
