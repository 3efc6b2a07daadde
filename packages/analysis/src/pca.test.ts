import { createRng, type NdLike } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { pca } from './pca.js';

/** Samples of four units with the standard deviations 3, 2, 1 and 0.1, and means 1 to 4. */
function samples(): number[][] {
  const rng = createRng('pca');
  return Array.from({ length: 200 }, () => [3, 2, 1, 0.1].map((sd, unit) => unit + 1 + sd * rng.normal()));
}
const column = ({ data, shape }: NdLike, j: number) =>
  Array.from({ length: shape[0] }, (_, i) => data[i * shape[1] + j]);
const variance = (values: readonly number[]) => {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

describe('pca', () => {
  it('gives scores with the variances it states, which add up to that of the units', () => {
    const x = samples();
    const { scores, explainedVariance, explainedVarianceRatio } = pca(x);
    expect(scores.shape).toEqual([200, 4]);
    for (let j = 0; j < 4; j++) expect(variance(column(scores, j))).toBeCloseTo(explainedVariance[j], 11);
    const total = [0, 1, 2, 3].reduce((sum, unit) => sum + variance(x.map((row) => row[unit])), 0);
    expect(explainedVariance.reduce((a, b) => a + b)).toBeCloseTo(total, 11);
    expect(explainedVarianceRatio.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    expect([...explainedVariance]).toEqual([...explainedVariance].sort((a, b) => b - a));
  });

  it('rebuilds the data from mean, scores and components', () => {
    const x = samples();
    const { mean, scores, components } = pca(x);
    const rebuilt = x.map((_, i) =>
      Array.from(mean, (value, unit) =>
        [0, 1, 2, 3].reduce((sum, j) => sum + scores.data[i * 4 + j] * components.data[unit * 4 + j], value),
      ),
    );
    rebuilt.flat().forEach((value, at) => {
      expect(value).toBeCloseTo(x.flat()[at], 12);
    });
  });

  it('finds the axes of an exact ellipse', () => {
    const { mean, components, explainedVariance } = pca([
      [2, 1],
      [0, 1],
      [1, 3],
      [1, -1],
    ]);
    expect([...mean]).toEqual([1, 1]);
    expect(column(components, 0).map(Math.abs)).toEqual([0, 1]);
    expect(explainedVariance[0]).toBeCloseTo(8 / 3, 14);
    expect(explainedVariance[1]).toBeCloseTo(2 / 3, 14);
  });

  it('keeps a number of components, or as few as hold a fraction of the variance', () => {
    const x = samples();
    const ratio = pca(x).explainedVarianceRatio;
    const count = (options: Parameters<typeof pca>[1]) => pca(x, options).scores.shape[1];
    expect(count({ components: 2 })).toBe(2);
    expect(count({ components: 9 })).toBe(4);
    expect(count({ varianceFraction: ratio[0] * 0.999 })).toBe(1);
    expect(count({ varianceFraction: ratio[0] * 1.001 })).toBe(2);
    expect(count({ varianceFraction: 1 })).toBe(4);
    expect(column(pca(x, { components: 2 }).scores, 1)).toEqual(column(pca(x).scores, 1));
  });

  it('reads conditions, time and units', () => {
    const flat = samples().flat();
    const flattened = pca({ data: flat, shape: [200, 4] });
    expect(pca({ data: flat, shape: [10, 20, 4] })).toEqual(flattened);
  });

  it('says what is wrong', () => {
    expect(() => pca([[1, 2]])).toThrow('pca: x has 1 sample; expected at least 2');
    expect(() => pca([[0.1], [0.1], [0.1]])).toThrow('pca: x is constant: none of its 1 units varies');
    expect(() => pca([[1], [Number.NaN]])).toThrow('pca: x is NaN at [1, 0]');
    expect(() => pca(samples(), { components: 2, varianceFraction: 0.9 })).toThrow(
      'pca: components is 2 and varianceFraction is 0.9; expected one or neither',
    );
    expect(() => pca(samples(), { components: 0 })).toThrow('pca: components is 0');
    for (const varianceFraction of [0, 1.1, Number.NaN])
      expect(() => pca(samples(), { varianceFraction })).toThrow(`pca: varianceFraction is ${varianceFraction}`);
  });
});
