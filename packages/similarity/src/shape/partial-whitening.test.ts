import { centreColumns, multiply, transposeMultiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { weighted } from '../../test/geometry.js';
import { partialWhitening } from './partial-whitening.js';

const x = centreColumns(activity(50, 4, 'x'));
const trace = ({ columns, data }: typeof x) => {
  let sum = 0;
  for (let i = 0; i < columns; i++) sum += data[i * columns + i];
  return sum;
};
const after = (data: typeof x, options: Parameters<typeof partialWhitening>[1]) => {
  const z = multiply(data, partialWhitening(input(data), options));
  return transposeMultiply(z, z);
};

describe('partialWhitening', () => {
  it('is the identity for alpha 1', () => {
    partialWhitening(input(x)).data.forEach((value, at) => {
      expect(value).toBeCloseTo(at % 5 === 0 ? 1 : 0, 12);
    });
  });

  it('makes the units white for alpha 0', () => {
    after(x, { alpha: 0, preserveVariance: false }).data.forEach((value, at) => {
      expect(value).toBeCloseTo(at % 5 === 0 ? 1 : 0, 11);
    });
  });

  it.each([0, 0.3, 1])('preserves the variance unless told otherwise: alpha %d', (alpha) => {
    expect(trace(after(x, { alpha }))).toBeCloseTo(trace(transposeMultiply(x, x)), 8);
  });

  it('mixes nothing and whitening by alpha, along the eigenvectors', () => {
    const [nothing, half, all] = [1, 0.5, 0].map((alpha) =>
      partialWhitening(input(x), { alpha, preserveVariance: false }),
    );
    half.data.forEach((value, at) => {
      expect(value).toBeCloseTo((nothing.data[at] + all.data[at]) / 2, 12);
    });
  });

  it('invents no direction for a unit without variance, whatever the size of the data', () => {
    const silent = weighted(x, [1, 1, 1, 0]);
    for (const size of [1e-8, 1, 1e8]) {
      const white = after(weighted(silent, [size, size, size, size]), { alpha: 0, preserveVariance: false });
      expect(trace(white)).toBeCloseTo(3, 9);
    }
  });

  it('raises the eigenvalues that whiten by a ridge relative to their mean', () => {
    const white = after(x, { alpha: 0, preserveVariance: false, ridge: 1 });
    const { data } = transposeMultiply(x, x);
    const mean = trace({ rows: 4, columns: 4, data }) / 4;
    // Each eigenvalue l becomes l / (l + mean): all below 1, and the same as sum l / (l + mean) of the Gram matrix.
    expect(trace(white)).toBeLessThan(4);
    const bigger = after(x, { alpha: 0, preserveVariance: false, ridge: 1e6 });
    expect(trace(bigger)).toBeCloseTo((4 * mean) / (1e6 * mean), 9);
  });

  it('refuses an alpha outside 0 to 1', () => {
    expect(() => partialWhitening(input(x), { alpha: 1.1 })).toThrow('alpha is 1.1');
    expect(() => partialWhitening(input(x), { ridge: -1 })).toThrow('ridge is -1');
  });
});
