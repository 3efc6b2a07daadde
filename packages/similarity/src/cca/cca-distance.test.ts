import { multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal, weighted, withAngles } from '../../test/geometry.js';
import { canonicalCorrelations } from './canonical-correlations.js';
import { ccaDistance } from './cca-distance.js';

const angles = [0.1, 0.4, 1.2];
const [x, y] = withAngles(angles);
const exact = { regularisation: 0 };

describe('canonicalCorrelations', () => {
  it('are the cosines of the principal angles', () => {
    const correlations = canonicalCorrelations(input(x), input(y), exact);
    expect(correlations).toHaveLength(3);
    angles.forEach((angle, i) => {
      expect(correlations[i]).toBeCloseTo(Math.cos(angle), 13);
    });
  });

  it('ignore any invertible mixing of the units where nothing is regularised or cut off', () => {
    const mixed = multiply(weighted(multiply(x, orthogonal(3, 'one')), [1, 5, 0.2]), orthogonal(3, 'two'));
    const correlations = canonicalCorrelations(input(mixed), input(y), exact);
    angles.forEach((angle, i) => {
      expect(correlations[i]).toBeCloseTo(Math.cos(angle), 12);
    });
  });

  it('leave out variance beyond the components kept', () => {
    // X's largest variance lies where it matches Y least.
    const stretched = weighted(x, [1, 2, 3]);
    const kept = canonicalCorrelations(input(stretched), input(y), { ...exact, components: 1 });
    expect(kept).toHaveLength(1);
    expect(kept[0]).toBeLessThan(Math.cos(0.4));
  });

  it('are as many as the smaller dataset has units, samples - 1 or dimensions', () => {
    const count = (a: typeof x, b: typeof x) => canonicalCorrelations(input(a), input(b)).length;
    expect(count(activity(60, 30, 'a'), activity(60, 25, 'b'))).toBe(20);
    expect(count(activity(60, 30, 'a'), activity(60, 4, 'b'))).toBe(4);
    expect(count(activity(10, 30, 'a'), activity(10, 30, 'b'))).toBe(9);
    // Without noise there are the three latent signals.
    expect(count(activity(60, 30, 'a', 0), activity(60, 30, 'b'))).toBe(3);
  });

  it('depend on the scale only through the regularisation', () => {
    const scaled = { ...x, data: x.data.map((value) => 1e-3 * value) };
    const [plain, small] = [x, scaled].map((one) => canonicalCorrelations(input(one), input(y), exact));
    plain.forEach((value, i) => {
      expect(small[i]).toBeCloseTo(value, 12);
    });
    // Of white data a ridge shrinks all variates alike, which a correlation does not see; of unequal variances it does.
    const unequal = (factor: number) =>
      ccaDistance(input(weighted(activity(40, 3, 'u'), [factor, factor / 10, factor / 50])), input(y));
    expect(Math.abs(unequal(1) - unequal(1e-2))).toBeGreaterThan(1e-3);
  });
});

describe('ccaDistance', () => {
  it('is 1 minus the mean canonical correlation', () => {
    const mean = angles.reduce((sum, angle) => sum + Math.cos(angle), 0) / 3;
    expect(ccaDistance(input(x), input(y), exact)).toBeCloseTo(1 - mean, 13);
  });

  it('is 1 where nothing correlates', () => {
    expect(ccaDistance([[1], [-1], [0], [0]], [[0], [0], [1], [-1]])).toBe(1);
  });

  it('refuses options that mean nothing', () => {
    expect(() => ccaDistance(input(x), input(y), { components: 0 })).toThrow('cca: components is 0');
    expect(() => ccaDistance(input(x), input(y), { regularisation: -1 })).toThrow('cca: regularisation is -1');
  });
});
