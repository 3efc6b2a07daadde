import { createRng } from '@lrsim/core';
// The built package, since the threads run a file of it.
import { pairwiseInThreads } from '@lrsim/similarity/node';
import { expect, it } from 'vitest';
import { dsa, linearPredictivity, pairwise, procrustes } from '../index.js';

const rng = createRng('threads');
const list = Array.from({ length: 5 }, (_, k) => ({
  data: Float64Array.from({ length: 4 * 12 * (3 + (k % 2)) }, () => rng.normal()),
  shape: [4, 12, 3 + (k % 2)],
}));

it.each([
  ['procrustes', procrustes, { score: 'radians' }],
  ['dsa', dsa, { nDelays: 2, rank: 3 }],
  // Not symmetric: every pair both ways.
  ['linear-predictivity', linearPredictivity, { folds: 3 }],
] as const)('has the values of pairwise: %s', async (name, measure, options) => {
  const alone = await pairwise(measure as typeof procrustes, list, { options: options as object });
  const seen: number[] = [];
  const together = await pairwiseInThreads(name, list, {
    threads: 2,
    options,
    onProgress: ({ done, total }) => seen.push(done / total),
  });
  expect([together.rows, together.columns]).toEqual([5, 5]);
  // The same code on the same machine; engines of a system may sum in another order.
  together.data.forEach((value, at) => {
    expect(value).toBeCloseTo(alone.data[at], 10);
  });
  expect(seen[seen.length - 1]).toBe(1);
  expect(seen).toEqual([...seen].sort());
});

it('goes on from what is known', async () => {
  const whole = await pairwise(procrustes, list);
  const known = { ...whole, data: whole.data.map((value, at) => (at === 7 || at === 11 ? Number.NaN : value + 1)) };
  const gone = await pairwiseInThreads('procrustes', list, { threads: 2, known });
  gone.data.forEach((value, at) => {
    expect(value).toBeCloseTo(whole.data[at] + (at === 7 || at === 11 ? 0 : 1), 12);
  });
});

it('throws what the measure throws, of its class, and what is wrong with its own arguments', async () => {
  const short = { data: new Float64Array(9).map((_, at) => at * at), shape: [3, 3] };
  await expect(pairwiseInThreads('procrustes', [list[0], short])).rejects.toMatchObject({
    name: 'ArgumentError',
    message: expect.stringContaining('48 samples'),
  });
  await expect(pairwiseInThreads('procrustes', [list[0]])).rejects.toThrow('representations has 1 members');
  await expect(pairwiseInThreads('procrustse' as 'procrustes', list)).rejects.toThrow(/procrustes/);
  await expect(pairwiseInThreads('procrustes', list, { threads: 0 })).rejects.toThrow('threads is 0');
});

it('stops when it is told to', async () => {
  const stop = new AbortController();
  const running = pairwiseInThreads('dsa', list, { threads: 2, signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});
