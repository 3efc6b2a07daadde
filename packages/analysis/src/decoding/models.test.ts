import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { classify } from './classify.js';
import { discriminantAnalysis } from './discriminant-analysis.js';
import { logisticRegression } from './logistic-regression.js';
import { predictRegression, ridgeRegression } from './ridge-regression.js';

const normals = (rows: number, columns: number, label: string) => {
  const rng = createRng(label);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => rng.normal()));
};
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);

describe('ridgeRegression', () => {
  const x = normals(20, 3, 'x');
  const [weights, intercept] = [[1, -2, 0.5], 4];
  const exact = x.map((row) => [dot(row, weights) + intercept]);

  it('finds an exact linear map without a penalty, also of few samples and equal units', () => {
    const model = ridgeRegression(x, exact, { lambda: 0 });
    weights.forEach((value, i) => {
      expect(model.weights.data[i]).toBeCloseTo(value, 12);
    });
    expect(model.intercept[0]).toBeCloseTo(intercept, 12);
    const twice = ridgeRegression(
      x.map((row) => [...row, row[0]]),
      exact,
      { lambda: 0 },
    );
    expect(twice.weights.data[0]).toBeCloseTo(0.5, 12);
    expect(twice.weights.data[3]).toBeCloseTo(0.5, 12);
    const wide = normals(4, 9, 'wide');
    predictRegression(ridgeRegression(wide, [[1], [2], [0], [5]], { lambda: 0 }), wide).data.forEach((value, i) => {
      expect(value).toBeCloseTo([1, 2, 0, 5][i], 11);
    });
  });

  it('shrinks one unit by 1 / (1 + lambda), in any unit of the data', () => {
    for (const scale of [1, 1e8, 1e-8]) {
      const { weights: w } = ridgeRegression([[scale], [2 * scale], [3 * scale]], [[2], [4], [6]], { lambda: 0.25 });
      expect(w.data[0] * scale).toBeCloseTo(2 / 1.25, 12);
    }
  });

  it('takes for each target the strength whose left-out samples are predicted best', () => {
    const noise = normals(20, 1, 'noise');
    const y = exact.map(([value], i) => [value + 2 * noise[i][0], i % 3]);
    const lambdas = [1e-4, 1e-2, 0.1, 1, 10];
    const found = ridgeRegression(x, y, { lambda: lambdas });
    for (const target of [0, 1]) {
      const errors = lambdas.map((lambda) =>
        x.reduce((total, row, i) => {
          const rest = (_: unknown, k: number) => k !== i;
          // The penalty in the units of all samples.
          const strength = (lambda * largest(x)) / largest(x.filter(rest));
          const model = ridgeRegression(x.filter(rest), y.filter(rest), { lambda: strength });
          return total + (y[i][target] - predictRegression(model, [row]).data[target]) ** 2;
        }, 0),
      );
      expect(found.lambda[target]).toBe(lambdas[errors.indexOf(Math.min(...errors))]);
    }

    /** Largest squared singular value, by power iteration. */
    function largest(rows: readonly (readonly number[])[]): number {
      const means = [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + row[j], 0) / rows.length);
      let [v, value] = [[1, 1, 1], 0];
      for (let k = 0; k < 200; k++) {
        const projected = rows.map((row) =>
          dot(
            row.map((entry, j) => entry - means[j]),
            v,
          ),
        );
        const next = [0, 1, 2].map((j) => rows.reduce((sum, row, i) => sum + (row[j] - means[j]) * projected[i], 0));
        value = Math.hypot(...next);
        v = next.map((entry) => entry / value);
      }
      return value;
    }
  });

  it('says what is wrong', () => {
    expect(() => ridgeRegression(x, [[1]])).toThrow('x has 20 samples, y has 1');
    expect(() => ridgeRegression(x, exact, { lambda: -1 })).toThrow('lambda is -1');
    expect(() => ridgeRegression(x, exact, { lambda: [] })).toThrow('lambda is empty');
    expect(() => predictRegression(ridgeRegression(x, exact), [[1, 2]])).toThrow(
      'x has 2 units; the model was fitted to 3',
    );
  });
});

describe('discriminantAnalysis', () => {
  it('puts the border halfway between equal Gaussians, at right angles to S^-1 (difference)', () => {
    // Two classes with the within-class scatter diag(2, 8) each and means (-1, 0) and (1, 2).
    const around = [
      [1, 0],
      [-1, 0],
      [0, 2],
      [0, -2],
    ];
    const x = [...around.map(([a, b]) => [a - 1, b]), ...around.map(([a, b]) => [a + 1, b + 2])];
    const labels = [...Array(4).fill('left'), ...Array(4).fill('right')];
    const { weights, intercept, classes } = discriminantAnalysis(x, labels, { shrinkage: 0 });
    expect(classes).toEqual(['left', 'right']);
    // Pooled covariance diag(4, 16) / 6; difference (2, 2).
    expect(weights.data[1] - weights.data[0]).toBeCloseTo((2 * 6) / 4, 12);
    expect(weights.data[3] - weights.data[2]).toBeCloseTo((2 * 6) / 16, 12);
    const middle = 0 * (weights.data[1] - weights.data[0]) + 1 * (weights.data[3] - weights.data[2]);
    expect(middle + intercept[1] - intercept[0]).toBeCloseTo(0, 12);
    expect(classify({ weights, intercept, classes }, [[0, 1]]).probabilities.data[0]).toBeCloseTo(0.5, 12);
  });

  it('moves the border by the logarithm of the priors', () => {
    const x = [[-2], [0], [-1], [0], [2], [1.5], [0.5], [1]];
    const labels = [0, 0, 0, 1, 1, 1, 1, 1];
    const difference = (priors: 'empirical' | 'equal') => {
      const { intercept } = discriminantAnalysis(x, labels, { priors });
      return intercept[1] - intercept[0];
    };
    expect(difference('empirical') - difference('equal')).toBeCloseTo(Math.log(5 / 3), 12);
  });

  it('works with more units than trials, and at any scale and offset', () => {
    const x = normals(12, 30, 'wide').map((row, i) => row.map((value, j) => value + (j === 0 && i % 2 ? 6 : 0)));
    const labels = x.map((_, i) => i % 2);
    const expected = classify(discriminantAnalysis(x, labels), x);
    expect(expected.labels).toEqual(labels);
    for (const [scale, offset] of [
      [1e8, 0],
      [1e-8, 0],
      [1, 1e6],
    ]) {
      const moved = x.map((row) => row.map((value) => scale * value + offset));
      const found = classify(discriminantAnalysis(moved, labels), moved);
      expected.probabilities.data.forEach((value, at) => {
        expect(found.probabilities.data[at]).toBeCloseTo(value, 6);
      });
    }
  });

  it('says what is wrong', () => {
    expect(() => discriminantAnalysis([[1], [2]], ['a'])).toThrow('labels has 1 labels, x has 2 trials');
    expect(() => discriminantAnalysis([[1], [2]], ['a', 'a'])).toThrow('labels names 1 class');
    expect(() => discriminantAnalysis([[1], [2]], ['a', 'b'])).toThrow('x does not vary within the classes');
    expect(() => discriminantAnalysis([[1], [2]], ['a', 'b'], { shrinkage: 2 })).toThrow('shrinkage is 2');
  });
});

describe('logisticRegression', () => {
  it('has the frequencies of the classes as probabilities where the units tell nothing', () => {
    const x = Array.from({ length: 8 }, () => [3, 5]);
    const { probabilities } = classify(logisticRegression(x, [0, 0, 0, 0, 0, 1, 1, 2]), [[3, 5]]);
    [5 / 8, 2 / 8, 1 / 8].forEach((value, k) => {
      expect(probabilities.data[k]).toBeCloseTo(value, 5);
    });
  });

  it('is at the minimum of its loss: the penalty balances the errors, unit by unit', () => {
    const x = normals(60, 3, 'logistic');
    const labels = x.map(([a, b], i) => (a + 0.3 * (i % 5) > 0.5 ? 'up' : b > 0 ? 'left' : 'down'));
    const lambda = 0.05;
    const model = logisticRegression(x, labels, { lambda, tolerance: 1e-9, maxIterations: 1000 });
    const { probabilities } = classify(model, x);
    for (let j = 0; j < 3; j++) {
      const mean = x.reduce((sum, row) => sum + row[j], 0) / 60;
      const sd = Math.sqrt(x.reduce((sum, row) => sum + (row[j] - mean) ** 2, 0) / 60);
      for (let k = 0; k < 3; k++) {
        const slope = x.reduce((sum, row, i) => {
          const error = probabilities.data[i * 3 + k] - Number(labels[i] === model.classes[k]);
          return sum + (error * (row[j] - mean)) / sd / 60;
        }, 0);
        expect(slope + lambda * model.weights.data[j * 3 + k] * sd).toBeCloseTo(0, 7);
      }
    }
  });

  it('gives the same probabilities in other units of the data', () => {
    const x = normals(30, 2, 'units');
    const labels = x.map(([a]) => Number(a > 0));
    const expected = classify(logisticRegression(x, labels), x).probabilities.data;
    const moved = x.map(([a, b]) => [1e8 * a + 3, 1e-8 * b]);
    const found = classify(logisticRegression(moved, labels), moved).probabilities.data;
    expected.forEach((value, at) => {
      expect(found[at]).toBeCloseTo(value, 6);
    });
  });

  it('refuses a penalty that is not positive', () => {
    expect(() => logisticRegression([[1], [2]], [0, 1], { lambda: 0 })).toThrow('lambda is 0');
  });
});
