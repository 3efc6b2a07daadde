import { describe, expect, it } from 'vitest';
import { meanAndSd } from './mean-and-sd.js';

describe('meanAndSd', () => {
  it('gives the population SD by default and the sample SD with ddof 1', () => {
    expect(meanAndSd([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, sd: 2 });
    expect(meanAndSd(Float32Array.of(1, 3), { ddof: 1 })).toEqual({ mean: 2, sd: Math.SQRT2 });
    expect(meanAndSd([3])).toEqual({ mean: 3, sd: 0 });
  });

  it('keeps its precision around a large mean', () => {
    expect(meanAndSd([1e9 + 1, 1e9 - 1]).sd).toBe(1);
  });

  it('refuses too few values and values that are not finite', () => {
    expect(() => meanAndSd([])).toThrow('meanAndSd: values has 0 values; expected at least 1 for ddof 0');
    expect(() => meanAndSd([1], { ddof: 1 })).toThrow('expected at least 2 for ddof 1');
    expect(() => meanAndSd([1, Number.NaN])).toThrow('meanAndSd: values is NaN at [1]');
    expect(() => meanAndSd([1, 2], { ddof: 0.5 })).toThrow('meanAndSd: ddof is 0.5');
  });
});
