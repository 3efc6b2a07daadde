import { createRng } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { orderStatistics } from './order-statistics.js';

describe('orderStatistics', () => {
  const rng = createRng('order statistics');
  const lists: Record<string, Float64Array> = {
    'a few numbers': Float64Array.from([3, 1, 2, 2, 5]),
    'many numbers': Float64Array.from({ length: 20_000 }, () => rng.normal()),
    'many ties': Float64Array.from({ length: 20_000 }, () => Math.floor(4 * rng.uniform())),
    'sorted numbers': Float64Array.from({ length: 20_000 }, (_, at) => at),
    // Every value that a sample at equal steps sees is larger than most.
    'a pattern that misleads a sample': Float64Array.from({ length: 20_480 }, (_, at) =>
      at % 20 === 10 ? 1e6 + at : at % 7,
    ),
  };
  it.each(Object.entries(lists))('are what sorting puts there: %s', (_, values) => {
    const before = values.slice();
    const sorted = values.slice().sort();
    for (const part of [0, 0.001, 0.25, 0.5, 0.9, 0.999, 1]) {
      const place = Math.round(part * (values.length - 1));
      const next = Math.min(values.length - 1, place + 1);
      expect(orderStatistics(values, place, next)).toEqual([sorted[place], sorted[next]]);
      expect(orderStatistics(values, place, place)).toEqual([sorted[place], sorted[place]]);
    }
    expect(values).toEqual(before);
  });
});
