import type { Matrix } from '@lrsim/core';
import { centreColumns, multiply, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { centredBasis, orthogonal, weighted, withAngles } from '../../test/geometry.js';
import { procrustes } from '../shape/procrustes.js';
import {
  alphaProcrustes,
  alphaProcrustesOfKernels,
  buresCompatibility,
  buresDistance,
  buresDistanceOfKernels,
  buresDistanceSquared,
  buresSimilarityOfKernels,
  fidelityOfKernels,
  nbs,
  nbsSquared,
} from './index.js';

const diagonal = (values: readonly number[]): number[][] =>
  values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
const gram = (x: Matrix) => input(multiplyTranspose(x, x));

describe('nbs', () => {
  it('is the mean cosine of the principal angles of white data', () => {
    const angles = [0.1, 0.4, 1.2];
    const [x, y] = withAngles(angles).map(input);
    const mean = angles.reduce((sum, one) => sum + Math.cos(one), 0) / 3;
    expect(nbs(x, y)).toBeCloseTo(mean, 13);
    expect(nbsSquared(x, y)).toBeCloseTo(mean ** 2, 13);
    expect(buresCompatibility['diffscore/nbs-angular'](x, y)).toBeCloseTo(Math.acos(mean), 13);
    expect(buresCompatibility['diffscore/nbs-angular-score'](x, y)).toBeCloseTo(
      1 - (2 / Math.PI) * Math.acos(mean),
      13,
    );
  });

  it('sees the means where it is told not to remove them', () => {
    const x = activity(30, 4, 'x');
    const shifted = input({ ...x, data: x.data.map((value) => value + 1) });
    expect(nbs(input(x), shifted)).toBeCloseTo(1, 13);
    expect(nbs(input(x), shifted, { centre: false })).toBeLessThan(0.99);
    expect(() => nbs([[0], [0]], [[1], [2]], { centre: false })).toThrow('nbs: x is zero everywhere');
  });

  it('is the same from few samples of many units as from their Gram matrix', () => {
    const [x, y] = [activity(8, 40, 'x'), activity(8, 30, 'y')];
    expect(nbs(input(x), input(y), { centre: false })).toBeCloseTo(buresSimilarityOfKernels(gram(x), gram(y)), 10);
  });
});

describe('buresDistance', () => {
  it('is the Euclidean Procrustes distance, whatever the sizes', () => {
    const units = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        units,
        units,
        fc.integer({ min: -20, max: 20 }),
        (samples, p, q, power) => {
          const [x, y] = [activity(samples, p, 'x'), activity(samples, q, 'y')];
          const scaled = input({ ...x, data: x.data.map((value) => value * 2 ** power) });
          const expected = procrustes(scaled, input(y), { score: 'euclidean' });
          expect(Math.abs(buresDistance(scaled, input(y)) - expected)).toBeLessThan(1e-6 * (1 + expected));
        },
      ),
    );
  });

  it('keeps its digits near 0, where the difference of traces has none', () => {
    const x = activity(40, 6, 'x');
    const rotated = multiply(x, orthogonal(6, 'rotation'));
    const norm = Math.hypot(...x.data);
    expect(buresDistance(input(x), input(x))).toBeLessThan(1e-13 * norm);
    expect(buresDistance(input(x), input(rotated))).toBeLessThan(1e-13 * norm);
    // Stretching one direction of white data by 1 + h moves them by h.
    const basis = centredBasis(40, 3);
    for (const h of [1e-5, 1e-9]) {
      const stretched = multiply(weighted(basis, [1 + h, 1, 1]), orthogonal(3, 'rotation'));
      expect(buresDistance(input(basis), input(stretched)) / h).toBeCloseTo(1, 5);
      expect(buresDistanceSquared(input(basis), input(stretched)) / h ** 2).toBeCloseTo(1, 5);
    }
  });
});

describe('Bures distances of kernels', () => {
  it('of commuting matrices are those of the roots of the eigenvalues', () => {
    const [a, b] = [diagonal([4, 9, 0]), diagonal([1, 16, 25])];
    expect(buresDistanceOfKernels(a, b)).toBeCloseTo(Math.sqrt(1 + 1 + 25), 13);
    expect(buresDistanceOfKernels(a, b, { squared: true })).toBeCloseTo(27, 12);
    expect(fidelityOfKernels(a, b)).toBeCloseTo(2 + 12, 13);
    expect(fidelityOfKernels(a, b, { squared: true })).toBeCloseTo(14 ** 2, 11);
    expect(buresSimilarityOfKernels(a, b)).toBeCloseTo(14 / Math.sqrt(13 * 42), 14);
    expect(alphaProcrustesOfKernels(a, b)).toBeCloseTo(2 * Math.sqrt(27), 12);
    expect(alphaProcrustesOfKernels(a, b, { alpha: 1 })).toBeCloseTo(Math.hypot(3, 7, 25), 12);
  });

  it('of Gram matrices are those of the data', () => {
    const [x, y] = [activity(12, 4, 'x'), activity(12, 3, 'y')];
    expect(buresDistanceOfKernels(gram(x), gram(y))).toBeCloseTo(
      buresDistance(input(x), input(y), { centre: false }),
      6,
    );
    expect(alphaProcrustesOfKernels(gram(x), gram(y), { alpha: 0.8 })).toBeCloseTo(
      alphaProcrustes(input(x), input(y), { alpha: 0.8, centre: false }),
      6,
    );
  });

  it('are 0 for equal matrices to machine precision', () => {
    const x = activity(12, 5, 'x');
    const covariance = input(transposeMultiply(x, x));
    expect(buresDistanceOfKernels(covariance, covariance)).toBeLessThan(1e-14 * Math.hypot(...x.data));
    expect(buresSimilarityOfKernels(covariance, covariance)).toBeCloseTo(1, 14);
  });

  it.each([
    ['centred, factored by Cholesky', true, 30],
    ['not centred, factored by Cholesky', false, 30],
    ['singular, factored by eigenvectors', true, 4],
  ])('are the distance and similarity of the data: kernels %s', (_, centre, units) => {
    const [x, y] = [activity(12, units, 'x', 2), activity(12, units, 'y', 2)];
    const data = [x, y].map((a) => (centre ? centreColumns(a) : a));
    const [k, l] = data.map(gram);
    expect(buresDistanceOfKernels(k, l) / buresDistance(input(x), input(y), { centre })).toBeCloseTo(1, 12);
    if (centre) expect(buresSimilarityOfKernels(k, l)).toBeCloseTo(nbs(input(x), input(y)), 12);
  });

  it('keep their digits for singular kernels, whose zero eigenvalues are rounding', () => {
    const [x, y] = [activity(12, 3, 'x'), activity(12, 4, 'y')];
    const expected = buresDistance(input(x), input(y), { centre: false });
    // Roots of eigenvalues that are rounding would be 1e-8 of the largest.
    expect(buresDistanceOfKernels(gram(x), gram(y)) / expected).toBeCloseTo(1, 13);
  });

  it('keep negative eigenvalues in the traces only', () => {
    const [a, b] = [diagonal([4, 9, -1]), diagonal([1, 16, 25])];
    expect(buresDistanceOfKernels(a, b, { squared: true })).toBeCloseTo(12 + 42 - 2 * 14, 12);
    expect(buresSimilarityOfKernels(a, b)).toBeCloseTo(14 / Math.sqrt(12 * 42), 13);
    expect(() => buresSimilarityOfKernels(diagonal([1, -2]), diagonal([1, 1]))).toThrow('a has no positive trace');
  });

  it('say what is wrong with a matrix', () => {
    const fine = diagonal([1, 2]);
    expect(() => buresDistanceOfKernels([[1, 2]], fine)).toThrow(
      'buresDistanceOfKernels: a is 1 x 2; expected a square',
    );
    expect(() =>
      buresDistanceOfKernels(fine, [
        [1, 2],
        [3, 4],
      ]),
    ).toThrow('b is 3 at [1, 0] and 2 at [0, 1]');
    expect(() => fidelityOfKernels(fine, diagonal([1]))).toThrow('a is 2 x 2, b is 1 x 1');
    expect(() => fidelityOfKernels(fine, diagonal([0, -1]))).toThrow('b has no positive eigenvalue');
    expect(() => alphaProcrustesOfKernels(fine, fine, { alpha: 0 })).toThrow('alpha is 0');
    expect(() => buresSimilarityOfKernels([[Number.NaN]], [[1]])).toThrow('a is NaN at [0, 0]');
  });
});

describe('alphaProcrustes', () => {
  const [x, y] = [input(activity(20, 5, 'x')), input(activity(20, 3, 'y'))];
  it('is twice the Bures distance at 1/2', () => {
    expect(alphaProcrustes(x, y)).toBeCloseTo(2 * buresDistance(x, y), 10);
  });

  it('tells the same of copies at any power, also where units are copies of each other', () => {
    const doubled = input({
      rows: 20,
      columns: 6,
      data: Float64Array.from(
        { length: 120 },
        (_, at) => (y.data as Float64Array)[Math.floor(at / 6) * 3 + (at % 3)] / Math.SQRT2,
      ),
    });
    for (const alpha of [0.05, 0.5, 2]) {
      expect(alphaProcrustes(y, doubled, { alpha })).toBeLessThan(1e-12 * alphaProcrustes(x, y, { alpha }));
      expect(alphaProcrustes(x, doubled, { alpha })).toBeCloseTo(alphaProcrustes(x, y, { alpha }), 9);
    }
  });
});

describe('kernels that are not positive semidefinite', () => {
  // The pivots 1, 0, 0 of the first look like rank 1; what is left of it has the eigenvalues 1 and -1.
  it.each([
    [
      [
        [1, 0, 0],
        [0, 0, 1],
        [0, 1, 0],
      ],
      [1, 1],
    ],
    [
      [
        [2, 0],
        [0, -1],
      ],
      [2],
    ],
  ])('%j counts with its positive eigenvalues', (kernel, positive) => {
    const size = kernel.length;
    const total = positive.reduce((sum, value) => sum + value, 0);
    const roots = positive.reduce((sum, value) => sum + Math.sqrt(value), 0);
    // With the identity the fidelity is the sum of the roots of eigenvalues.
    expect(fidelityOfKernels(kernel, diagonal(new Array(size).fill(1)))).toBeCloseTo(roots, 12);
    // The others stay in the trace.
    const trace = kernel.reduce((sum, row, i) => sum + row[i], 0);
    expect(buresSimilarityOfKernels(kernel, kernel)).toBeCloseTo(total / trace, 12);
    expect(fidelityOfKernels(kernel, kernel)).toBeCloseTo(total, 12);
  });
});
