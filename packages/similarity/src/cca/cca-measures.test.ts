import { createRng } from '@lrsim/core';
import { centreColumns, multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { centredBasis, orthogonal, weighted, withAngles } from '../../test/geometry.js';
import { rowsOf } from '../regression/folds.js';
import { canonicalAnalysis } from './canonical-analysis.js';
import { crossValidatedCca } from './cross-validated-cca.js';
import { meanCca, meanSquaredCca, svcca } from './mean-cca.js';
import { plsAnalysis, plsCorrelation, plsCovariance } from './pls-correlation.js';
import { pwcca } from './pwcca.js';

const angles = [0.1, 0.4, 1.2];
const [x, y] = withAngles(angles);
const sum = (of: (angle: number) => number) => angles.reduce((total, angle) => total + of(angle), 0);
const noise = (samples: number, units: number, label: string) => {
  const rng = createRng(label);
  return input({
    rows: samples,
    columns: units,
    data: Float64Array.from({ length: samples * units }, () => rng.normal()),
  });
};

describe('meanCca and meanSquaredCca', () => {
  it('are the mean cosine of the principal angles and of its square, over the divisor asked for', () => {
    expect(meanCca(input(x), input(y))).toBeCloseTo(sum(Math.cos) / 3, 13);
    expect(meanSquaredCca(input(x), input(y))).toBeCloseTo(sum((angle) => Math.cos(angle) ** 2) / 3, 13);
    // The same space in 5 units, of rank 3.
    const more = multiply(x, { rows: 3, columns: 5, data: orthogonal(5, 'more').data.slice(0, 15) });
    const value = (divisor: 'rank' | 'units' | 'root') => meanCca(input(more), input(more), { divisor });
    expect([value('rank'), value('units'), value('root')].map((one) => Number(one.toFixed(12)))).toEqual([1, 0.6, 0.6]);
    expect(meanCca(input(more), input(x), { divisor: 'root' })).toBeCloseTo(3 / Math.sqrt(15), 12);
  });

  it('learn directions that value held-out samples, by the means of the training samples', () => {
    const [a, b] = [activity(80, 4, 'a'), activity(80, 5, 'b')];
    const part = (m: typeof a, first: number, end: number) =>
      input(
        rowsOf(
          m,
          Array.from({ length: end - first }, (_, i) => first + i),
        ),
      );
    const fit = meanCca.fit(part(a, 0, 50), part(b, 0, 50));
    expect(fit.score(part(a, 0, 50), part(b, 0, 50))).toBeCloseTo(meanCca(part(a, 0, 50), part(b, 0, 50)), 12);
    const held = fit.score(part(a, 50, 80), part(b, 50, 80));
    expect(held).toBeGreaterThan(0.3);
    expect(held).toBeLessThan(meanCca(part(a, 50, 80), part(b, 50, 80)));
    expect(() => fit.score(part(b, 50, 80), part(b, 50, 80))).toThrow(
      'x has 5 units, the samples it was fitted on have 4',
    );
    expect(() => fit.score(part(a, 50, 51), part(b, 50, 51))).toThrow('1 held-out sample');
  });
});

describe('svcca', () => {
  it('drops what holds the last hundredth of the variance', () => {
    const basis = centredBasis(40, 3);
    // The third direction holds less than .01 and is all that the second dataset has.
    const one = weighted(basis, [1, 1, 0.05]);
    const two = weighted(basis, [0, 0, 1]);
    expect(meanCca(input(one), input(two))).toBeCloseTo(1, 12);
    expect(svcca(input(one), input(two))).toBeLessThan(1e-12);
    expect(svcca(input(one), input(two), { reduction: { dimensions: 3 } })).toBeCloseTo(1, 12);
  });
});

describe('pwcca', () => {
  it('weighs each correlation by the activity its variate accounts for', () => {
    // Orthogonal units of norm 1, 2 and 5 are the variates themselves.
    const units = weighted(x, [1, 2, 5]);
    const weights = [1, 2, 5];
    const expected = angles.reduce((total, angle, i) => total + weights[i] * Math.cos(angle), 0) / 8;
    expect(pwcca(input(units), input(y))).toBeCloseTo(expected, 12);
    expect(pwcca(input(y), input(units), { weights: 'y' })).toBeCloseTo(expected, 12);
  });

  it('does not depend on the basis of directions that correlate with nothing: more units than the other, either way', () => {
    const [wide, narrow] = [activity(60, 8, 'wide'), activity(60, 3, 'narrow')];
    const { correlations, xVariates } = canonicalAnalysis(input(wide), input(narrow));
    const c = centreColumns(wide);
    let [above, below] = [0, 0];
    correlations.forEach((rho, i) => {
      let weight = 0;
      for (let j = 0; j < 8; j++) {
        let dot = 0;
        for (let s = 0; s < 60; s++) dot += xVariates.data[s * 3 + i] * c.data[s * 8 + j];
        weight += Math.abs(dot);
      }
      above += weight * rho;
      below += weight;
    });
    expect(pwcca(input(wide), input(narrow))).toBeCloseTo(above / below, 12);
    expect(pwcca(input(narrow), input(wide))).toBeGreaterThan(0);
  });

  it('is symmetric with the mean of both weights', () => {
    const [a, b] = [input(activity(40, 5, 'a')), input(activity(40, 3, 'b'))];
    const mean = (one: typeof a, other: typeof a) => pwcca(one, other, { weights: 'mean' });
    expect(mean(a, b)).toBeCloseTo(mean(b, a), 12);
    expect(mean(a, b)).toBeCloseTo((pwcca(a, b) + pwcca(b, a)) / 2, 12);
    expect(() => pwcca(a, b, { weights: 'both' as 'mean' })).toThrow(/PWCCA weights/);
  });

  it('learns weights and directions', () => {
    const [a, b] = [input(activity(40, 5, 'a')), input(activity(40, 3, 'b'))];
    expect(pwcca.fit(a, b).score(a, b)).toBeCloseTo(pwcca(a, b), 11);
  });
});

describe('Partial least squares correlation', () => {
  it('of white data are the principal angles again, with their covariances', () => {
    const { correlations, covariances } = plsAnalysis(input(x), input(y));
    angles.forEach((angle, i) => {
      expect(correlations[i]).toBeCloseTo(Math.cos(angle), 12);
      expect(covariances[i]).toBeCloseTo(Math.cos(angle) / 39, 13);
    });
    expect(plsCorrelation(input(x), input(y))).toBeCloseTo(sum(Math.cos) / 3, 12);
    expect(plsCorrelation(input(x), input(y), { components: 1 })).toBeCloseTo(Math.cos(0.1), 12);
    expect(plsCovariance(input(x), input(y))).toBeCloseTo(sum(Math.cos) / 3 / 39, 13);
  });

  it('takes unequal widths, fewer samples than units, and values at any scale', () => {
    const [a, b] = [activity(6, 9, 'a'), activity(6, 4, 'b')];
    const value = plsCovariance(input(a), input(b));
    for (const factor of [1e-8, 1e8])
      expect(plsCovariance(input(weighted(a, new Array(9).fill(factor))), input(b)) / factor / value).toBeCloseTo(
        1,
        12,
      );
    expect(plsCorrelation(input(a), input(a))).toBeCloseTo(1, 12);
  });

  it('is 0 where nothing covaries, and learns weights', () => {
    expect(plsCorrelation([[1], [-1], [0], [0]], [[0], [0], [1], [-1]])).toBe(0);
    const [a, b] = [input(activity(40, 5, 'a')), input(activity(40, 3, 'b'))];
    expect(plsCorrelation.fit(a, b).score(a, b)).toBeCloseTo(plsCorrelation(a, b), 12);
    expect(() => plsCorrelation(a, b, { components: 0 })).toThrow('components is 0');
  });
});

describe('crossValidatedCca', () => {
  it('is about 0 for independent data, where the correlations of the same samples are not', () => {
    const values = Array.from({ length: 15 }, (_, k) => [noise(60, 8, `a${k}`), noise(60, 8, `b${k}`)] as const);
    const mean = (measure: typeof meanCca | typeof crossValidatedCca) =>
      values.reduce((total, [a, b]) => total + measure(a, b), 0) / values.length;
    expect(Math.abs(mean(crossValidatedCca))).toBeLessThan(0.06);
    expect(mean(meanCca)).toBeGreaterThan(0.25);
  });

  it('takes folds by number, shuffled by a seed, and as a list', () => {
    const [a, b] = [input(activity(20, 3, 'a')), input(activity(20, 2, 'b'))];
    const list = Array.from({ length: 20 }, (_, i) => Math.floor(i / 5));
    expect(crossValidatedCca(a, b, { folds: list })).toBe(crossValidatedCca(a, b, { folds: 4 }));
    const shuffled = crossValidatedCca(a, b, { folds: 4, shuffle: 1 });
    expect(shuffled).toBe(crossValidatedCca(a, b, { folds: 4, shuffle: 1 }));
    expect(shuffled).not.toBe(crossValidatedCca(a, b, { folds: 4 }));
    expect(() => crossValidatedCca(a, b, { folds: 20 })).toThrow('1 held-out sample');
  });
});
