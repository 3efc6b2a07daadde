import { createRng, type Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, qr } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { determinantSign } from '../../shape/determinant-sign.js';
import { alignOperators, dsa, dynamicsCompatibility, spectralWasserstein } from '../index.js';

const random = (label: string, n: number) => {
  const rng = createRng(label);
  return { rows: n, columns: n, data: Float64Array.from({ length: n * n }, () => rng.normal()) };
};

describe('alignOperators', () => {
  it('finds rotated and reflected copies exactly, with a proof', () => {
    for (const n of [2, 6, 7, 15]) {
      const a = random(`a ${n}`, n);
      const { q } = qr(random(`q ${n}`, n));
      const { chord, gap } = alignOperators(a, multiplyTranspose(multiply(q, a), q));
      expect(chord).toBeLessThan(1e-12);
      expect(gap).toBeLessThan(1e-12);
    }
  });

  it('returns the rotation that its cosine belongs to, below its bound', () => {
    const [a, b] = [random('left', 5), random('right', 4)];
    const { rotation, cosine, upperBound } = alignOperators(a, b);
    const padded = { rows: 5, columns: 5, data: new Float64Array(25) };
    for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) padded.data[i * 5 + j] = b.data[i * 4 + j];
    const turned = multiplyTranspose(multiply(rotation, padded), rotation).data;
    const dot = turned.reduce((sum, value, at) => sum + value * a.data[at], 0);
    expect(dot / (Math.hypot(...a.data) * Math.hypot(...b.data))).toBeCloseTo(cosine, 12);
    expect(cosine).toBeLessThanOrEqual(upperBound);
  });

  it('has nothing to search for in multiples of the identity, and proves it', () => {
    const multiple = (n: number, factor: number) => ({
      rows: n,
      columns: n,
      data: Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? factor : 0)),
    });
    const cosines = [
      [multiple(3, 2), multiple(3, 5), 1],
      [multiple(3, 2), multiple(3, -5), -1],
      [multiple(3, 2), multiple(2, 5), Math.sqrt(2 / 3)],
    ] as const;
    for (const [a, b, expected] of cosines) {
      const { cosine, chord, gap } = alignOperators(a, b);
      expect(cosine).toBeCloseTo(expected, 14);
      expect(chord).toBeCloseTo(Math.sqrt(2 - 2 * expected), 7);
      expect(gap).toBeLessThan(1e-12);
    }
  });

  it('sees past a large multiple of the identity to what a rotation can align', () => {
    const [a, b] = [random('a', 6), random('b', 6)];
    const shifted = (m: Matrix) => ({
      ...m,
      data: m.data.map((value, at) => (at % 7 === 0 ? value + 1e3 : value)),
    });
    const traceless = ({ data, ...size }: Matrix) => {
      const mean = data.reduce((sum, value, at) => sum + (at % 7 === 0 ? value / 6 : 0), 0);
      return { ...size, data: data.map((value, at) => (at % 7 === 0 ? value - mean : value)) };
    };
    const [plain, far] = [alignOperators(traceless(a), traceless(b)), alignOperators(shifted(a), shifted(b))];
    const turned = multiplyTranspose(multiply(far.rotation, traceless(b)), far.rotation).data;
    const reached = turned.reduce((sum, value, at) => sum + value * traceless(a).data[at], 0);
    const norms = Math.hypot(...traceless(a).data) * Math.hypot(...traceless(b).data);
    expect(reached / norms).toBeCloseTo(plain.cosine, 8);
  });

  it('never loses by kicks or starts that come in addition, and turns properly without reflections', () => {
    for (const n of [4, 14]) {
      const [a, b] = [random(`kicked ${n}`, n), random(`kicking ${n}`, n)];
      const cosines = [0, 2, 8].map((kicks) => alignOperators(a, b, { starts: 2, kicks }).cosine);
      expect(cosines[1]).toBeGreaterThanOrEqual(cosines[0] - 1e-12);
      expect(cosines[2]).toBeGreaterThanOrEqual(cosines[1] - 1e-12);
      const { rotation, cosine, starts, startsThatReachedBest } = alignOperators(a, b, { reflection: false, kicks: 3 });
      expect(determinantSign(rotation)).toBe(1);
      expect(cosine).toBeLessThanOrEqual(alignOperators(a, b, { starts: 64, kicks: 40 }).cosine + 1e-9);
      expect(starts).toBe(35);
      expect(startsThatReachedBest).toBeGreaterThanOrEqual(1);
    }
    const [one, other] = [random('one', 1), random('other', 1)];
    expect(Math.abs(alignOperators(one, other, { kicks: 2 }).cosine)).toBe(1);
    expect(() => alignOperators(one, other, { kicks: -1 })).toThrow('alignOperators: kicks is -1');
  });

  it('refuses a zero operator by name', () => {
    expect(() => alignOperators(random('a', 2), { rows: 2, columns: 2, data: new Float64Array(4) })).toThrow(
      'b is zero',
    );
  });
});

describe('spectralWasserstein', () => {
  it('is the distance between single eigenvalues, and spreads masses over unequal spectra', () => {
    const at = (...real: number[]) => ({ real: Float64Array.from(real), imaginary: new Float64Array(real.length) });
    expect(spectralWasserstein(at(3), at(1))).toBeCloseTo(2, 12);
    expect(spectralWasserstein(at(0), at(1, -1), { squared: true })).toBeCloseTo(1, 12);
  });
});

describe('dsa', () => {
  it('names the trial that is too short', () => {
    expect(() => dsa([[1, 2]], [[1], [2]])).toThrow('dsa: x has 1 samples in trial 0');
  });
});

describe('dynamicsCompatibility', () => {
  it('is 0 between an operator and its rotated copy, in every score', () => {
    const a = random('operator', 4);
    const { q } = qr(random('turn', 4));
    const turned = multiplyTranspose(multiply(q, a), q);
    const rows = ({ columns, data }: Matrix) =>
      Array.from({ length: columns }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)));
    for (const distance of Object.values(dynamicsCompatibility))
      expect(distance(rows(a), rows(turned))).toBeCloseTo(0, 10);
    expect(dynamicsCompatibility['DSA/SimilarityTransformDist-score_method=euclidean']([[5]], [[2]])).toBeCloseTo(
      3,
      12,
    );
    expect(dynamicsCompatibility['DSA/SimilarityTransformDist']([[1]], [[-1]])).toBeCloseTo(Math.PI, 12);
  });
});
