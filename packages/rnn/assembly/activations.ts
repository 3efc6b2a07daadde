import { choose, multiplyAdd } from './arithmetic';
import { exponential, logOnePlus } from './exponential';

// The activations of src/activations.ts on four numbers at a time, by number; NaN in gives NaN out.

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
function tanhWithin(a: v128): v128 {
  const half = f32x4.mul(a, f32x4.splat(0.5));
  const s = f32x4.mul(half, half);
  // Numerator and denominator over 34459425, which keeps their squares within float32.
  let n = multiplyAdd(s, f32x4.splat(1.0 / 34459425.0), f32x4.splat(990.0 / 34459425.0));
  n = multiplyAdd(n, s, f32x4.splat(135135.0 / 34459425.0));
  n = multiplyAdd(n, s, f32x4.splat(4729725.0 / 34459425.0));
  n = f32x4.mul(half, multiplyAdd(n, s, f32x4.splat(1)));
  let d = multiplyAdd(s, f32x4.splat(45.0 / 34459425.0), f32x4.splat(13860.0 / 34459425.0));
  d = multiplyAdd(d, s, f32x4.splat(945945.0 / 34459425.0));
  d = multiplyAdd(d, s, f32x4.splat(16216200.0 / 34459425.0));
  d = multiplyAdd(d, s, f32x4.splat(1));
  return f32x4.div(f32x4.mul(f32x4.add(n, n), d), multiplyAdd(d, d, f32x4.mul(n, n)));
}

// @ts-ignore: decorator
@inline
const BOUND: f32 = 9.5;

/** f(a) */
// @ts-ignore: decorator
@inline
export function valueOf(activation: i32, a: v128): v128 {
  // pmax(a, b) is b where a < b and a otherwise, so a NaN in the first place stays; likewise pmin.
  const zero = f32x4.splat(0);
  if (activation == RETANH) return tanhWithin(f32x4.pmin(f32x4.pmax(a, zero), f32x4.splat(BOUND)));
  if (activation == RELU) return f32x4.pmax(a, zero);
  if (activation == TANH) return tanhWithin(f32x4.pmin(f32x4.pmax(a, f32x4.splat(-BOUND)), f32x4.splat(BOUND)));
  if (activation == SOFTPLUS)
    return f32x4.add(f32x4.pmax(a, zero), logOnePlus(exponential(f32x4.neg(f32x4.abs(a)))));
  if (activation == LOGISTIC) return logistic(a);
  return a;
}

// @ts-ignore: decorator
@inline
function logistic(a: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(a))));
}

/** f'(a), given also h = f(a): 1/2 at 0 for retanh and 1 for relu, as in src/activations.ts. */
// @ts-ignore: decorator
@inline
export function slopeOf(activation: i32, a: v128, h: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  if (activation == RETANH) {
    const active = v128.and(f32x4.sub(one, f32x4.mul(h, h)), f32x4.gt(a, zero));
    return choose(f32x4.eq(a, zero), f32x4.splat(0.5), active);
  }
  if (activation == RELU) return v128.and(one, f32x4.ge(a, zero));
  if (activation == TANH) return f32x4.sub(one, f32x4.mul(h, h));
  if (activation == SOFTPLUS) return logistic(a);
  if (activation == LOGISTIC) return f32x4.mul(h, f32x4.sub(one, h));
  return one;
}
