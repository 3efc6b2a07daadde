import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldsOf } from './folds.js';

describe('foldsOf', () => {
  it('cuts contiguous folds, the first ones larger', () => {
    const tests = foldsOf('f', 7, { folds: 3 }).map(({ test }) => [...test]);
    expect(tests).toEqual([
      [0, 1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it('holds out every sample once and never trains on what it tests', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 40 }), fc.boolean(), (n, k, mixed) => {
        fc.pre(k <= n);
        const folds = foldsOf('f', n, { folds: k, shuffle: mixed ? 'seed' : undefined });
        expect(folds).toHaveLength(k);
        const held = folds.flatMap(({ test }) => [...test]);
        expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        for (const { train, test } of folds) {
          expect(train.length + test.length).toBe(n);
          expect(train.some((i) => test.includes(i))).toBe(false);
        }
      }),
    );
  });

  it('shuffles by a seed, always alike', () => {
    const of = (shuffle: number) => foldsOf('f', 20, { folds: 4, shuffle }).map(({ test }) => [...test]);
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
  });

  it('takes the fold of each sample', () => {
    const folds = foldsOf('f', 5, { folds: [2, 0, 2, 7, 0] });
    expect(folds.map(({ test }) => [...test])).toEqual([[1, 4], [0, 2], [3]]);
  });

  it('says what is wrong', () => {
    expect(() => foldsOf('f', 5, { folds: 1 })).toThrow('f: folds is 1');
    expect(() => foldsOf('f', 4, {})).toThrow('f: x has 4 samples for 5 folds');
    expect(() => foldsOf('f', 3, { folds: [0, 1] })).toThrow('folds has 2 entries, x has 3 samples');
    expect(() => foldsOf('f', 3, { folds: [1, 1, 1] })).toThrow('folds has one value');
    expect(() => foldsOf('f', 2, { folds: [0, 0.5] })).toThrow('folds is 0.5');
  });
});
