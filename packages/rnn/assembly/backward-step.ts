import { multiplyAdd } from './arithmetic';

// One step of credit back in time for all trials, in one pass, after the product that carries credit across synapses.

/**
 * With lambda_t = dL/dh_t + factor h_t + B^T g_t, m_t = `arriving` (0: none), leak = alpha, or 1 where the state is
 * detached. Leak on the pre-activation:
 *
 *     own_t = f'(a_t) lambda_t + s m_t + (1 - leak) own_{t+1}        s = f'(a_t), or `slope` where `ownSlope` is 0
 *
 * Leak on the rate: own_t = lambda_t + m_t + (1 - leak) own_{t+1}, credit_t = f'(u_t) own_t. A relay (`passed` not 0, in place) is
 * rho_t = (the first term) + relaySlope m_t + (1 - relayLeak) rho_{t+1}; with the leak on the rate `passedCredit` is f'(u_t) rho_t.
 * Without leak on the rate, own_t and credit_t are one. Rows of slopes, arriving, dRates, passed and own (leak on the rate)
 * have `units` filled up to a multiple of 4, with zeros; B too. `rates` and `credit` have strides in bytes, g that of credit.
 */
export function backwardStep(
  leakOnRate: i32, trials: i32, units: i32, nOut: i32,
  slopes: usize, rates: usize, ratesStride: usize, factor: f32, dRates: usize, g: usize, readout: usize,
  arriving: usize, arrivingStride: usize, ownSlope: i32, slope: f32, leak: f32,
  later: usize, own: usize, credit: usize, creditStride: usize,
  passed: usize, relaySlope: f32, relayLeak: f32, passedCredit: usize,
): void {
  const rowBytes = <usize>((units + 3) & ~3) * 4;
  const ownStride = leakOnRate ? rowBytes : creditStride;
  for (let trial = 0; trial < trials; trial++) {
    const silent = isZero(g, nOut);
    const outputs = silent ? 0 : nOut;
    if (leakOnRate || passed || dRates || !ownSlope)
      anyRow(
        leakOnRate, rowBytes, outputs, slopes, rates, factor, dRates, g, readout, arriving, ownSlope, slope, leak,
        later, own, credit, passed, relaySlope, relayLeak, passedCredit,
      );
    else if (arriving) plainRow(true, rowBytes, outputs, slopes, rates, factor, g, readout, arriving, leak, later, credit);
    else plainRow(false, rowBytes, outputs, slopes, rates, factor, g, readout, arriving, leak, later, credit);
    slopes += rowBytes;
    rates += ratesStride;
    g += creditStride;
    credit += creditStride;
    own += ownStride;
    later += ownStride;
    if (dRates) dRates += rowBytes;
    if (arriving) arriving += arrivingStride;
    if (passed) passed += rowBytes;
    if (passedCredit) passedCredit += rowBytes;
  }
}

/**
 * (1 - leak) x, as x - leak x: 1 - leak in float32 is off by up to 6e-8, which over the steps a leaky unit remembers would add up
 * to 1 / leak times that, always to the same side.
 */
// @ts-ignore: decorator
@inline
function without(leak: v128, x: v128): v128 {
  return f32x4.sub(x, f32x4.mul(leak, x));
}

function isZero(g: usize, nOut: i32): bool {
  for (let o = 0; o < nOut; o++) if (load<f32>(g + <usize>o * 4) != 0) return false;
  return true;
}

/** factor h + B^T g for four units; `readout` points to their column of B. */
// @ts-ignore: decorator
@inline
function fromLoss(rates: usize, factor: v128, g: usize, outputs: i32, readout: usize, rowBytes: usize): v128 {
  let lambda = f32x4.mul(factor, v128.load(rates));
  for (let o = 0; o < outputs; o++) {
    lambda = multiplyAdd(v128.load32_splat(g), v128.load(readout), lambda);
    g += 4;
    readout += rowBytes;
  }
  return lambda;
}

/** The common case: leak on the pre-activation, own slopes, no relay, dL/dh a multiple of h. */
// @ts-ignore: decorator
@inline
function plainRow(
  withArriving: bool, rowBytes: usize, outputs: i32, slopes: usize, rates: usize, factor: f32, g: usize,
  readout: usize, arriving: usize, leak: f32, later: usize, credit: usize,
): void {
  const factors = f32x4.splat(factor);
  const leaks = f32x4.splat(leak);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    let sum = fromLoss(rates + at, factors, g, outputs, readout + at, rowBytes);
    if (withArriving) sum = f32x4.add(sum, v128.load(arriving + at));
    const kept = without(leaks, v128.load(later + at));
    v128.store(credit + at, multiplyAdd(v128.load(slopes + at), sum, kept));
  }
}

function anyRow(
  leakOnRate: i32, rowBytes: usize, outputs: i32, slopes: usize, rates: usize, factor: f32, dRates: usize, g: usize,
  readout: usize, arriving: usize, ownSlope: i32, slope: f32, leak: f32, later: usize, own: usize, credit: usize,
  passed: usize, relaySlope: f32, relayLeak: f32, passedCredit: usize,
): void {
  const factors = f32x4.splat(factor);
  const leaks = f32x4.splat(leak);
  for (let at: usize = 0; at < rowBytes; at += 16) {
    let direct = fromLoss(rates + at, factors, g, outputs, readout + at, rowBytes);
    if (dRates) direct = f32x4.add(direct, v128.load(dRates + at));
    const derivative = v128.load(slopes + at);
    if (!leakOnRate) direct = f32x4.mul(derivative, direct);
    const m = arriving ? v128.load(arriving + at) : f32x4.splat(0);
    const s = ownSlope ? derivative : f32x4.splat(slope);
    const kept = without(leaks, v128.load(later + at));
    const total = f32x4.add(kept, f32x4.add(direct, leakOnRate ? m : f32x4.mul(s, m)));
    if (leakOnRate) {
      v128.store(own + at, total);
      v128.store(credit + at, f32x4.mul(derivative, total));
    } else v128.store(credit + at, total);
    if (passed) {
      let rho = multiplyAdd(f32x4.splat(relaySlope), m, direct);
      rho = f32x4.add(without(f32x4.splat(relayLeak), v128.load(passed + at)), rho);
      v128.store(passed + at, rho);
      if (passedCredit) v128.store(passedCredit + at, f32x4.mul(derivative, rho));
    }
  }
}
