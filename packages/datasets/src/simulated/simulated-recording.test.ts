import { describeDataset } from '@lrsim/core/testing';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../formats/checksums.js';
import { gaussianKernel } from './gaussian-smoothing.js';
import { simulatedRecording } from './simulated-recording.js';

const standard = simulatedRecording();
const UNITS = 120;
const LATENTS = 10;
const SAMPLES = 8 * 121;

/** Covariance of the columns of a [samples, columns] array, the samples being its first axes. */
function covariance(data: Float64Array, columns: number): Float64Array {
  const samples = data.length / columns;
  const means = Float64Array.from({ length: columns }, (_, k) => {
    let sum = 0;
    for (let s = 0; s < samples; s++) sum += data[s * columns + k];
    return sum / samples;
  });
  const result = new Float64Array(columns * columns);
  for (let s = 0; s < samples; s++)
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        result[i * columns + j] += ((data[s * columns + i] - means[i]) * (data[s * columns + j] - means[j])) / samples;
  return result;
}

/** (sum of eigenvalues)^2 / (sum of squared eigenvalues), from the trace and the Frobenius norm. */
function participationRatio(data: Float64Array, columns: number): number {
  const c = covariance(data, columns);
  const trace = c.reduce((sum, value, i) => sum + (i % (columns + 1) === 0 ? value : 0), 0);
  return trace ** 2 / c.reduce((sum, value) => sum + value * value, 0);
}

describeDataset({ describe, it }, 'simulated', () => simulatedRecording());

describe('simulatedRecording', () => {
  it('is 8 directions x 121 bins of 10 ms x 120 units by default', () => {
    expect(standard.rates.shape).toEqual([8, 121, UNITS]);
    expect([standard.timeMs[0], standard.timeMs[80], standard.timeMs[120]]).toEqual([-800, 0, 400]);
    expect(standard.event).toBe('movement onset');
    expect(standard.conditions[1]).toBe('45 deg');
    expect(standard.latents.shape).toEqual([8, 121, LATENTS]);
    expect(standard.provenance.simulated).toBe(true);
  });

  it('has orthogonal weights of equal norm', () => {
    const { data, shape } = standard.weights;
    expect(shape).toEqual([UNITS, LATENTS]);
    for (let i = 0; i < LATENTS; i++)
      for (let j = 0; j < LATENTS; j++) {
        let product = 0;
        for (let u = 0; u < UNITS; u++) product += (data[u * LATENTS + i] * data[u * LATENTS + j]) / UNITS;
        expect(product).toBeCloseTo(i === j ? 16 : 0, 10); // (4 Hz)^2
      }
  });

  it('has true rates that are a baseline and the weighted latents, above 0', () => {
    const { trueRates, weights, latents } = standard;
    for (let u = 0; u < UNITS; u++) {
      const residual = Array.from({ length: SAMPLES }, (_, s) => {
        let rate = trueRates.data[s * UNITS + u];
        for (let k = 0; k < LATENTS; k++) rate -= weights.data[u * LATENTS + k] * latents.data[s * LATENTS + k];
        return rate;
      });
      expect(Math.max(...residual) - Math.min(...residual)).toBeLessThan(1e-11); // rounding of rates up to 100 Hz
    }
    expect(trueRates.data.reduce((a, b) => Math.min(a, b))).toBeGreaterThan(0.2 - 1e-11);
  });

  it('has the geometry of its latents: the same participation ratio', () => {
    const stated = participationRatio(standard.latents.data, LATENTS);
    expect(participationRatio(standard.trueRates.data, UNITS)).toBeCloseTo(stated, 9);
    expect(stated).toBeGreaterThan(3);
    expect(stated).toBeLessThan(4);
    // noise adds dimensions
    expect(participationRatio(standard.rates.data, UNITS)).toBeGreaterThan(stated);
  });

  it('has latents of the stated kinds', () => {
    const { data } = standard.latents;
    const at = (c: number, timeMs: number, name: string) =>
      data[(c * 121 + (timeMs + 800) / 10) * LATENTS + standard.latentNames.indexOf(name)];
    for (let c = 1; c < 8; c++) expect(at(c, -100, 'movement')).toBe(at(0, -100, 'movement')); // the same in all directions
    expect(at(0, -80, 'movement')).toBeCloseTo(1.6, 12);
    expect(at(2, -200, 'preparation y')).toBeCloseTo(0.5, 12); // 90 deg
    expect(at(2, -200, 'preparation x')).toBeCloseTo(0, 12);
    expect(at(0, 0, 'preparation x')).toBe(0); // over when the movement begins
    expect(at(4, 250, 'posture x')).toBeCloseTo(-0.5, 12); // 180 deg
    for (const [name, times, radians] of [
      ['rotation', 1, 2 * Math.atan(1 / 16)],
      ['second rotation', 2, 2 * Math.atan(1 / 12)],
    ] as const)
      for (let c = 0; c < 8; c++) {
        const angle = (times * c * Math.PI) / 4 + radians * 30; // 300 ms after -320
        const radius = Math.hypot(at(c, -20, `${name} x`), at(c, -20, `${name} y`));
        expect(radius).toBeCloseTo(times === 1 ? 0.8 : 0.4, 12);
        expect(at(c, -20, `${name} x`) / radius).toBeCloseTo(Math.cos(angle), 12);
        expect(at(c, -20, `${name} y`) / radius).toBeCloseTo(Math.sin(angle), 12);
      }
  });

  it.each([5, 40])('has the noise of %i Poisson trials smoothed by 25 ms', (trials) => {
    const { rates, trueRates } = simulatedRecording({ trials, seed: 'noise' });
    const kernel = gaussianKernel(2.5, 10);
    const scores: number[] = [];
    for (let c = 0; c < 8; c++)
      for (let t = 10; t < 111; t++)
        for (let u = 0; u < UNITS; u++) {
          let [expected, variance] = [0, 0];
          kernel.forEach((weight, k) => {
            const rate = trueRates.data[(c * 121 + t + k - 10) * UNITS + u];
            expected += weight * rate;
            variance += (weight * weight * rate) / (trials * 0.01);
          });
          scores.push((rates.data[(c * 121 + t) * UNITS + u] - expected) / Math.sqrt(variance));
        }
    const mean = scores.reduce((sum, z) => sum + z, 0) / scores.length;
    const square = scores.reduce((sum, z) => sum + z * z, 0) / scores.length;
    // 97 000 scores, correlated over about 9 bins: standard errors of 0.01 and, skewed counts included, 0.02
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(Math.abs(square - 1)).toBeLessThan(0.08);
  });

  it('is another recording with another seed, of the same latents and behaviour', () => {
    const [one, other] = [1, 2].map((seed) => simulatedRecording({ seed, units: 10, trials: 2 }));
    expect(other.rates.data).not.toEqual(one.rates.data);
    expect(other.trueRates.data).not.toEqual(one.trueRates.data);
    expect(other.latents).toEqual(one.latents);
    expect(other.behaviour).toEqual(one.behaviour);
  });

  it('has the same true rates whatever the number of trials', () => {
    const size = { units: 10, seed: 5 };
    expect(simulatedRecording({ ...size, trials: 3 }).trueRates).toEqual(simulatedRecording(size).trueRates);
  });

  it('is the same bytes on every machine', () => {
    const checksum = ({ data }: { data: Float64Array }) => crc32(new Uint8Array(data.buffer)).toString(16);
    const { rates, latents, trueRates, behaviour } = standard;
    expect([rates, latents, trueRates, ...Object.values(behaviour)].map(checksum)).toMatchSnapshot();
  });

  it.each([
    [{ units: 9 }, 'simulatedRecording: units is 9; expected an integer of at least 10'],
    [{ trials: 0 }, 'simulatedRecording: trials is 0; expected an integer of at least 1'],
    [{ seed: 0.5 }, 'createRng: seed is 0.5'],
  ])('refuses %j', (options, message) => {
    expect(() => simulatedRecording(options)).toThrow(message);
  });
});
