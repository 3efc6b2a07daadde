import { ArgumentError, type Matrix } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, inputOf } from '../test/activity.js';
import { columnsOf, weighted } from '../test/geometry.js';
import { metrics } from './metrics.js';
import type { Measure } from './types.js';

const scaled = (a: Matrix, factor: number): Matrix => ({ ...a, data: a.data.map((value) => factor * value) });
const changed = (a: Matrix, change: (value: number, row: number, unit: number) => number): Matrix => ({
  ...a,
  data: a.data.map((value, at) => change(value, Math.floor(at / a.columns), at % a.columns)),
});
const [x, y] = [activity(40, 6, 'x'), activity(40, 6, 'y')];
const lowRank = multiply(columnsOf(x, 0, 2), activity(2, 6, 'mixing', 1));

/** Data that break formulas which are right on paper, in samples x units. */
const edges: Readonly<Record<string, readonly [Matrix, Matrix]>> = {
  'rank-deficient data': [lowRank, y],
  'rank-deficient data on both sides': [lowRank, multiply(columnsOf(y, 0, 3), activity(3, 5, 'other mixing', 1))],
  'nearly identical data': [x, changed(x, (value, row, unit) => value + 1e-9 * Math.sin(row + 3 * unit))],
  'data that differ by rounding': [x, scaled(scaled(x, 3), 1 / 3)],
  'fewer samples than units': [activity(8, 20, 'wide'), activity(8, 15, 'wider')],
  'unequal widths': [activity(40, 1, 'narrow'), activity(40, 17, 'broad')],
  'data times 1e8': [scaled(x, 1e8), scaled(y, 1e8)],
  'data times 1e-8': [scaled(x, 1e-8), scaled(y, 1e-8)],
  'one side times 1e8': [scaled(x, 1e8), y],
  'a constant unit': [changed(x, (value, _, unit) => (unit === 2 ? 0.7 : value)), y],
  'a silent unit on both sides': [weighted(x, [1, 1, 0, 1, 1, 1]), weighted(y, [0, 1, 1, 1, 1, 1])],
  'a unit that comes twice': [changed(x, (value, row, unit) => (unit === 5 ? x.data[row * 6] : value)), y],
  'a large common offset': [changed(x, (value) => value + 1e6), y],
  'repeated samples': [changed(x, (_, row, unit) => x.data[(row % 10) * 6 + unit]), y],
};
/** Rounding beyond the ends of a range. */
const MARGIN = 1e-9;

describe.each(Object.entries<Measure>(metrics))('%s', (_, measure) => {
  const input = inputOf(measure);
  it.each(Object.entries(edges))('gives a number in its range or a clear error for %s', (_edge, [a, b]) => {
    let value: number;
    try {
      value = measure(input(a), input(b));
    } catch (error) {
      expect(error).toBeInstanceOf(ArgumentError);
      expect((error as Error).message).toMatch(/^[\w -]+: .*\d/);
      return;
    }
    expect(Number.isFinite(value), `${value}`).toBe(true);
    const scale = Math.max(1, Math.abs(value));
    expect(value).toBeGreaterThanOrEqual(measure.range[0] - MARGIN * scale);
    expect(value).toBeLessThanOrEqual(measure.range[1] + MARGIN * scale);
  });

  it('gives the same value from prepared representations, also once their arrays hold something else', () => {
    const value = measure(input(x), input(y));
    const [left, right] = [x, y].map((one) => ({ ...one, data: Float64Array.from(one.data) }));
    const [a, b] = [measure.prepare(input(left)), measure.prepare(input(right), undefined, 'y')];
    left.data.fill(0);
    right.data.fill(0);
    expect(measure.compare(a, b)).toBe(value);
    // What is kept of one comparison must not change the next.
    expect(measure.compare(a, b)).toBe(value);
    expect(measure.compare(a, a)).toBeCloseTo(measure(input(x), input(x)), 9);
  });

  it('scores held-out samples with what it learnt, the training samples themselves among them', () => {
    const [trainX, trainY] = [activity(80, 5, 'fit x'), activity(80, 4, 'fit y')];
    const fitted = measure.fit(input(trainX), input(trainY));
    const onTraining = fitted.score(input(trainX), input(trainY));
    const direct = measure(input(trainX), input(trainY));
    // An alignment found by optimising something else (a ridge, a cross-validated fold) may score a little differently.
    if (measure.learns) expect(Number.isFinite(onTraining)).toBe(true);
    else expect(onTraining).toBe(direct);
    const firstHalf = (a: Matrix) => ({ rows: 40, columns: a.columns, data: a.data.slice(0, 40 * a.columns) });
    expect(Number.isFinite(fitted.score(input(firstHalf(trainX)), input(firstHalf(trainY))))).toBe(true);
  });
});
