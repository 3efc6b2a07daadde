import { LINEAR, LOGISTIC, RELU, RETANH, slopeOf, SOFTPLUS, TANH, valueOf } from './activations';
import { lanesWithin, multiplyAdd } from './arithmetic';

// One step of all trials after its product, in one pass: leak, noise, nonlinearity, slope and the sum of squared rates.

/**
 * From drive = W h_{t-1} + U x_t + b. Leak on the pre-activation: a += alpha (drive - a) + preNoise, h = f(a) + noise.
 * Leak on the rate: u = drive + preNoise, r += alpha (f(u) - r), h = r + noise. State (a or r), slopes (f' of a or u) and noise
 * have rows of `units` filled up to a multiple of 4; drive and rates have a stride in bytes; `table` holds the constants. Slopes and noise may be 0: none.
 *
 * @returns the sum of h^2.
 */
export function forwardStep(
  activation: i32, leakOnRate: i32, trials: i32, units: i32, alpha: f32, table: usize, drive: usize, driveStride: usize,
  state: usize, preNoise: usize, noise: usize, rates: usize, ratesStride: usize, slopes: usize,
): f64 {
  let sum: f64 = 0;
  const rowBytes = <usize>((units + 3) & ~3) * 4;
  for (let trial = 0; trial < trials; trial++) {
    if (leakOnRate) sum += rateRow(activation, units, alpha, table, drive, state, preNoise, noise, rates, slopes);
    else if (activation == RETANH) sum += stateRow(RETANH, units, alpha, table, drive, state, preNoise, noise, rates, slopes);
    else if (activation == RELU) sum += stateRow(RELU, units, alpha, table, drive, state, preNoise, noise, rates, slopes);
    else if (activation == TANH) sum += stateRow(TANH, units, alpha, table, drive, state, preNoise, noise, rates, slopes);
    else if (activation == SOFTPLUS)
      sum += stateRow(SOFTPLUS, units, alpha, table, drive, state, preNoise, noise, rates, slopes);
    else if (activation == LOGISTIC)
      sum += stateRow(LOGISTIC, units, alpha, table, drive, state, preNoise, noise, rates, slopes);
    else sum += stateRow(LINEAR, units, alpha, table, drive, state, preNoise, noise, rates, slopes);
    drive += driveStride;
    state += rowBytes;
    rates += ratesStride;
    if (slopes) slopes += rowBytes;
    if (noise) noise += rowBytes;
    if (preNoise) preNoise += rowBytes;
  }
  return sum;
}

/** One trial, leak on the pre-activation. */
// @ts-ignore: decorator
@inline
function stateRow(
  activation: i32, units: i32, alpha: f32, table: usize, drive: usize, state: usize, preNoise: usize, noise: usize,
  rates: usize, slopes: usize,
): f64 {
  const leak = f32x4.splat(alpha);
  let squares = f32x4.splat(0);
  for (let i = 0; i < units; i += 4) {
    const at = <usize>i * 4;
    const inside = lanesWithin(i, units);
    const before = v128.load(state + at);
    let a = multiplyAdd(leak, f32x4.sub(v128.load(drive + at), before), before);
    if (preNoise) a = f32x4.add(a, v128.load(preNoise + at));
    v128.store(state + at, a);
    let h = v128.and(valueOf(activation, a, table), inside);
    if (slopes) v128.store(slopes + at, v128.and(slopeOf(activation, a, h, table), inside));
    if (noise) h = f32x4.add(h, v128.load(noise + at));
    v128.store(rates + at, h);
    squares = multiplyAdd(h, h, squares);
  }
  return sumOf(squares);
}

/** One trial, leak on the rate. */
// @ts-ignore: decorator
@inline
function rateRow(
  activation: i32, units: i32, alpha: f32, table: usize, drive: usize, state: usize, preNoise: usize, noise: usize,
  rates: usize, slopes: usize,
): f64 {
  const leak = f32x4.splat(alpha);
  let squares = f32x4.splat(0);
  for (let i = 0; i < units; i += 4) {
    const at = <usize>i * 4;
    const inside = lanesWithin(i, units);
    let u = v128.load(drive + at);
    if (preNoise) u = f32x4.add(u, v128.load(preNoise + at));
    const f = valueOf(activation, u, table);
    if (slopes) v128.store(slopes + at, v128.and(slopeOf(activation, u, f, table), inside));
    const before = v128.load(state + at);
    const r = multiplyAdd(leak, f32x4.sub(f, before), before);
    v128.store(state + at, r);
    let h = v128.and(r, inside);
    if (noise) h = f32x4.add(h, v128.load(noise + at));
    v128.store(rates + at, h);
    squares = multiplyAdd(h, h, squares);
  }
  return sumOf(squares);
}

// @ts-ignore: decorator
@inline
function sumOf(x: v128): f64 {
  return (
    <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1) +
    <f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3)
  );
}

/** f(a) and f'(a) of `count` numbers, a multiple of 4. */
export function activate(activation: i32, table: usize, count: i32, a: usize, values: usize, slopes: usize): void {
  for (let k: usize = 0; k < <usize>count * 4; k += 16) {
    const x = v128.load(a + k);
    const h = valueOf(activation, x, table);
    v128.store(values + k, h);
    v128.store(slopes + k, slopeOf(activation, x, h, table));
  }
}
