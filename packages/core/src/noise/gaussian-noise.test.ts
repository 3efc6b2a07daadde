import { describe, expect, it } from 'vitest';
import { createRng } from '../random.js';
import { gaussianNoise } from './gaussian-noise.js';
import { NORMALS_STATE_WORDS, plainNormals } from './plain-normals.js';
import { simdNormals } from './simd-normals.js';

const COUNT = 2 ** 20;
const sample = gaussianNoise(createRng(3), COUNT);

const meanOf = (values: Float32Array, of: (value: number, k: number) => number) => {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += of(values[k], k);
  return sum / values.length;
};
/** Correlation of two arrays of mean 0 and variance 1, in units of its standard error. */
const correlation = (a: Float32Array, b: Float32Array) => meanOf(a, (value, k) => value * b[k]) * Math.sqrt(a.length);

/** The normal distribution function, by its series (Marsaglia 2004, doi:10.18637/jss.v011.i04), to 1e-15. */
function normalCdf(x: number): number {
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0;
  let [sum, term] = [x, x];
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

describe('gaussianNoise', () => {
  it('has the same bytes from SIMD and from plain numbers, over a million of them', () => {
    const simd = simdNormals();
    expect(simd).toBeDefined(); // every Node we support has SIMD
    const seeds = Uint32Array.from({ length: NORMALS_STATE_WORDS }, (_, k) => Math.imul(k + 1, 0x9e3779b9));
    const [ours, twins] = [seeds.slice(), seeds.slice()];
    const [fast, plain] = [new Float32Array(COUNT), new Float32Array(COUNT)];
    simd?.(ours, fast, 0.1);
    plainNormals(twins, plain, 0.1);
    expect(Buffer.compare(Buffer.from(fast.buffer), Buffer.from(plain.buffer))).toBe(0);
    expect(ours).toEqual(twins);
    expect(ours).not.toEqual(seeds);
  });

  // What these numbers are is part of what a seed promises: a change to them changes the results of every noisy study.
  it('has these first numbers for the seed 1', () => {
    expect(Array.from(gaussianNoise(createRng(1), 9))).toMatchInlineSnapshot(`
      [
        1.326434850692749,
        -0.7295327186584473,
        -0.6277719140052795,
        0.7531238794326782,
        0.1515902727842331,
        0.6899147033691406,
        0.6594500541687012,
        0.017188962548971176,
        -0.15673097968101501,
      ]
    `);
  });

  // Each bound is about five standard errors of the statistic over a million independent normals.
  it('has the moments of a standard normal', () => {
    const root = Math.sqrt(COUNT);
    expect(Math.abs(meanOf(sample, (z) => z)) * root).toBeLessThan(5);
    expect(Math.abs(meanOf(sample, (z) => z * z) - 1) * root).toBeLessThan(5 * Math.sqrt(2));
    expect(Math.abs(meanOf(sample, (z) => z ** 3)) * root).toBeLessThan(5 * Math.sqrt(15));
    expect(Math.abs(meanOf(sample, (z) => z ** 4) - 3) * root).toBeLessThan(5 * Math.sqrt(96));
  });

  it('follows the normal distribution by Kolmogorov and Smirnov, and has its tails', () => {
    const sorted = sample.slice().sort();
    let distance = 0;
    sorted.forEach((z, k) => {
      const p = normalCdf(z);
      distance = Math.max(distance, p - k / COUNT, (k + 1) / COUNT - p);
    });
    expect(distance * Math.sqrt(COUNT)).toBeLessThan(2); // P(larger) = 7e-4, were the sample drawn anew
    for (const bound of [2, 3, 4]) {
      const p = 2 * normalCdf(-bound);
      const beyond = meanOf(sample, (z) => (Math.abs(z) > bound ? 1 : 0));
      expect(Math.abs(beyond - p), `|z| > ${bound}`).toBeLessThan(5 * Math.sqrt(p / COUNT));
    }
    expect(sorted[COUNT - 1]).toBeLessThan(6.8); // sqrt(2 ln 2^33)
  });

  it('has no correlation with itself at any lag up to 64, nor have its squares, nor other streams', () => {
    const squares = sample.map((z) => (z * z - 1) / Math.SQRT2);
    for (let lag = 1; lag <= 64; lag++) {
      expect(Math.abs(correlation(sample.subarray(0, COUNT - lag), sample.subarray(lag))), `lag ${lag}`).toBeLessThan(
        5,
      );
      expect(Math.abs(correlation(squares.subarray(0, COUNT - lag), squares.subarray(lag))), `lag ${lag}`).toBeLessThan(
        5,
      );
    }
    const rng = createRng(3).fork('one');
    const others = [gaussianNoise(rng, COUNT), gaussianNoise(rng, COUNT), gaussianNoise(createRng(4), COUNT)];
    for (const other of others) expect(Math.abs(correlation(sample, other))).toBeLessThan(5);
    expect(Math.abs(correlation(others[0], others[1]))).toBeLessThan(5);
  });

  it('is a function of the generator it is given: same state, same numbers; each call others; any length', () => {
    const [a, b] = [createRng(9), createRng(9)];
    const first = gaussianNoise(a, 21, 0.5);
    expect(first).toHaveLength(21);
    expect(gaussianNoise(b, 21, 0.5)).toEqual(first);
    expect(gaussianNoise(a, 21, 0.5)).not.toEqual(first);
    expect(gaussianNoise(createRng(9), 16, 0.5)).toEqual(first.subarray(0, 16));
    expect(gaussianNoise(createRng(9), 21)).toEqual(first.map((value) => 2 * value));
    expect(gaussianNoise(a, 0)).toHaveLength(0);
  });
});
