import type { Matrix, NdLike } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { hsic } from './hsic.js';
import { unbiasedCka } from './kernel-cka.js';
import { linearCka } from './linear-cka.js';
import {
  minibatchCka,
  minibatchCkaMerge,
  minibatchCkaStart,
  minibatchCkaUpdate,
  minibatchCkaValue,
} from './minibatch-cka.js';
import { streamingCkaBatch, streamingCkaMerge, streamingCkaValue } from './streaming-cka.js';

const [x, y] = [activity(40, 6, 'x'), activity(40, 4, 'y')];
const rows = ({ columns, data }: Matrix, first: number, end: number): NdLike => ({
  data: data.slice(first * columns, end * columns),
  shape: [end - first, columns],
});
/** Batches of 17, 13, 4 and 6 samples. */
const cuts = [0, 17, 30, 34, 40];
const batches = cuts.slice(1).map((end, k) => [rows(x, cuts[k], end), rows(y, cuts[k], end)] as const);

describe('Minibatch CKA', () => {
  const seen = (parts: typeof batches) =>
    parts.reduce((state, [a, b]) => minibatchCkaUpdate(state, a, b), minibatchCkaStart);

  it('is the ratio of sums of the unbiased HSIC, of batches of unequal sizes', () => {
    const sum = (a: 0 | 1, b: 0 | 1) =>
      batches.reduce((total, batch) => total + hsic(batch[a], batch[b], { estimator: 'unbiased' }), 0);
    const expected = sum(0, 1) / Math.sqrt(sum(0, 0) * sum(1, 1));
    expect(minibatchCkaValue(seen(batches))).toBeCloseTo(expected, 13);
  });

  it('of one batch is the unbiased CKA', () => {
    expect(minibatchCkaValue(seen([[input(x), input(y)]]))).toBeCloseTo(unbiasedCka(input(x), input(y)), 13);
    expect(minibatchCka(input(x), input(y), { batchSize: 40 })).toBeCloseTo(unbiasedCka(input(x), input(y)), 13);
  });

  it('merges in any order, also after a trip through JSON', () => {
    const [left, right] = [seen(batches.slice(0, 1)), seen(batches.slice(1))];
    const merged = minibatchCkaMerge(JSON.parse(JSON.stringify(right)), left);
    expect(merged).toMatchObject({ batches: 4, samples: 40 });
    expect(minibatchCkaValue(merged)).toBeCloseTo(minibatchCkaValue(seen(batches)), 13);
  });

  it('can weigh by samples: a batch of twice the size then counts twice', () => {
    const [small, large] = [batches[2], batches[0]];
    const value = [small, large].reduce(
      (state, [a, b]) => minibatchCkaUpdate(state, a, b, { weights: 'samples' }),
      minibatchCkaStart,
    );
    const sum = (a: 0 | 1, b: 0 | 1) =>
      4 * hsic(small[a], small[b], { estimator: 'unbiased' }) +
      17 * hsic(large[a], large[b], { estimator: 'unbiased' });
    expect(minibatchCkaValue(value)).toBeCloseTo(sum(0, 1) / Math.sqrt(sum(0, 0) * sum(1, 1)), 13);
  });

  it('cuts samples into batches; a short rest joins the last', () => {
    const whole = seen([
      [rows(x, 0, 19), rows(y, 0, 19)],
      [rows(x, 19, 40), rows(y, 19, 40)],
    ]);
    expect(minibatchCka(input(x), input(y), { batchSize: 19 })).toBeCloseTo(minibatchCkaValue(whole), 13);
  });

  it('takes a batch in which nothing varies as adding nothing', () => {
    const still = Array.from({ length: 5 }, () => [1, 2, 3, 4, 5, 6]);
    const state = minibatchCkaUpdate(seen(batches), still, rows(y, 0, 5));
    expect(state.xy).toBe(seen(batches).xy);
    expect(() => minibatchCkaValue(minibatchCkaUpdate(minibatchCkaStart, still, rows(y, 0, 5)))).toThrow(
      'x is constant in every batch',
    );
  });

  it('says what is wrong', () => {
    expect(() => minibatchCkaValue(minibatchCkaStart)).toThrow('state has 0 batches');
    expect(() => minibatchCkaUpdate(minibatchCkaStart, rows(x, 0, 3), rows(y, 0, 3))).toThrow('x has 3 samples');
    expect(() => minibatchCkaUpdate(minibatchCkaStart, rows(x, 0, 5), rows(y, 0, 6))).toThrow(
      'x has 5 samples, y has 6',
    );
    expect(() => minibatchCka(input(x), input(y), { batchSize: 3 })).toThrow('batchSize is 3');
  });
});

describe('Streaming CKA', () => {
  const states = batches.map(([a, b]) => streamingCkaBatch(a, b));

  it('of batches of any sizes, merged in any order, is the CKA of all samples', () => {
    const [a, b, c, d] = states;
    const expected = linearCka(input(x), input(y));
    expect(streamingCkaValue(states.reduce(streamingCkaMerge))).toBeCloseTo(expected, 13);
    expect(streamingCkaValue(streamingCkaMerge(streamingCkaMerge(d, b), streamingCkaMerge(a, c)))).toBeCloseTo(
      expected,
      13,
    );
  });

  it('takes batches of one sample', () => {
    const single = Array.from({ length: 40 }, (_, i) => streamingCkaBatch(rows(x, i, i + 1), rows(y, i, i + 1)));
    expect(streamingCkaValue(single.reduce(streamingCkaMerge))).toBeCloseTo(linearCka(input(x), input(y)), 12);
  });

  it('says what is wrong', () => {
    expect(() => streamingCkaBatch(rows(x, 0, 3), rows(y, 0, 4))).toThrow('x has 3 samples, y has 4');
    const other = streamingCkaBatch(rows(y, 0, 3), rows(y, 0, 3));
    expect(() => streamingCkaMerge(states[0], other)).toThrow('x has 6 and 4 units');
    expect(() => streamingCkaValue(streamingCkaBatch(rows(x, 0, 1), rows(y, 0, 1)))).toThrow('x is constant');
  });
});
