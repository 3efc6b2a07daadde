import { createRng, type Matrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { rowsOf } from './folds.js';
import { plsModels, standardised } from './pls-regression.js';
import { crossValidatedPrediction } from './predictivity.js';
import { leaveOneOutErrors, linearPredictions, ridgeBasis, ridgeModel } from './ridge-basis.js';

const [x, y] = [activity(24, 5, 'x'), activity(24, 3, 'y')];
const others = (n: number, left: number) => Array.from({ length: n - 1 }, (_, k) => (k < left ? k : k + 1));
const noise = (rows: number, columns: number, label: string): Matrix => {
  const rng = createRng(label);
  return { rows, columns, data: Float64Array.from({ length: rows * columns }, () => rng.normal()) };
};
/** The leave-one-out errors of refitting for each sample. */
const refitted = (a: Matrix, b: Matrix, alpha: number, intercept: boolean) => {
  const errors = new Float64Array(b.columns);
  for (let i = 0; i < a.rows; i++) {
    const rest = others(a.rows, i);
    const model = ridgeModel(ridgeBasis(rowsOf(a, rest), intercept), rowsOf(b, rest), () => alpha);
    const predicted = linearPredictions(model, rowsOf(a, [i]));
    for (let j = 0; j < b.columns; j++) errors[j] += (predicted.data[j] - b.data[i * b.columns + j]) ** 2;
  }
  return errors;
};

describe('Ridge regression', () => {
  it('is solved by the line through three points, shrunk as alpha says', () => {
    // Centred x is -1, 0, 1 and x'y = 4: the slope is 4 / (2 + alpha).
    const a = { rows: 3, columns: 1, data: Float64Array.of(1, 2, 3) };
    const b = { rows: 3, columns: 1, data: Float64Array.of(0, 3, 4) };
    for (const alpha of [0, 2]) {
      const { weights, targetMeans } = ridgeModel(ridgeBasis(a, true), b, () => alpha);
      expect(weights.data[0]).toBeCloseTo(4 / (2 + alpha), 14);
      expect(targetMeans[0]).toBeCloseTo(7 / 3, 14);
    }
  });

  it('takes a regularisation for each target', () => {
    const alphas = [0, 1, 100];
    const basis = ridgeBasis(x, true);
    const together = ridgeModel(basis, y, (j) => alphas[j]).weights;
    alphas.forEach((alpha, j) => {
      const alone = ridgeModel(basis, y, () => alpha).weights;
      for (let i = 0; i < 5; i++) expect(together.data[i * 3 + j]).toBe(alone.data[i * 3 + j]);
    });
  });

  it('of least squares takes the weights of least norm where units are copies', () => {
    const twice = { rows: 24, columns: 2, data: Float64Array.from({ length: 48 }, (_, at) => x.data[5 * (at >> 1)]) };
    const target = { rows: 24, columns: 1, data: Float64Array.from({ length: 24 }, (_, i) => 3 * x.data[5 * i] + 1) };
    const { weights } = ridgeModel(ridgeBasis(twice, true), target, () => 0);
    expect(weights.data[0]).toBeCloseTo(1.5, 12);
    expect(weights.data[1]).toBeCloseTo(1.5, 12);
  });

  it.each([true, false])('knows its leave-one-out errors without refitting (intercept %s)', (intercept) => {
    const alphas = [0, 1e-8, 0.1, 10];
    const errors = leaveOneOutErrors(ridgeBasis(x, intercept), y, alphas);
    alphas.forEach((alpha, k) => {
      refitted(x, y, alpha, intercept).forEach((expected, j) => {
        expect(errors[k][j] / expected).toBeCloseTo(1, 9);
      });
    });
  });

  it('knows them also with more units than samples, down to the smallest alpha', () => {
    const [a, b] = [noise(10, 20, 'wide'), noise(10, 2, 'target')];
    const alphas = [1e-8, 1e-3, 1, 100];
    const errors = leaveOneOutErrors(ridgeBasis(a, true), b, alphas);
    alphas.forEach((alpha, k) => {
      refitted(a, b, alpha, true).forEach((expected, j) => {
        expect(errors[k][j] / expected).toBeCloseTo(1, 6);
      });
    });
    expect([...leaveOneOutErrors(ridgeBasis(a, true), b, [0])[0]]).toEqual([Infinity, Infinity]);
  });
});

describe('RidgeCV', () => {
  it('regularises noise most and noise-free data least, and each target as it needs', () => {
    const targets = { rows: 24, columns: 2, data: new Float64Array(48) };
    const random = noise(24, 1, 'target');
    for (let i = 0; i < 24; i++) {
      targets.data[2 * i] = x.data[5 * i] + x.data[5 * i + 1];
      targets.data[2 * i + 1] = random.data[i];
    }
    const { chosen } = crossValidatedPrediction('ridge-cv', input(x), input(targets), {
      choice: 'each',
      inSample: true,
    });
    expect(chosen[0][0]).toBeLessThan(1e-5);
    expect(chosen[0][1]).toBeGreaterThan(1);
    const all = crossValidatedPrediction('ridge-cv', input(x), input(targets), { alphas: [3, 30] });
    expect(all.chosen).toHaveLength(5);
    for (const [alpha] of all.chosen) expect([3, 30]).toContain(alpha);
    expect(() => crossValidatedPrediction('ridge-cv', input(x), input(y), { alphas: [] })).toThrow(
      'alphas has 0 values',
    );
  });
});

describe('Partial least squares regression', () => {
  it('of one component predicts from the direction of largest covariance', () => {
    const target = rowsOf(y, others(25, 24));
    const [{ weights }] = plsModels(standardised(x, false), standardised({ ...target, columns: 3 }, false), 1);
    // All targets share the one direction: the weights have rank 1.
    const determinant = weights.data[0] * weights.data[4] - weights.data[1] * weights.data[3];
    expect(Math.abs(determinant)).toBeLessThan(1e-14);
  });

  it('with as many components as units is least squares, and asks for no more than there are', () => {
    const models = plsModels(standardised(x, true), standardised(y, true), 25);
    expect(models).toHaveLength(5);
    const [pls, ols] = [models[4], ridgeModel(ridgeBasis(x, true), y, () => 0)].map((model) =>
      linearPredictions(model, x),
    );
    pls.data.forEach((value, at) => {
      expect(value).toBeCloseTo(ols.data[at], 10);
    });
  });

  it('chooses among numbers of components within the training samples', () => {
    const { chosen, predictions } = crossValidatedPrediction('pls', input(x), input(y), { components: [1, 3, 5] });
    expect(chosen).toHaveLength(5);
    for (const [count] of chosen) expect([1, 3, 5]).toContain(count);
    const fixed = crossValidatedPrediction('pls', input(x), input(y), { components: chosen[0][0] });
    const first = (result: { predictions: Matrix }) => [...result.predictions.data.subarray(0, 15)];
    expect(first({ predictions })).toEqual(first(fixed));
  });
});

describe('Kernel ridge regression', () => {
  it.each([true, false])('with the linear kernel is ridge regression (intercept %s)', (intercept) => {
    const kernel = crossValidatedPrediction('kernel-ridge', input(x), input(y), {
      kernel: 'linear',
      alpha: 0.5,
      intercept,
    });
    const ridge = crossValidatedPrediction('ridge', input(x), input(y), { alpha: 0.5, intercept });
    kernel.predictions.data.forEach((value, at) => {
      expect(value).toBeCloseTo(ridge.predictions.data[at], 9);
    });
  });

  it('predicts what is not linear', () => {
    const a = noise(80, 2, 'plane');
    const b = {
      rows: 80,
      columns: 1,
      data: Float64Array.from({ length: 80 }, (_, i) => a.data[2 * i] * a.data[2 * i + 1]),
    };
    const kernel = crossValidatedPrediction('kernel-ridge', input(a), input(b), { alpha: 1e-3, kernel: 'polynomial' });
    expect(kernel.score).toBeGreaterThan(0.99);
    expect(crossValidatedPrediction('kernel-ridge', input(a), input(b), { alpha: 1e-2 }).score).toBeGreaterThan(0.8);
    expect(crossValidatedPrediction('linear', input(a), input(b)).score).toBeLessThan(0.5);
  });
});

it('a training set of one sample predicts its targets', () => {
  const [x, y] = [
    [
      [0, 1],
      [2, 5],
    ],
    [[1], [4]],
  ];
  for (const regression of ['linear', 'ridge', 'ridge-cv'] as const) {
    const { predictions } = crossValidatedPrediction(regression, x, y, { folds: 2 });
    expect(Array.from(predictions.data)).toEqual([4, 1]);
  }
});

it('a sample that alone is active in a unit has no freedom, where leverages are known least exactly, too', () => {
  // The last unit makes the last singular value a little more than a hundredth of the first.
  const lonely = noise(200, 50, 'lonely');
  for (let i = 0; i < 200; i++) lonely.data[i * 50 + 49] = i === 7 ? 0.02 * Math.sqrt(200) : 0;
  const basis = ridgeBasis(lonely, true);
  expect(basis.values[0] / basis.values[49]).toBeGreaterThan(70);
  expect(basis.values[0] / basis.values[49]).toBeLessThan(100);
  expect(basis.freedom[7]).toBe(0);
  expect(Math.min(...basis.freedom.filter((_, i) => i !== 7))).toBeGreaterThan(0.1);
  expect(Array.from(leaveOneOutErrors(basis, noise(200, 2, 'targets'), [0])[0])).toEqual([Infinity, Infinity]);
});
