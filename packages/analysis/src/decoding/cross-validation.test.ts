import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { crossValidatedClassifier, crossValidatedRegression, decodeOverTime } from './cross-validation.js';

/** Trials of units whose first one follows the class. */
function trials(count: number, units: number, tuning: number, label = 'trials') {
  const rng = createRng(label);
  const labels = Array.from({ length: count }, (_, i) => ['left', 'right', 'up'][i % 3]);
  const x = labels.map((_, i) =>
    Array.from({ length: units }, (_, j) => rng.normal() + (j === 0 ? tuning * (i % 3) : 0)),
  );
  return { x, labels };
}

describe('crossValidatedClassifier', () => {
  it.each(['lda', 'logistic'] as const)('%s tells tuned trials right and untuned ones by chance', (classifier) => {
    const tuned = trials(60, 5, 6);
    const found = crossValidatedClassifier(tuned.x, tuned.labels, { classifier });
    expect(found.accuracy).toBeGreaterThan(0.9);
    expect(found.chance).toBeCloseTo(1 / 3, 15);
    const untuned = trials(60, 5, 0);
    const chance = crossValidatedClassifier(untuned.x, untuned.labels, { classifier }).accuracy;
    expect(chance).toBeGreaterThan(0.1);
    expect(chance).toBeLessThan(0.55);
  });

  it('does not overfit: with many units and no tuning it stays at chance', () => {
    const { x, labels } = trials(30, 200, 0);
    expect(crossValidatedClassifier(x, labels).accuracy).toBeLessThan(0.6);
  });

  it('counts every trial once, in agreement with its confusion matrix', () => {
    const { x, labels } = trials(31, 4, 1.5);
    const { predicted, confusion, accuracy, balancedAccuracy, classes } = crossValidatedClassifier(x, labels);
    expect(confusion.data.reduce((a, b) => a + b)).toBe(31);
    expect(predicted.filter((label, i) => label === labels[i]).length / 31).toBeCloseTo(accuracy, 14);
    const shares = classes.map((_, k) => confusion.data[k * 4] / labels.filter((label) => label === classes[k]).length);
    expect(balancedAccuracy).toBeCloseTo(shares.reduce((a, b) => a + b) / 3, 14);
  });

  it('is the same for the same seed', () => {
    const { x, labels } = trials(30, 4, 1);
    const run = (seed: number) => crossValidatedClassifier(x, labels, { rng: createRng(seed), folds: 3 });
    expect(run(1)).toEqual(run(1));
    expect(run(1).predicted).not.toEqual(run(2).predicted);
  });

  it('holds groups out together: what is special to a group does not help', () => {
    // Each of 12 groups has its own place and one class, so that only groups tell the class.
    const rng = createRng('groups');
    const places = Array.from({ length: 12 }, () => Array.from({ length: 20 }, () => 5 * rng.normal()));
    const groups = Array.from({ length: 120 }, (_, i) => i % 12);
    const labels = groups.map((group) => group % 2);
    const x = groups.map((group) => places[group].map((value) => value + 0.1 * rng.normal()));
    expect(crossValidatedClassifier(x, labels).accuracy).toBeGreaterThan(0.95);
    expect(crossValidatedClassifier(x, labels, { groups, folds: 6 }).accuracy).toBeLessThan(0.8);
  });

  it('holds out groups of every class in each fold where each group has one', () => {
    const labels = [0, 0, 0, 0, 1, 1, 1, 1];
    const groups = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'];
    const x = labels.map((label, i) => [10 * label + i / 8]);
    for (let seed = 0; seed < 8; seed++)
      expect(crossValidatedClassifier(x, labels, { groups, folds: 2, rng: createRng(seed) }).accuracy).toBe(1);
  });

  it('says what is wrong', () => {
    const { x, labels } = trials(9, 2, 1);
    const groups = labels;
    expect(() => crossValidatedClassifier(x, labels, { groups })).toThrow('no training trial has the class');
    expect(() => crossValidatedClassifier(x, labels, { folds: 10 })).toThrow('folds is 10; expected at most');
    expect(() => crossValidatedClassifier(x, labels, { folds: 1 })).toThrow('folds is 1');
    expect(() => crossValidatedClassifier(x, labels, { groups: ['a'] })).toThrow('groups has 1 labels');
    expect(() => crossValidatedClassifier(x, labels, { classifier: 'svm' as 'lda' })).toThrow(
      "no classifier named 'svm'",
    );
  });
});

describe('crossValidatedRegression', () => {
  it('predicts what is linear and not what is noise', () => {
    const rng = createRng('regression');
    const x = Array.from({ length: 80 }, () => Array.from({ length: 6 }, () => rng.normal()));
    const y = x.map(([a, b]) => [100 + 3 * a - b + 0.1 * rng.normal(), rng.normal()]);
    const { r2, predicted, lambdas } = crossValidatedRegression(x, y);
    expect(r2[0]).toBeGreaterThan(0.99);
    expect(r2[1]).toBeLessThan(0.1);
    expect(predicted.shape).toEqual([80, 2]);
    expect(lambdas.shape).toEqual([5, 2]);
    expect(lambdas.data[0]).toBeLessThan(lambdas.data[1]);
    // A single noise target gets a penalty that leaves little of it.
    const noise = crossValidatedRegression(
      x,
      y.map(([, value]) => [value]),
      { folds: 4 },
    ).r2[0];
    expect(noise).toBeGreaterThan(-0.3);
  });

  it('says what is wrong', () => {
    const x = [[1], [2], [3], [4], [5]];
    expect(() => crossValidatedRegression(x, [[1]])).toThrow('x has 5 samples, y has 1');
    expect(() =>
      crossValidatedRegression(
        x,
        x.map(() => [2]),
      ),
    ).toThrow('y does not vary in target 0');
  });
});

describe('decodeOverTime', () => {
  const rng = createRng('time');
  const labels = Array.from({ length: 40 }, (_, i) => i % 2);
  // Tuned from time 2 on, along another unit at time 4.
  const x = labels.map((label) =>
    Array.from({ length: 5 }, (_, t) =>
      Array.from({ length: 3 }, (_, j) => 0.5 * rng.normal() + (t >= 2 && j === (t === 4 ? 1 : 0) ? 4 * label : 0)),
    ),
  );

  it('finds when the class can be read', () => {
    const { accuracy, chance } = decodeOverTime(x, labels);
    expect(accuracy.shape).toEqual([5]);
    expect(chance).toBe(0.5);
    expect(accuracy.data.slice(2).every((value) => value > 0.95)).toBe(true);
    expect(accuracy.data.slice(0, 2).every((value) => value < 0.75)).toBe(true);
  });

  it('finds between which times a code is shared, and agrees on the diagonal', () => {
    const { accuracy } = decodeOverTime(x, labels, { crossTemporal: true });
    expect(accuracy.shape).toEqual([5, 5]);
    expect(accuracy.data[2 * 5 + 3]).toBeGreaterThan(0.95);
    expect(accuracy.data[2 * 5 + 4]).toBeLessThan(0.75);
    const diagonal = [0, 1, 2, 3, 4].map((t) => accuracy.data[t * 6]);
    expect(diagonal).toEqual([...decodeOverTime(x, labels).accuracy.data]);
  });

  it('refuses data without a time axis', () => {
    expect(() => decodeOverTime([[1, 2]], [0])).toThrow('expected [trials, time, units]');
  });
});
