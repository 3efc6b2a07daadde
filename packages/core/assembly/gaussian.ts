// Standard normals, eight a step: xoshiro128++ (Blackman & Vigna 2021, doi:10.1145/3460772) in four lanes, then Box & Muller.
// Only operations that round alike everywhere (+ * sqrt, conversions, bits) in a fixed order: the same bytes on every
// machine, and as src/noise/plain-normals.ts computes, which is to be changed together with this file. Constants are read from a
// table behind the generator's state: written into the code, a vector constant would be made anew in every step.

/** Number k of the table, in all four lanes. */
// @ts-ignore: decorator
@inline
function constant(table: usize, k: usize): v128 {
  return v128.load(table + (k << 4));
}

// @ts-ignore: decorator
@inline
function rotated(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

// @ts-ignore: decorator
@inline
function plus(sum: v128, factor: v128, term: v128): v128 {
  return f32x4.add(f32x4.mul(sum, factor), term);
}

/** -2 ln(u), u the word as a fraction in (0, 1]. */
// @ts-ignore: decorator
@inline
function minusTwiceLog(word: v128, table: usize): v128 {
  const u = f32x4.add(f32x4.convert_i32x4_u(word), constant(table, 15)); // u 2^32 = m 2^e, m in [sqrt(1/2), sqrt(2))
  const e = i32x4.shr_s(i32x4.sub(u, i32x4.splat(0x3f3504f3)), 23);
  const f = f32x4.sub(i32x4.sub(u, i32x4.shl(e, 23)), constant(table, 14));
  let p = constant(table, 16);
  p = plus(p, f, constant(table, 0));
  p = plus(p, f, constant(table, 1));
  p = plus(p, f, constant(table, 2));
  p = plus(p, f, constant(table, 3));
  p = plus(p, f, constant(table, 4));
  p = plus(p, f, constant(table, 5));
  p = plus(p, f, constant(table, 6));
  p = plus(p, f, constant(table, 7));
  const logOfM = f32x4.add(f, f32x4.mul(f32x4.mul(f, f), p));
  const whole = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(e, i32x4.splat(32))), constant(table, 17));
  return f32x4.mul(constant(table, 18), f32x4.add(whole, logOfM));
}

/**
 * Writes 8 normals of standard deviation `scale` a block to `target`, and moves the generator at `state` (4 words of each of
 * 4 lanes, 64 bytes) on. The table of constants is behind the state.
 */
export function fillNormals(state: usize, target: usize, blocks: i32, scale: f32): void {
  let s0 = v128.load(state), s1 = v128.load(state, 16), s2 = v128.load(state, 32), s3 = v128.load(state, 48);
  const table = state + STATE_BYTES;
  const size = f32x4.splat(scale);
  for (let block = 0; block < blocks; block++) {
    let word = v128.or(s0, s0), angle = word;
    for (let draw = 0; draw < 2; draw++) {
      word = angle;
      angle = i32x4.add(rotated(i32x4.add(s0, s3), 7), s0);
      const shifted = i32x4.shl(s1, 9);
      s2 = v128.xor(s2, s0);
      s3 = v128.xor(s3, s1);
      s1 = v128.xor(s1, s2);
      s0 = v128.xor(s0, s3);
      s2 = v128.xor(s2, shifted);
      s3 = rotated(s3, 11);
    }
    const radius = f32x4.sqrt(minusTwiceLog(word, table));
    // The two highest bits say which quarter of the circle, the others where in it, +-1/2 of a quarter.
    const f = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(angle, 2)), constant(table, 19));
    const z = f32x4.mul(f, f);
    let s = constant(table, 20);
    s = plus(s, z, constant(table, 8));
    s = plus(s, z, constant(table, 9));
    s = plus(s, z, constant(table, 10));
    const sine = f32x4.mul(f, s);
    let c = constant(table, 21);
    c = plus(c, z, constant(table, 11));
    c = plus(c, z, constant(table, 12));
    c = plus(c, z, constant(table, 13));
    const cosine = plus(z, c, constant(table, 14));
    const doubled = i32x4.shl(angle, 1);
    const swap = i32x4.shr_s(doubled, 31);
    const sign = i32x4.splat(0x80000000);
    const first = v128.xor(v128.bitselect(sine, cosine, swap), v128.and(v128.xor(angle, doubled), sign));
    const second = v128.xor(v128.bitselect(cosine, sine, swap), v128.and(angle, sign));
    v128.store(target, f32x4.mul(size, f32x4.mul(radius, first)));
    v128.store(target, f32x4.mul(size, f32x4.mul(radius, second)), 16);
    target += 32;
  }
  v128.store(state, s0); v128.store(state, s1, 16); v128.store(state, s2, 32); v128.store(state, s3, 48);
}

// @ts-ignore: decorator
@inline
const STATE_BYTES: usize = 64;

/** Writes the constants behind a state: 22 vectors. */
export function writeNormalsTable(state: usize): void {
  const table = state + STATE_BYTES;
  put(table, 0, 0.1289731);
  put(table, 1, -0.13217272);
  put(table, 2, 0.14181861);
  put(table, 3, -0.16612296);
  put(table, 4, 0.20002036);
  put(table, 5, -0.25001445);
  put(table, 6, 0.33333325);
  put(table, 7, -0.4999999);
  put(table, 8, 0.07968022);
  put(table, 9, -0.6459635);
  put(table, 10, 1.5707964);
  put(table, 11, -0.020861529);
  put(table, 12, 0.2536694);
  put(table, 13, -1.2337005);
  put(table, 14, 1);
  put(table, 15, 0.5);
  put(table, 16, -0.07675931);
  put(table, 17, 0.6931472);
  put(table, 18, -2);
  put(table, 19, 2.3283064365386963e-10);
  put(table, 20, -0.004602163);
  put(table, 21, 0.00090674165);
}

function put(table: usize, k: usize, value: f32): void {
  v128.store(table + (k << 4), f32x4.splat(value));
}
