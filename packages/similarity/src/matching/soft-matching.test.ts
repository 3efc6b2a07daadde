import { expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { hardCorrelationMatch, softCorrelationMatch } from './correlation-match.js';
import { softMatching, softMatchingWithGradient } from './soft-matching.js';

it('softMatchingWithGradient has the value of softMatching and its central differences', () => {
  const [x, y] = [activity(12, 3, 'x'), activity(12, 4, 'y')];
  const { value, dX, dY } = softMatchingWithGradient(input(x), input(y));
  expect(value).toBeCloseTo(softMatching(input(x), input(y)), 12);
  const step = 1e-6;
  const moved = (a: typeof x, at: number, by: number) => ({
    ...a,
    data: a.data.map((v, k) => (k === at ? v + by : v)),
  });
  for (let at = 0; at < 36; at += 5) {
    const [above, below] = [step, -step].map((by) => softMatching(input(moved(x, at, by)), input(y)));
    expect(dX.data[at]).toBeCloseTo((above - below) / (2 * step), 6);
  }
  for (let at = 0; at < 48; at += 7) {
    const [above, below] = [step, -step].map((by) => softMatching(input(x), input(moved(y, at, by))));
    expect(dY.data[at]).toBeCloseTo((above - below) / (2 * step), 6);
  }
});

it.each([hardCorrelationMatch, softCorrelationMatch])(
  '$name of one held-out sample, which has no correlation, is 0',
  (measure) => {
    const [x, y] = [activity(12, 3, 'x'), activity(12, 4, 'y')];
    const first = ({ columns, data }: typeof x) => input({ rows: 1, columns, data: data.slice(0, columns) });
    const fitted = measure.fit(input(x), input(y));
    expect(fitted.score(first(x), first(y))).toBe(0);
    expect(() => fitted.score(first(y), first(y))).toThrow('x has 4 units, the samples it was fitted on have 3');
  },
);
