import { describe, expect, it } from 'vitest';
import { asInput, weights } from '../../test/matrices.js';
import { eigenspectrum } from './eigenspectrum.js';

describe('eigenspectrum', () => {
  it('has the complex eigenvalues, largest modulus first', () => {
    // A rotation by a quarter, twice as long, beside 3 and -0.5.
    const { real, imaginary, spectralRadius, spectralAbscissa, nonNormality } = eigenspectrum([
      [0, -2, 0, 0],
      [2, 0, 0, 0],
      [0, 0, -3, 0],
      [0, 0, 0, 0.5],
    ]);
    [-3, 0, 0, 0.5].forEach((value, i) => {
      expect(real[i]).toBeCloseTo(value, 14);
    });
    [0, 2, -2, 0].forEach((value, i) => {
      expect(imaginary[i]).toBeCloseTo(value, 14);
    });
    expect(spectralRadius).toBeCloseTo(3, 14);
    expect(spectralAbscissa).toBeCloseTo(0.5, 14);
    expect(nonNormality).toBeLessThan(1e-7);
  });

  it('includes the leak: eigenvalues 1 - alpha + alpha l', () => {
    const w = weights(8, 1.5, 'leak');
    const plain = eigenspectrum(asInput(w));
    const leaky = eigenspectrum(asInput(w), { alpha: 0.1 });
    expect(leaky.spectralAbscissa).toBeCloseTo(0.9 + 0.1 * plain.spectralAbscissa, 12);
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(sum(leaky.real)).toBeCloseTo(8 * 0.9 + 0.1 * sum(plain.real), 12);
  });

  it('is 1 in departure from normality for a chain, and sqrt(|A|^2 - sum |l|^2) / |A| in between', () => {
    expect(
      eigenspectrum([
        [0, 5],
        [0, 0],
      ]).nonNormality,
    ).toBe(1);
    expect(
      eigenspectrum([
        [1, 2],
        [0, 1],
      ]).nonNormality,
    ).toBeCloseTo(2 / Math.sqrt(6), 7);
    expect(
      eigenspectrum([
        [0, 0],
        [0, 0],
      ]),
    ).toMatchObject({ spectralRadius: 0, nonNormality: 0 });
  });

  it('says what is wrong', () => {
    expect(() => eigenspectrum([[1, 2]])).toThrow('weights is 1 x 2; expected recurrent weights');
    expect(() => eigenspectrum([[1]], { alpha: 2 })).toThrow('alpha is 2');
  });
});
