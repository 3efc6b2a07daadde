import { ArgumentError, createRng, type NdArray } from '@lrsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normals } from '../test/random-pass.js';
import {
  checkConstraint,
  dale,
  effectiveWeights,
  type RecurrentConstraint,
  rawGradient,
  sparse,
  sparsityMask,
} from './constraint.js';

const maskOf = (rows: readonly (readonly number[])[]): NdArray<Float32Array> => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0].length],
});
/** The values of a constraint's mask. */
const maskData = (constraint: RecurrentConstraint) => (constraint.kind === 'none' ? [] : constraint.mask.data);

describe('sparsityMask', () => {
  it('keeps each connection, the diagonal included, with the given probability', () => {
    const nUnits = 300;
    const { mask, density } = sparsityMask(createRng(1), nUnits, 0.3);
    const kept = mask.data.reduce((sum, m) => sum + m, 0) / mask.data.length;
    // Five binomial standard deviations: a correct mask fails once in 10^6 seeds, and the seed is fixed.
    expect(Math.abs(kept - 0.3)).toBeLessThan(5 * Math.sqrt((0.3 * 0.7) / nUnits ** 2));
    const diagonal = Array.from({ length: nUnits }, (_, i) => mask.data[i * nUnits + i]);
    expect(Math.abs(diagonal.reduce((a, b) => a + b) / nUnits - 0.3)).toBeLessThan(5 * Math.sqrt(0.21 / nUnits));
    expect(density).toBe(0.3);
    expect(mask.shape).toEqual([nUnits, nUnits]);
  });

  it('gives the same bytes for the same seed, and keeps everything at density 1', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => sparsityMask(createRng(seed), 20, 0.5).mask.data);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(sparsityMask(createRng(1), 5, 1).mask.data.every((m) => m === 1)).toBe(true);
  });

  it.each([0, -0.1, 1.1, Number.NaN])('refuses the density %d', (density) => {
    expect(() => sparsityMask(createRng(1), 5, density)).toThrow(ArgumentError);
  });
});

describe('sparse', () => {
  const mask = maskOf([
    [1, 0],
    [1, 1],
  ]);
  it('removes the masked weights and their gradients, and leaves the rest as they are', () => {
    const raw = Float64Array.of(2, -3, 4, -5);
    expect([...effectiveWeights(sparse(mask), raw)]).toEqual([2, -0, 4, -5]);
    expect([...rawGradient(sparse(mask), raw, Float64Array.of(1, 2, 3, 4))]).toEqual([1, 0, 3, 4]);
  });
  it('has the kept fraction as its density unless told the one the mask was drawn with', () => {
    expect(sparse(mask)).toMatchObject({ kind: 'sparse', density: 0.75 });
    expect(sparse(mask, 0.5)).toMatchObject({ density: 0.5 });
    expect(sparse({ mask, density: 0.6 })).toMatchObject({ kind: 'sparse', mask, density: 0.6 });
  });
});

describe('dale', () => {
  it('makes excitatory columns positive, inhibitory ones negative, and the diagonal zero', () => {
    const constraint = dale(5, 0.8);
    expect(constraint).toMatchObject({ kind: 'dale', excitatoryUnits: 4, density: 1 });
    const effective = effectiveWeights(constraint, normals(createRng(1), 25));
    effective.forEach((w, k) => {
      const [post, pre] = [Math.floor(k / 5), k % 5];
      if (post === pre) expect(Math.abs(w)).toBe(0);
      else expect(Math.sign(w)).toBe(pre < 4 ? 1 : -1);
    });
  });

  it('has 160 excitatory units of 200, as the paper', () => {
    expect(dale(200)).toMatchObject({ excitatoryUnits: 160 });
  });

  it('gives a raw weight the sign and mask of its own, and a weight of exactly 0 rests', () => {
    const constraint = dale(2, 0.5);
    // [0, 0] and [1, 1] are autapses; [0, 1] is inhibitory; [1, 0] excitatory
    const raw = Float64Array.of(1, 2, -3, 1);
    expect([...rawGradient(constraint, raw, Float64Array.of(10, 10, 10, 10))]).toEqual([0, -10, -10, 0]);
    const resting = rawGradient(constraint, Float64Array.of(1, 0, 0, 1), Float64Array.of(10, 10, 10, 10));
    expect(resting.every((g) => g === 0)).toBe(true);
  });

  it('has the gradient of the effective weights, by finite differences', () => {
    const rng = createRng(4);
    const constraint = dale(4, 0.5, sparsityMask(rng, 4, 0.6));
    const raw = Float64Array.from(normals(rng, 16));
    const upstream = Float64Array.from(normals(rng, 16));
    const loss = (w: Float64Array) => effectiveWeights(constraint, w).reduce((sum, v, k) => sum + v * upstream[k], 0);
    const gradient = rawGradient(constraint, raw, upstream);
    gradient.forEach((g, k) => {
      const shifted = (by: number) => raw.map((w, i) => (i === k ? w + by : w));
      expect(Math.abs(g - (loss(shifted(1e-6)) - loss(shifted(-1e-6))) / 2e-6)).toBeLessThan(1e-8);
    });
  });

  it('removes the connections that sparsity removes', () => {
    const sparsity = sparsityMask(createRng(2), 10, 0.4);
    const both = maskData(dale(10, 0.8, sparsity));
    const alone = maskData(dale(10, 0.8));
    both.forEach((m, k) => {
      expect(Math.abs(m)).toBe(Math.abs(alone[k]) * sparsity.mask.data[k]);
    });
  });

  it.each([0, 0.05, 1])('refuses an excitatory fraction of %d of ten units, which leaves one sign', (fraction) => {
    expect(() => dale(10, fraction)).toThrow(ArgumentError);
    expect(() => dale(10, fraction)).toThrow('all of one sign');
  });
});

describe('constraints', () => {
  it('change neither the raw weights nor the gradient they are given', () => {
    const check = ([seed, nUnits]: [number, number]) => {
      const raw = normals(createRng(seed), nUnits * nUnits);
      const given = normals(createRng(seed + 1), nUnits * nUnits);
      const before = [raw.slice(), given.slice()];
      for (const constraint of [sparse(sparsityMask(createRng(seed), nUnits, 0.9)), dale(nUnits, 0.5)]) {
        effectiveWeights(constraint, raw);
        rawGradient(constraint, raw, given);
      }
      expect([raw, given]).toEqual(before);
    };
    fc.assert(fc.property(fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 9 })), check));
  });

  it.each<[string, () => unknown, string]>([
    ['a mask that is not square', () => sparse(maskOf([[1, 0]])), 'shape [1, 2]'],
    ['a mask of halves', () => sparse(maskOf([[0.5]]), 1), 'holds 0.5 at [0, 0]'],
    ['a mask with NaN', () => sparse(maskOf([[Number.NaN]]), 1), 'holds NaN'],
    ['a mask that keeps nothing', () => sparse(maskOf([[0]])), 'density of the mask is 0'],
    [
      'a mask with fewer values than its shape',
      () => sparse({ data: Float32Array.of(1), shape: [2, 2] }, 1),
      '1 values',
    ],
    ['a mask of another size', () => dale(3, 0.5, { mask: maskOf([[1]]), density: 1 }), 'expected [3, 3]'],
    [
      'a density of 2',
      () =>
        dale(1 + 1, 0.5, {
          mask: maskOf([
            [1, 1],
            [1, 1],
          ]),
          density: 2,
        }),
      'density of the mask is 2',
    ],
    [
      'an autapse under Dale’s law',
      () =>
        checkConstraint(
          'here',
          {
            kind: 'dale',
            mask: maskOf([
              [1, -1],
              [1, 0],
            ]),
            density: 1,
            excitatoryUnits: 1,
          },
          2,
        ),
      'here: the mask holds 1 at [0, 0]; expected 0 (no autapses)',
    ],
    [
      'an inhibitory column that excites',
      () =>
        checkConstraint(
          'here',
          {
            kind: 'dale',
            mask: maskOf([
              [0, 1],
              [1, 0],
            ]),
            density: 1,
            excitatoryUnits: 1,
          },
          2,
        ),
      'here: the mask holds 1 at [0, 1]; expected 0 or -1',
    ],
    [
      'no inhibitory unit',
      () =>
        checkConstraint(
          'here',
          {
            kind: 'dale',
            mask: maskOf([
              [0, 1],
              [1, 0],
            ]),
            density: 1,
            excitatoryUnits: 2,
          },
          2,
        ),
      'excitatoryUnits is 2',
    ],
    [
      'a kind that does not exist',
      () => checkConstraint('here', { kind: 'dales' } as unknown as RecurrentConstraint, 2),
      "no constraint of kind 'dales'",
    ],
  ])('refuse %s', (_, act, message) => {
    expect(act).toThrow(ArgumentError);
    expect(act).toThrow(message);
  });
});
