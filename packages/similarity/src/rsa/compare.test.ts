import { ArgumentError, createRng } from '@lrsim/core';
import { multiply, solvePositiveDefinite } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { linearCka } from '../cka/index.js';
import { compareAllRdms, compareRdms, type RdmComparison, rdm } from './index.js';
import { averageRanks, rank } from './ranks.js';
import { whitenedRsa } from './rsa.js';
import { dissimilarityCovariance, readConditionCovariance } from './whiten.js';

const rng = createRng('rdm comparisons');
const normals = (count: number) => Float64Array.from({ length: count }, () => rng.normal());
const patterns = (rows: number, columns: number) => ({ data: normals(rows * columns), shape: [rows, columns] });
const integers = (count: number, below: number) => Float64Array.from({ length: count }, () => rng.integer(below));
const pairsOf = (n: number) => (n * (n - 1)) / 2;
const all: RdmComparison[] = [
  'cosine',
  'pearson',
  'spearman',
  'rho-a',
  'tau-a',
  'tau-b',
  'whitened-cosine',
  'whitened-pearson',
];

describe('ranks', () => {
  const values: Record<string, Float64Array> = {
    'few numbers': Float64Array.from({ length: 40 }, () => Math.round(rng.normal() * 50) / 7),
    'many numbers': Float64Array.from({ length: 5000 }, () => Math.round(rng.normal() * 50) / 7),
    // Nearly all in one of many intervals of equal width.
    'numbers of many sizes': Float64Array.from({ length: 5000 }, () => rng.normal() * 10 ** (40 * rng.uniform() - 20)),
    'one number only': new Float64Array(5000).fill(3),
  };
  it.each(Object.entries(values))('are those of sorting, ties sharing their mean: %s', (_, numbers) => {
    numbers[3] = -0;
    numbers[7] = 0;
    const { order, tiedPairs } = rank(numbers);
    const average = averageRanks(numbers);
    const sorted = Array.from(numbers).sort((a, b) => a - b);
    for (let at = 1; at < order.length; at++) expect(numbers[order[at]]).toBeGreaterThanOrEqual(numbers[order[at - 1]]);
    const first = new Map<number, number>();
    const last = new Map<number, number>();
    sorted.forEach((value, at) => {
      const key = value + 0;
      if (!first.has(key)) first.set(key, at + 1);
      last.set(key, at + 1);
    });
    let tied = 0;
    for (const [key, start] of first) tied += pairsOf((last.get(key) ?? 0) - start + 1);
    expect(tiedPairs).toBe(tied);
    numbers.forEach((value, at) => {
      const key = value + 0;
      expect(average[at]).toBe(((first.get(key) ?? 0) + (last.get(key) ?? 0)) / 2);
    });
  });
});

describe('Kendall', () => {
  it.each([2, 5, 1000])('counts as comparing all pairs of pairs does, with values below %i', (below) => {
    const [a, b] = [integers(pairsOf(14), below), integers(pairsOf(14), below)];
    let [balance, untiedA, untiedB, total] = [0, 0, 0, 0];
    for (let i = 0; i < a.length; i++)
      for (let j = 0; j < i; j++) {
        balance += Math.sign(a[i] - a[j]) * Math.sign(b[i] - b[j]);
        untiedA += Math.abs(Math.sign(a[i] - a[j]));
        untiedB += Math.abs(Math.sign(b[i] - b[j]));
        total++;
      }
    expect(compareRdms(a, b, { compare: 'tau-a' })).toBeCloseTo(balance / total, 14);
    expect(compareRdms(a, b, { compare: 'tau-b' })).toBeCloseTo(balance / Math.sqrt(untiedA * untiedB), 14);
  });
});

describe('whitening', () => {
  const [a, b] = [rdm(patterns(7, 4)), rdm(patterns(7, 5))];
  const data = normals(7 * 9);
  const wide = { rows: 7, columns: 9, data };
  const transposed = { rows: 9, columns: 7, data: data.map((_, at) => data[(at % 7) * 9 + Math.floor(at / 7)]) };
  const product = multiply(wide, transposed);
  const covariance = { data: product.data, shape: [7, 7] };

  it.each(['whitened-cosine', 'whitened-pearson'] as const)('%s is that under V written out', (compare) => {
    const v = dissimilarityCovariance(
      'test',
      7,
      Uint32Array.from(a.values.keys()),
      readConditionCovariance('test', covariance, 7),
      undefined,
    );
    const centred = ({ values }: typeof a) => {
      const mean = compare === 'whitened-cosine' ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.map((value) => value - mean);
    };
    const [x, y] = [centred(a), centred(b)];
    const form = (p: Float64Array, q: Float64Array) =>
      solvePositiveDefinite(v, { rows: q.length, columns: 1, data: q }).data.reduce((sum, s, at) => sum + s * p[at], 0);
    const expected = form(x, y) / Math.sqrt(form(x, x) * form(y, y));
    expect(compareRdms(a, b, { compare, conditionCovariance: covariance })).toBeCloseTo(expected, 9);
  });

  it('gives the same for variances and for the diagonal matrix of them, unlike rsatoolbox', () => {
    const variances = [1, 2, 0.5, 1, 3, 1, 0.7];
    const diagonal = variances.map((variance, i) => variances.map((_, j) => (i === j ? variance : 0)));
    for (const compare of ['whitened-cosine', 'whitened-pearson', 'negative-riemannian'] as const) {
      const ofList = compareRdms(a, rdm(patterns(7, 9)), { compare: 'cosine' });
      expect(Number.isFinite(ofList)).toBe(true);
      const [x, y] = [rdm(patterns(7, 9)), rdm(patterns(7, 9))];
      expect(compareRdms(x, y, { compare, conditionCovariance: variances })).toBe(
        compareRdms(x, y, { compare, conditionCovariance: diagonal }),
      );
    }
  });

  it('is linear CKA for squared Euclidean distances', () => {
    const [x, y] = [patterns(20, 6), patterns(20, 3)];
    expect(whitenedRsa(x, y)).toBeCloseTo(linearCka(x, y), 12);
  });

  it('that depends on the signal is the other where there is none', () => {
    const zero = { data: new Float64Array(49), shape: [7, 7] };
    const plain = compareRdms(a, b, { compare: 'whitened-cosine' });
    expect(compareRdms(a, b, { compare: 'whitened-cosine', signal: { secondMoment: zero, runs: 4 } })).toBeCloseTo(
      plain,
      9,
    );
    expect(
      compareRdms(a, b, { compare: 'whitened-cosine', signal: { secondMoment: covariance, runs: 4 } }),
    ).not.toBeCloseTo(plain, 3);
  });
});

describe('negative-riemannian', () => {
  it('is 0 for an RDM with itself and with any positive multiple, and negative otherwise', () => {
    const x = rdm(patterns(6, 12));
    const scaled = x.values.map((value) => 1e8 * value);
    expect(compareRdms(x, x, { compare: 'negative-riemannian' })).toBeCloseTo(0, 5);
    expect(compareRdms(scaled, x, { compare: 'negative-riemannian' })).toBeCloseTo(0, 5);
    expect(compareRdms(rdm(patterns(6, 12)), x, { compare: 'negative-riemannian' })).toBeLessThan(-0.1);
  });

  it('refuses a target that has no inverse', () => {
    expect(() =>
      compareRdms(rdm(patterns(6, 9)), rdm([[0], [0], [1], [2], [2], [5]]), { compare: 'negative-riemannian' }),
    ).toThrow(ArgumentError);
  });
});

describe('pairs not measured', () => {
  it.each(all)('are left out of %s', (compare) => {
    const [a, b] = [rdm(patterns(6, 4)).values, rdm(patterns(6, 4)).values];
    const gap = a.map((value, at) => (at === 4 ? Number.NaN : value));
    const other = a.map((value, at) => (at === 4 ? 1e6 : value));
    const value = compareRdms(gap, b, { compare });
    expect(value).toBe(
      compareRdms(
        gap,
        b.map((v, at) => (at === 4 ? Number.NaN : v)),
        { compare },
      ),
    );
    expect(value).not.toBe(compareRdms(other, b, { compare }));
    expect(compareRdms(gap, gap, { compare })).toBeCloseTo(1, 12);
  });

  it('are refused by comparisons that need all, and where none is left', () => {
    const [a, b] = [rdm(patterns(6, 4)).values, rdm(patterns(6, 4)).values];
    const gap = a.map((value, at) => (at === 4 ? Number.NaN : value));
    for (const compare of ['bures', 'squared-bures-distance', 'negative-riemannian'] as const)
      expect(() => compareRdms(gap, b, { compare })).toThrow(ArgumentError);
    expect(() => compareRdms(new Float64Array(15).fill(Number.NaN), b)).toThrow('no pair of conditions');
  });
});

describe('comparisons', () => {
  it.each([...all, 'bures'] as const)('%s is 1 of an RDM with itself at any scale, and symmetric', (compare) => {
    const [a, b] = [rdm(patterns(8, 5)).values, rdm(patterns(8, 5)).values];
    for (const scale of [1e-16, 1, 1e16])
      expect(
        compareRdms(
          a,
          a.map((value) => value * scale),
          { compare },
        ),
      ).toBeCloseTo(1, 6);
    expect(compareRdms(a, b, { compare })).toBeCloseTo(compareRdms(b, a, { compare }), 12);
  });

  it('of two lists are those of their pairs', () => {
    const lists = [1, 2, 3].map(() => rdm(patterns(5, 3)));
    const matrix = compareAllRdms(lists, lists.slice(1), { compare: 'spearman' });
    expect([matrix.rows, matrix.columns]).toEqual([3, 2]);
    expect(matrix.data[5]).toBe(compareRdms(lists[2], lists[2], { compare: 'spearman' }));
    expect(matrix.data[1]).toBe(compareRdms(lists[0], lists[2], { compare: 'spearman' }));
  });

  it('refuse other numbers of conditions, no variance, and unknown names', () => {
    const a = rdm(patterns(5, 3)).values;
    expect(() => compareRdms(a, rdm(patterns(6, 3)))).toThrow('a has 5 conditions, b has 6');
    expect(() => compareRdms(a, new Float64Array(11))).toThrow('n (n - 1) / 2');
    for (const compare of ['pearson', 'spearman', 'tau-b'] as const)
      expect(() => compareRdms(a, new Float64Array(10).fill(0.1), { compare })).toThrow('equal dissimilarities');
    expect(compareRdms(a, new Float64Array(10).fill(0.1), { compare: 'tau-a' })).toBe(0);
    expect(() => compareRdms(a, a, { compare: 'spearmen' as never })).toThrow("Did you mean 'spearman'");
  });
});
