import { describe, expect, it } from 'vitest';
import { compareRdms } from '../compare.js';
import {
  fitModel,
  fixedModel,
  interpolatedModel,
  poolRdms,
  predictRdm,
  regressModelWeights,
  selectModel,
  weightedModel,
} from './index.js';
import { goldenSection } from './minimise.js';
import { nonNegativeLeastSquares } from './non-negative.js';
import { normals, subjectRdms, unrelatedRdms } from './test-data.js';

const parts = unrelatedRdms(3, 8, 1);
/** What weights of those parts predict. */
const mixture = (weights: readonly number[]) => predictRdm(weightedModel(parts), weights);

describe('regressModelWeights', () => {
  it.each(['cosine', 'pearson', 'whitened-cosine', 'whitened-pearson'] as const)(
    'finds the weights a mixture was made with, for %s',
    (compare) => {
      for (const conditionCovariance of [undefined, [1, 2, 3, 1, 2, 3, 1, 2]]) {
        const options = { compare, conditionCovariance };
        const found = regressModelWeights(parts, [mixture([2, -1, 2])], options);
        [2 / 3, -1 / 3, 2 / 3].forEach((weight, i) => {
          expect(found[i]).toBeCloseTo(weight, 9);
        });
        const positive = regressModelWeights(parts, [mixture([2, 0, 1])], { ...options, nonNegative: true });
        [2, 0, 1].forEach((weight, i) => {
          expect(positive[i]).toBeCloseTo(weight / Math.sqrt(5), 9);
        });
      }
    },
  );

  it.each(['cosine', 'pearson', 'whitened-cosine', 'whitened-pearson'] as const)(
    'is the optimum of %s with the pooled RDM',
    (compare) => {
      const data = subjectRdms(4, 8, 1, 2);
      const weights = regressModelWeights(parts, data, { compare });
      const score = (w: Float64Array) => compareRdms(mixture([...w]), poolRdms(data, { compare }), { compare });
      for (let i = 0; i < 3; i++)
        for (const change of [-1e-2, 1e-2])
          expect(score(weights.map((w, j) => (i === j ? w + change : w)))).toBeLessThan(score(weights));
    },
  );

  it('shrinks weights by a ridge in closed form', () => {
    // One model m, data y: w = m'y / (m'm + ridge); the pooled y has root mean square 1.
    const [m, y] = [
      [1, 2, 2],
      [2, 2, 4],
    ];
    const [weight] = regressModelWeights([m], [y], { ridge: 3, normalise: false });
    expect(weight).toBeCloseTo(14 / Math.sqrt(8) / 12, 12);
  });

  it('copes with a model given twice and with pairs that were not measured', () => {
    const [m] = parts;
    const twice = regressModelWeights([m, m], [m], { nonNegative: true });
    expect(twice[0] + twice[1]).toBeGreaterThan(0);
    const holes = mixture([1, 2, 2]).values.map((value, at) => (at % 5 === 0 ? Number.NaN : value));
    const found = regressModelWeights(parts, [holes], { compare: 'whitened-pearson' });
    expect(found[1]).toBeCloseTo(2 / 3, 9);
  });

  it('refuses bad input', () => {
    expect(() => regressModelWeights(parts, parts, { compare: 'spearman' })).toThrow(/use fitModel/);
    expect(() => regressModelWeights(parts, parts, { ridge: -1 })).toThrow(/0 or above/);
    expect(() => regressModelWeights([[1, 2, 3]], parts)).toThrow(/same conditions/);
  });
});

describe('nonNegativeLeastSquares', () => {
  it('fulfils the conditions of an optimum: no gradient where free, none downhill at 0', () => {
    for (let seed = 0; seed < 40; seed++) {
      const [a, [b]] = [normals(12, 5, `a ${seed}`), normals(1, 12, `b ${seed}`)];
      const x = nonNegativeLeastSquares(
        { rows: 12, columns: 5, data: Float64Array.from(a.flat()) },
        Float64Array.from(b),
      );
      const residual = b.map((value, i) => value - a[i].reduce((sum, entry, j) => sum + entry * x[j], 0));
      for (let j = 0; j < 5; j++) {
        const gradient = residual.reduce((sum, value, i) => sum + value * a[i][j], 0);
        expect(x[j]).toBeGreaterThanOrEqual(0);
        if (x[j] > 0) expect(Math.abs(gradient)).toBeLessThan(1e-10);
        else expect(gradient).toBeLessThan(1e-10);
      }
    }
  });
});

describe('fitModel', () => {
  it('of models that all go against the data takes the one that does least, the best there is without negative weights', () => {
    const data = [mixture([-1, -2, -0.5])];
    const score = (w: ArrayLike<number>) =>
      compareRdms(predictRdm(weightedModel(parts, { nonNegative: true }), w), data[0], { compare: 'cosine' });
    const weights = fitModel(weightedModel(parts, { nonNegative: true }), data, { compare: 'cosine' });
    for (let a = 0; a <= 10; a++)
      for (let b = 0; b <= 10 - a; b++) expect(score([a, b, 10 - a - b])).toBeLessThanOrEqual(score(weights) + 1e-12);
  });

  it('selects the RDM that the data are copies of', () => {
    expect([...fitModel(selectModel(parts), [parts[1], parts[1]], { compare: 'tau-a' })]).toEqual([1]);
    expect([...fitModel(selectModel(parts), [parts[2]], { compare: 'euclidean' })]).toEqual([2]);
    expect(fitModel(fixedModel(parts[0]), parts)).toHaveLength(0);
  });

  it.each(['cosine', 'pearson', 'spearman', 'euclidean'] as const)(
    'finds the position between two RDMs, for %s',
    (compare) => {
      const model = interpolatedModel(parts);
      const [position] = fitModel(model, [predictRdm(model, [1.3])], { compare });
      expect(compareRdms(predictRdm(model, [position]), predictRdm(model, [1.3]), { compare })).toBeCloseTo(
        compare === 'euclidean' ? 0 : 1,
        6,
      );
      if (compare !== 'spearman') expect(position).toBeCloseTo(1.3, 5);
    },
  );

  it.each(['spearman', 'tau-b', 'bures', 'euclidean'] as const)(
    'fits weights no worse than any part alone, for %s',
    (compare) => {
      const data = subjectRdms(3, 8, 1, 7);
      const better = compare === 'euclidean' ? -1 : 1;
      const score = (weights: ArrayLike<number>) =>
        better * data.reduce((sum, rdm) => sum + compareRdms(mixture(Array.from(weights)), rdm, { compare }), 0);
      const weights = fitModel(weightedModel(parts), data, { compare });
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      for (const alone of [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 1, 1],
      ])
        expect(score(weights)).toBeGreaterThanOrEqual(score(alone) - 1e-12);
      expect(fitModel(weightedModel(parts), data, { compare })).toEqual(weights);
    },
  );

  it('finds the minimum of a parabola', () => {
    expect(goldenSection((x) => (x - 0.3) ** 2, 0, 1)).toBeCloseTo(0.3, 7);
  });
});

describe('predictRdm', () => {
  it('goes through the RDMs of an interpolated model', () => {
    const model = interpolatedModel([
      [0, 0, 4],
      [4, 0, 0],
    ]);
    expect([...predictRdm(model, [0.25]).values]).toEqual([1, 0, 3]);
    expect([...predictRdm(model, [1]).values]).toEqual([4, 0, 0]);
  });

  it('refuses parameters that do not fit', () => {
    expect(() => predictRdm(selectModel(parts), [3])).toThrow(/an index from 0 to 2/);
    expect(() => predictRdm(selectModel(parts), [0.5])).toThrow(/an index/);
    expect(() => predictRdm(weightedModel(parts), [1])).toThrow(/expected 3/);
    expect(() => predictRdm(interpolatedModel(parts), [-0.1])).toThrow(/a position/);
    expect(() => interpolatedModel([parts[0]])).toThrow(/at least 2/);
  });
});
