import { createRng, type MatrixInput, toMatrix } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { linearCka } from '../cka/linear-cka.js';
import { defineMeasure } from '../define-measure.js';
import { defineMetric } from '../define-metric.js';
import { procrustes } from '../shape/procrustes.js';
import type { Measure } from '../types.js';
import { bootstrapInterval } from './bootstrap-interval.js';
import { crossValidate } from './cross-validate.js';
import { noiseCeiling } from './noise-ceiling.js';
import { noiseFloor } from './noise-floor.js';
import { permutationTest } from './permutation-test.js';

const [x, y] = [input(activity(24, 5, 'x')), input(activity(24, 4, 'y'))];
const unrelated = (label: string) => {
  const rng = createRng(label);
  return { data: Float64Array.from({ length: 24 * 4 }, () => rng.normal()), shape: [24, 4] };
};

const numbers = (one: MatrixInput) => [...toMatrix('test', 'x', one).data];

/** Learns the training means of both, scores the distance of the new means from them. */
const meanShift = defineMeasure<number[]>({
  name: 'mean shift',
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: [],
  isMetric: false,
  source: 'this test',
  prepare: (one) => numbers(one),
  compare: (a, b) => Math.abs(mean(a) - mean(b)),
  fit: (a) => ({ score: (newX) => mean(numbers(newX)) - mean(a) }),
});
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const oneUnit = (values: number[], shape = [values.length, 1]): MatrixInput => ({
  data: Float64Array.from(values),
  shape,
});

describe('crossValidate', () => {
  it('leaves each condition out once and scores it with what the others taught', () => {
    const { train, test, testMean, testSd } = crossValidate(meanShift, oneUnit([1, 2, 6]), oneUnit([0, 0, 0]));
    expect([...train]).toEqual([0, 0, 0]);
    expect([...test]).toEqual([1 - 4, 2 - 3.5, 6 - 1.5]);
    expect(testMean).toBeCloseTo(0, 12);
    expect(testSd).toBeCloseTo(Math.sqrt((9 + 2.25 + 20.25) / 3), 12);
  });

  it('leaves whole conditions of [conditions, time, units] out', () => {
    const { test } = crossValidate(meanShift, oneUnit([1, 3, 6, 8], [2, 2, 1]), oneUnit([0, 0, 0, 0], [2, 2, 1]));
    expect([...test]).toEqual([2 - 7, 7 - 2]);
  });

  it('scores a measure that learns nothing on each part by itself', () => {
    const { train, test } = crossValidate(linearCka, x, y, { folds: 2 });
    const half = (one: typeof x, k: number) => {
      const units = one.shape[1];
      return { data: Float64Array.from(one.data).slice(k * 12 * units, (k + 1) * 12 * units), shape: [12, units] };
    };
    expect(test[0]).toBeCloseTo(linearCka(half(x, 0), half(y, 0)), 12);
    expect(train[0]).toBeCloseTo(linearCka(half(x, 1), half(y, 1)), 12);
  });

  it('deals units at random, the same for the same seed', () => {
    const values = (seed: number) => crossValidate(procrustes, x, y, { over: 'units', seed });
    expect(values(1)).toEqual(values(1));
    expect(values(1).test).not.toEqual(values(2).test);
    // Two folds: what one leaves out is what the other keeps.
    expect(values(1).test[0]).toBeCloseTo(values(1).train[1], 12);
  });

  it('refuses folds that cannot be', () => {
    expect(() => crossValidate(procrustes, x, y, { folds: 1 })).toThrow('folds is 1');
    expect(() => crossValidate(procrustes, x, y, { folds: 25 })).toThrow('folds is 25; there are only 24 conditions');
    expect(() => crossValidate(procrustes, x, oneUnit([1, 2]))).toThrow('x has 24 conditions, y has 2');
  });
});

describe('permutationTest', () => {
  it('gives the smallest p there is where data correspond, for distances and for similarities', () => {
    for (const measure of [procrustes, linearCka] as readonly Measure[]) {
      const { value, nullValues, p } = permutationTest(measure, x, y, { permutations: 99 });
      expect(value).toBeCloseTo(measure(x, y), 12);
      expect(nullValues).toHaveLength(99);
      expect(p).toBe(0.01);
    }
  });

  it('gives p that is uniform where they do not', () => {
    const ps = Array.from(
      { length: 40 },
      (_, k) => permutationTest(linearCka, x, unrelated(`null ${k}`), { permutations: 39, seed: k }).p,
    );
    // The mean of 40 uniform values: 0.5 +- 0.046; five of them are allowed.
    expect(Math.abs(mean(ps) - 0.5)).toBeLessThan(0.23);
    expect(Math.min(...ps)).toBeLessThan(0.25);
  });

  it('gives p = 1 where every order is equally close, and the same numbers for the same seed', () => {
    const constant = defineMetric('constant', () => 0.5, { ...procrustes, range: [0, 1] });
    expect(permutationTest(constant, x, y, { permutations: 9 }).p).toBe(1);
    const run = () => permutationTest(procrustes, x, y, { permutations: 5, seed: 'again' });
    expect(run()).toEqual(run());
  });
});

describe('bootstrapInterval', () => {
  it('holds the mean of one unit in about 19 of 20 datasets, over conditions', () => {
    const meanOf = defineMetric('mean', (a) => mean(numbers(a)), procrustes);
    let held = 0;
    for (let k = 0; k < 100; k++) {
      const rng = createRng(`dataset ${k}`);
      const data = oneUnit(Array.from({ length: 40 }, () => rng.normal()));
      const { low, high } = bootstrapInterval(meanOf, data, data, { resamples: 200, seed: k });
      if (low <= 0 && 0 <= high) held++;
    }
    // 95 +- 2.2 (binomial), a little less for the percentile interval of 40 values; five of them are allowed.
    expect(held).toBeGreaterThan(83);
  });

  it('is narrower for less confidence, draws units too, and repeats with its seed', () => {
    const wide = bootstrapInterval(procrustes, x, y, { resamples: 100 });
    const narrow = bootstrapInterval(procrustes, x, y, { resamples: 100, confidence: 0.5 });
    expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
    const units = bootstrapInterval(procrustes, x, y, { resamples: 50, over: 'units' });
    expect(units.resampled).toHaveLength(50);
    expect(units).toEqual(bootstrapInterval(procrustes, x, y, { resamples: 50, over: 'units' }));
    expect(() => bootstrapInterval(procrustes, x, y, { confidence: 1.5 })).toThrow('confidence is 1.5');
  });
});

describe('noise floor and ceiling', () => {
  it('the floor lies below a model of other signals and equals a model of the same population', () => {
    const recorded = input(activity(24, 20, 'recorded'));
    const other = noiseFloor(procrustes, recorded, { model: { ...unrelated('model') }, draws: 20 });
    expect(other.floor).toHaveLength(20);
    expect(mean([...other.model])).toBeGreaterThan(mean([...other.floor]) + 0.1);
    expect(noiseFloor(procrustes, recorded, { draws: 3 }).model).toHaveLength(0);
    const same = noiseFloor(procrustes, recorded, { model: input(activity(24, 20, 'twin')), draws: 40 });
    expect(Math.abs(mean([...same.model]) - mean([...same.floor]))).toBeLessThan(0.06);
  });

  it('the ceiling is 0 for repeats without noise, and the upper value is the closer', () => {
    const exact = noiseCeiling(procrustes, [x, x, x]);
    expect(exact.lower).toBeLessThan(1e-6);
    const repeats = ['one', 'two', 'three'].map((label) => {
      const rng = createRng(label);
      return { data: Float64Array.from(x.data, (value) => value + rng.normal()), shape: x.shape };
    });
    const { lower, upper, lowerValues } = noiseCeiling(procrustes, repeats);
    expect(lowerValues).toHaveLength(3);
    expect(upper).toBeLessThan(lower);
    expect(() => noiseCeiling(procrustes, [x])).toThrow('repeats has 1 members');
    expect(() => noiseCeiling(procrustes, [x, y])).toThrow('repeats[1] has the shape [24, 4], repeats[0] has [24, 5]');
  });
});
