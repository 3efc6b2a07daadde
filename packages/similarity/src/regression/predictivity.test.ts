import { createRng, type Matrix } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { centredBasis, columnsOf, orthogonal, weighted } from '../../test/geometry.js';
import { regressionCompatibility } from './compatibility.js';
import { rowsOf } from './folds.js';
import {
  crossValidatedPrediction,
  linearPredictivity,
  linearRegression,
  pairwiseMatching,
  plsPredictivity,
  ridgeCvPredictivity,
  ridgePredictivity,
} from './predictivity.js';

const noise = (rows: number, columns: number, label: string): Matrix => {
  const rng = createRng(label);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
};
const [x, y] = [activity(40, 6, 'x'), activity(40, 4, 'y')];
const [xIn, yIn] = [input(x), input(y)];
const beside = (a: Matrix, b: Matrix): Matrix => ({
  rows: a.rows,
  columns: a.columns + b.columns,
  data: Float64Array.from({ length: a.rows * (a.columns + b.columns) }, (_, at) => {
    const [i, j] = [Math.floor(at / (a.columns + b.columns)), at % (a.columns + b.columns)];
    return j < a.columns ? a.data[i * a.columns + j] : b.data[i * b.columns + j - a.columns];
  }),
});

describe('Predictivity', () => {
  it('is 1 for targets that are a linear function of the predictor, one way only', () => {
    const part = multiply(x, { rows: 6, columns: 2, data: orthogonal(6, 'mix').data.slice(0, 12) });
    expect(linearPredictivity(xIn, input(part))).toBeCloseTo(1, 12);
    expect(linearPredictivity(xIn, input(part), { predict: 'x' })).toBeLessThan(0.95);
    expect(linearPredictivity(input(part), xIn, { predict: 'x' })).toBe(linearPredictivity(xIn, input(part)));
  });

  it('of noise by noise is about 0, where the fit of the samples themselves is not', () => {
    const pairs = Array.from({ length: 10 }, (_, k) => [input(noise(40, 15, `x${k}`)), input(noise(40, 3, `y${k}`))]);
    const mean = (value: (a: (typeof pairs)[0][0], b: (typeof pairs)[0][0]) => number) =>
      pairs.reduce((sum, [a, b]) => sum + value(a, b), 0) / pairs.length;
    for (const measure of [
      linearPredictivity,
      ridgePredictivity,
      ridgeCvPredictivity,
      plsPredictivity,
      pairwiseMatching,
    ])
      expect(Math.abs(mean((a, b) => measure(a, b, { aggregate: 'folds' })))).toBeLessThan(0.15);
    expect(mean((a, b) => linearPredictivity(a, b, { inSample: true }))).toBeGreaterThan(0.5);
  });

  it.each(['linear', 'ridge', 'ridge-cv', 'pls', 'kernel-ridge', 'matching'] as const)(
    '%s: leaks nothing: held-out targets can be anything',
    (name) => {
      const before = crossValidatedPrediction(name, xIn, yIn);
      // The first fold of 8 samples is predicted before its targets are seen.
      const changed = { ...y, data: y.data.map((value, at) => (at < 8 * 4 ? 100 * value + 7 : value)) };
      const after = crossValidatedPrediction(name, xIn, input(changed));
      expect([...after.predictions.data.subarray(0, 32)]).toEqual([...before.predictions.data.subarray(0, 32)]);
      // Nor does one held-out sample of the predictor change the prediction of another.
      const moved = { ...x, data: x.data.map((value, at) => (at < 6 ? value + 50 : value)) };
      const third = crossValidatedPrediction(name, input(moved), yIn);
      expect([...third.predictions.data.subarray(4, 32)]).toEqual([...before.predictions.data.subarray(4, 32)]);
    },
  );

  it('scores each target, each fold and all together', () => {
    const options = { score: 'r2', aggregate: 'folds' } as const;
    const { perTarget, perFold, score } = crossValidatedPrediction('linear', xIn, yIn, options);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect([perTarget.length, perFold.length]).toEqual([4, 5]);
    expect(mean(perTarget)).toBeCloseTo(score, 12);
    expect(mean(perFold)).toBeCloseTo(score, 12);
    const sorted = crossValidatedPrediction('linear', xIn, yIn).perTarget.sort();
    expect(linearPredictivity(xIn, yIn, { targets: 'median' })).toBeCloseTo((sorted[1] + sorted[2]) / 2, 14);
  });

  it('knows what an offset costs: R2, but no explained variance and no correlation', () => {
    const train = rowsOf(
      x,
      Array.from({ length: 20 }, (_, i) => i),
    );
    const test = rowsOf(
      x,
      Array.from({ length: 20 }, (_, i) => 20 + i),
    );
    const shifted = { ...test, data: test.data.map((value) => value + 3) };
    const value = (score: 'r2' | 'pearson' | 'explained-variance' | 'pearson-squared') =>
      linearPredictivity.fit(input(train), input(train), { score }).score(input(test), input(shifted));
    expect(value('r2')).toBeLessThan(0);
    for (const score of ['pearson', 'explained-variance', 'pearson-squared'] as const)
      expect(value(score)).toBeCloseTo(1, 12);
  });

  it('total R2 and cosine are of all targets about the training means', () => {
    const [a, b] = [centredBasis(30, 3), centredBasis(30, 3, 'other')];
    // In-sample, R2 is cosine squared.
    const value = (score: 'total-r2' | 'cosine') => linearPredictivity(input(a), input(b), { score, inSample: true });
    expect(value('total-r2')).toBeCloseTo(value('cosine') ** 2, 12);
  });

  it('divides by the ceiling of each target', () => {
    const plain = crossValidatedPrediction('linear', xIn, yIn).perTarget;
    const ceiling = [0.5, 1, 0.8, 0.9];
    const over = crossValidatedPrediction('linear', xIn, yIn, { ceiling });
    plain.forEach((value, j) => {
      expect(over.perTarget[j]).toBeCloseTo(value / ceiling[j], 14);
    });
    expect(() => linearPredictivity(xIn, yIn, { ceiling: [1] })).toThrow('ceiling has 1 values for 4 scores');
    expect(() => linearPredictivity(xIn, yIn, { ceiling: [1, 1, 0, 1] })).toThrow('ceiling is 0');
  });

  it('leaves targets out that do not vary, or counts them as scikit-learn does', () => {
    const constant = { rows: 40, columns: 1, data: new Float64Array(40).fill(1.5) };
    const targets = input(beside(y, constant));
    expect(linearPredictivity(xIn, targets)).toBeCloseTo(linearPredictivity(xIn, yIn), 13);
    const { perTarget } = crossValidatedPrediction('linear', xIn, targets, { score: 'r2', constantTargets: 'count' });
    expect(perTarget[4]).toBe(1);
    expect(crossValidatedPrediction('linear', xIn, targets).perTarget[4]).toBeNaN();
  });

  it('takes a predictor that lacks rank, has a constant unit, more units than samples, or any scale', () => {
    const value = linearPredictivity(xIn, yIn);
    const copies = beside(x, weighted(columnsOf(x, 0, 3), [2, -1, 5]));
    const constant = beside(x, { rows: 40, columns: 1, data: new Float64Array(40).fill(1e4) });
    for (const same of [
      copies,
      constant,
      weighted(x, new Array(6).fill(1e8)),
      weighted(x, new Array(6).fill(1e-8)),
      weighted(x, new Array(6).fill(1e200)),
    ])
      expect(linearPredictivity(input(same), yIn)).toBeCloseTo(value, 9);
    for (const factor of [1e-200, 1e200])
      expect(linearPredictivity(xIn, input(weighted(y, new Array(4).fill(factor))))).toBeCloseTo(value, 9);
    expect(() => linearPredictivity(xIn, input(weighted(y, new Array(4).fill(1e200))), { score: 'r2' })).toThrow(
      /beyond float64/,
    );
    const wide = linearPredictivity(input(activity(20, 50, 'wide')), input(activity(20, 3, 'narrow')));
    expect(wide).toBeGreaterThan(0.3);
    expect(wide).toBeLessThan(1);
  });

  it('is the same for a predictor padded with silent units, and for a ridge of 0', () => {
    // A library misjudges the rank of the former, another takes 1 for the latter.
    const padded = input(beside(x, { rows: 40, columns: 3, data: new Float64Array(120) }));
    expect(linearPredictivity(padded, yIn)).toBeCloseTo(linearPredictivity(xIn, yIn), 12);
    expect(ridgePredictivity(xIn, yIn, { alpha: 0 })).toBe(linearPredictivity(xIn, yIn));
    expect(ridgePredictivity(xIn, yIn, { alpha: 1 })).not.toBeCloseTo(linearPredictivity(xIn, yIn), 6);
    const angle = linearRegression(padded, yIn);
    expect(angle).toBeCloseTo(linearRegression(xIn, yIn), 12);
  });

  it('learns from all samples to score others', () => {
    const fit = ridgePredictivity.fit(xIn, yIn, { alpha: 2 });
    expect(fit.score(xIn, yIn)).toBeCloseTo(ridgePredictivity(xIn, yIn, { alpha: 2, inSample: true }), 13);
    expect(() => fit.score(yIn, yIn)).toThrow('x has 4 units, the samples it was fitted on have 6');
  });

  it('says what is wrong', () => {
    expect(() => linearPredictivity(xIn, yIn, { score: 'r' as 'r2' })).toThrow(/prediction score/);
    expect(() => linearPredictivity(xIn, yIn, { predict: 'z' as 'x' })).toThrow(/argument to predict/);
    expect(() => ridgePredictivity(xIn, yIn, { alpha: -1 })).toThrow('ridge-predictivity: alpha is -1');
    expect(() => plsPredictivity(xIn, yIn, { components: 0 })).toThrow('components is 0');
    expect(() => linearPredictivity(xIn, yIn, { folds: 41 })).toThrow('x has 40 samples for 41 folds');
  });
});

describe('linearRegression', () => {
  it('is the share of the variance of y within the space of x', () => {
    const basis = centredBasis(40, 4);
    const target = weighted(basis, [3, 1, 1, 1]);
    expect(linearRegression(input(columnsOf(basis, 0, 1)), input(target))).toBeCloseTo(9 / 12, 13);
    expect(linearRegression(input(target), input(columnsOf(basis, 0, 1)), { predict: 'x' })).toBeCloseTo(9 / 12, 13);
    expect(regressionCompatibility['resi/LinearRegression'](input(target), input(columnsOf(basis, 0, 1)))).toBeCloseTo(
      9 / 12,
      13,
    );
  });
});

describe('pairwiseMatching', () => {
  const basis = centredBasis(50, 3);
  it('finds the unit that is each target, whatever its place, scale and offset', () => {
    const moved = {
      rows: 50,
      columns: 3,
      data: basis.data.map((_, at) => 5 * basis.data[at - (at % 3) + ((at + 1) % 3)] + 2),
    };
    expect(pairwiseMatching(input(basis), input(moved))).toBeCloseTo(1, 12);
  });

  it('lets several targets share a unit unless it is one to one', () => {
    const one = columnsOf(basis, 0, 1);
    const twice = beside(one, one);
    const pool = beside(one, columnsOf(basis, 1, 2));
    expect(pairwiseMatching(input(pool), input(twice))).toBeCloseTo(1, 12);
    expect(pairwiseMatching(input(pool), input(twice), { matching: 'one-to-one' })).toBeLessThan(0.8);
    // With fewer units than targets those left over are not scored.
    expect(pairwiseMatching(input(one), input(twice), { matching: 'one-to-one' })).toBeCloseTo(1, 12);
    expect(() => pairwiseMatching(input(one), input(twice), { matching: 'one-to-one', score: 'total-r2' })).toThrow(
      /needs predictions of all targets/,
    );
  });
});
