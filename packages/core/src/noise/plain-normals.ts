/** Words of the generator's state: four of each of four lanes, all first words first. */
export const NORMALS_STATE_WORDS = 16;

/** How many normals are made at a time. */
export const NORMALS_PER_BLOCK = 8;

const round = Math.fround;
const reading = new DataView(new ArrayBuffer(4));

// Coefficients of float32 polynomials, fitted in double precision, to 2e-9 before rounding; highest power first:
// (ln(1 + f) - f) / f^2 as a polynomial of f in +-0.4, sin(pi f / 2) / f and (cos(pi f / 2) - 1) / f^2 of f^2, f in +-1/2.
const LOG = [
  -0.07675931, 0.1289731, -0.13217272, 0.14181861, -0.16612296, 0.20002036, -0.25001445, 0.33333325, -0.4999999,
].map(round);
const SINE = [-0.004602163, 0.07968022, -0.6459635, 1.5707964].map(round);
const COSINE = [0.00090674165, -0.020861529, 0.2536694, -1.2337005].map(round);
const LN_2 = round(Math.LN2);

/**
 * Fills `target` with normals of standard deviation `scale`, rounded to float32, and moves `state` on: the twin of
 * assembly/gaussian.ts in plain numbers, for engines without SIMD, to the same bytes. The length of `target` is a multiple of 8.
 */
export function plainNormals(state: Uint32Array, target: Float32Array, scale: number): void {
  const size = round(scale);
  for (let block = 0; block < target.length; block += NORMALS_PER_BLOCK)
    for (let lane = 0; lane < 4; lane++) {
      const radius = round(Math.sqrt(minusTwiceLog(nextWord(state, lane))));
      const angle = nextWord(state, lane);
      // The two highest bits say which quarter of the circle, the others where in it, +-1/2 of a quarter.
      const f = round(round(angle << 2) * 2 ** -32);
      const z = round(f * f);
      const sine = round(f * polynomial(SINE, z));
      const cosine = round(round(z * polynomial(COSINE, z)) + 1);
      const odd = ((angle >>> 30) & 1) === 1;
      const above = angle >>> 31 === 1;
      const first = odd ? sine : cosine;
      const second = odd ? cosine : sine;
      target[block + lane] = size * round(radius * (odd !== above ? -first : first));
      target[block + lane + 4] = size * round(radius * (above ? -second : second));
    }
}

/** One word of xoshiro128++ (Blackman & Vigna 2021, doi:10.1145/3460772) of one lane. */
function nextWord(state: Uint32Array, lane: number): number {
  const [a, b, c, d] = [lane, lane + 4, lane + 8, lane + 12];
  const sum = (state[a] + state[d]) | 0;
  const word = (((sum << 7) | (sum >>> 25)) + state[a]) >>> 0;
  const shifted = state[b] << 9;
  state[c] ^= state[a];
  state[d] ^= state[b];
  state[b] ^= state[c];
  state[a] ^= state[d];
  state[c] ^= shifted;
  state[d] = (state[d] << 11) | (state[d] >>> 21);
  return word;
}

/** -2 ln(u), u the word as a fraction in (0, 1]. */
function minusTwiceLog(word: number): number {
  reading.setFloat32(0, round(round(word) + 0.5)); // u 2^32 = m 2^e, m in [sqrt(1/2), sqrt(2))
  const bits = reading.getInt32(0);
  const e = (bits - 0x3f3504f3) >> 23;
  reading.setInt32(0, bits - (e << 23));
  const f = round(reading.getFloat32(0) - 1);
  const logOfM = round(f + round(round(f * f) * polynomial(LOG, f)));
  return round(-2 * round(round((e - 32) * LN_2) + logOfM));
}

/** Horner's scheme, every step rounded to float32. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = coefficients[0];
  for (let k = 1; k < coefficients.length; k++) sum = round(round(sum * x) + coefficients[k]);
  return sum;
}
