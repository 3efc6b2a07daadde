import { createRng, type Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose } from '@lrsim/linalg';
import { describe, expect, it } from 'vitest';
import { activity, input } from '../../test/activity.js';
import { orthogonal } from '../../test/geometry.js';
import {
  affineInvariant,
  affineInvariantOfCovariances,
  affineInvariantOfMatrices,
  logEuclidean,
  logEuclideanOfCovariances,
  logEuclideanOfMatrices,
} from './index.js';
import { shrunk } from './positive-definite.js';

const diagonal = (values: readonly number[]): number[][] =>
  values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));
const times = (x: Matrix, factor: number): Matrix => ({ ...x, data: x.data.map((value) => value * factor) });
const covarianceLike = (size: number, label: string): Matrix => {
  const x = activity(size + 4, size, label);
  return multiplyTranspose(
    { rows: size, columns: size + 4, data: x.data },
    { rows: size, columns: size + 4, data: x.data },
  );
};

describe('Riemannian distances of matrices', () => {
  it('of commuting matrices are those of the logarithms of the eigenvalues', () => {
    const [a, b] = [diagonal([1, 2, 5]), diagonal([3, 2, 1])];
    const expected = Math.hypot(Math.log(3), Math.log(5));
    expect(affineInvariantOfMatrices(a, b)).toBeCloseTo(expected, 13);
    expect(logEuclideanOfMatrices(a, b)).toBeCloseTo(expected, 13);
    // Half of each towards its mean eigenvalue.
    const halfway = Math.hypot(
      Math.log((3 + 2) / (1 + 8 / 3)),
      Math.log((2 + 2) / (2 + 8 / 3)),
      Math.log((1 + 2) / (5 + 8 / 3)),
    );
    expect(affineInvariantOfMatrices(a, b, { shrinkage: 0.5 })).toBeCloseTo(halfway, 13);
    expect(logEuclideanOfMatrices(a, b, { ridge: 1 })).toBeCloseTo(Math.hypot(Math.log(4 / 2), Math.log(2 / 6)), 13);
  });

  it('affine-invariant: changes with no congruence; log-Euclidean: with no rotation', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((label) => covarianceLike(4, label));
    const rotation = orthogonal(4, 'rotation');
    const congruent = (m: Matrix, by: Matrix) => input(multiplyTranspose(multiply(by, m), by));
    expect(affineInvariantOfMatrices(congruent(a, c), congruent(b, c))).toBeCloseTo(
      affineInvariantOfMatrices(input(a), input(b)),
      8,
    );
    const plain = logEuclideanOfMatrices(input(a), input(b));
    expect(logEuclideanOfMatrices(congruent(a, rotation), congruent(b, rotation))).toBeCloseTo(plain, 10);
    expect(Math.abs(logEuclideanOfMatrices(congruent(a, c), congruent(b, c)) - plain)).toBeGreaterThan(1e-3);
    // The affine-invariant geometry is curved: never shorter than the flat one.
    expect(affineInvariantOfMatrices(input(a), input(b))).toBeGreaterThan(plain);
  });

  it('are 0 for equal matrices and symmetric', () => {
    const [a, b] = ['a', 'b'].map((label) => input(covarianceLike(5, label)));
    expect(affineInvariantOfMatrices(a, a)).toBeLessThan(1e-12);
    expect(logEuclideanOfMatrices(a, a)).toBe(0);
    expect(affineInvariantOfMatrices(b, a)).toBeCloseTo(affineInvariantOfMatrices(a, b), 10);
  });

  it('keep the digits of small eigenvalues', () => {
    const [a, b] = [diagonal([1, 1e-12]), diagonal([1, 3e-12])];
    expect(affineInvariantOfMatrices(a, b)).toBeCloseTo(Math.log(3), 12);
  });

  it('say what is wrong with a matrix', () => {
    for (const distance of [affineInvariantOfMatrices, logEuclideanOfMatrices]) {
      expect(() => distance(diagonal([1, 1]), diagonal([1, 0]))).toThrow('b is not positive definite');
      expect(() => distance(diagonal([1, -1]), diagonal([1, 1]))).toThrow('Give a shrinkage or a ridge.');
      expect(() => distance([[1, 2]], [[1, 2]])).toThrow('a is 1 x 2; expected a square symmetric matrix');
      expect(() => distance(diagonal([1]), diagonal([1, 1]))).toThrow('a is 1 x 1, b is 2 x 2');
      expect(() => distance(diagonal([1]), diagonal([1]), { shrinkage: 2 })).toThrow('shrinkage is 2');
    }
  });
});

describe('Riemannian distances of covariances', () => {
  const x = activity(40, 4, 'x');
  it('compare the same units in different samples', () => {
    const y = activity(25, 4, 'y');
    const mixing = covarianceLike(4, 'mixing');
    const expected = affineInvariantOfCovariances(input(x), input(y));
    expect(affineInvariantOfCovariances(input(multiply(x, mixing)), input(multiply(y, mixing)))).toBeCloseTo(
      expected,
      8,
    );
    // Twice the size in each of 4 units: log 4 each.
    expect(affineInvariantOfCovariances(input(x), input(times(x, 2)))).toBeCloseTo(2 * Math.log(4), 12);
    expect(logEuclideanOfCovariances(input(x), input(times(x, 2)))).toBeCloseTo(2 * Math.log(4), 12);
  });

  it('need the same units, and shrinkage where samples are few', () => {
    expect(() => affineInvariantOfCovariances(input(x), input(activity(40, 3, 'y')))).toThrow(
      'x has 4 units, y has 3; both need the same units',
    );
    const few = input(activity(3, 6, 'few'));
    expect(() => affineInvariantOfCovariances(few, few)).toThrow('x is not positive definite');
    expect(affineInvariantOfCovariances(few, few, { shrinkage: 0.2 })).toBeLessThan(1e-12);
  });
});

describe('Riemannian distances of Gram matrices', () => {
  it('of a scaled copy are sqrt(n) log of the squared factor', () => {
    const x = activity(16, 3, 'x');
    for (const measure of [affineInvariant, logEuclidean])
      expect(measure(input(x), input(times(x, 3)))).toBeCloseTo(4 * Math.log(9), 10);
  });

  it('are the same in the span of the data as over all samples', () => {
    const [x, y] = [activity(30, 4, 'x'), times(activity(30, 3, 'y'), 50)];
    for (const options of [{}, { shrinkage: 0.01 }, { ridge: 0.1 }, { ridge: 1e-6, shrinkage: 0.3 }]) {
      const centred = [x, y].map((one) => {
        const columnMean = (j: number) =>
          one.data.reduce((sum, v, at) => (at % one.columns === j ? sum + v : sum), 0) / 30;
        const means = Array.from({ length: one.columns }, (_, j) => columnMean(j));
        const plain = { ...one, data: one.data.map((v, at) => v - means[at % one.columns]) };
        const { shrinkage = options.ridge ? 0 : 0.1, ridge = 0 }: { shrinkage?: number; ridge?: number } = options;
        return input(shrunk(multiplyTranspose(plain, plain), shrinkage, ridge));
      });
      const [a, b] = centred;
      expect(affineInvariant(input(x), input(y), options)).toBeCloseTo(affineInvariantOfMatrices(a, b), 7);
      expect(logEuclidean(input(x), input(y), options)).toBeCloseTo(logEuclideanOfMatrices(a, b), 7);
    }
  });

  it('agree over widths: copies of a unit change nothing but the size', () => {
    const x = activity(20, 3, 'x');
    const wide = {
      rows: 20,
      columns: 12,
      data: Float64Array.from({ length: 240 }, (_, at) => x.data[Math.floor(at / 12) * 3 + (at % 3)] / 2),
    };
    const y = input(activity(20, 15, 'y'));
    expect(affineInvariant(input(wide), input(x))).toBeLessThan(1e-9);
    expect(affineInvariant(input(wide), y)).toBeCloseTo(affineInvariant(input(x), y), 8);
    expect(logEuclidean(input(wide), y)).toBeCloseTo(logEuclidean(input(x), y), 8);
  });

  it('take a squared-exponential kernel with the median distance as its length scale', () => {
    const rng = createRng('points');
    const points = Array.from({ length: 9 }, () => [rng.normal(), rng.normal()]);
    const distances = points.flatMap((a, i) => points.slice(0, i).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1])));
    const median = distances.sort((a, b) => a - b)[Math.floor((distances.length - 1) / 2)];
    const other = points.map(([a, b]) => [a * b, a - b]);
    const options = { kernel: 'squared-exponential' } as const;
    const scaled = points.map((point) => point.map((value) => value / median));
    // At length 1 the points over their median distance have the same kernel.
    const unit = (measure: typeof affineInvariant) => measure(scaled, other, { ...options, lengthScale: 1 });
    for (const measure of [affineInvariant, logEuclidean]) {
      expect(measure(points, scaled, options)).toBeLessThan(1e-9);
      expect(
        measure(
          points.map((point) => point.map((v) => v * 7)),
          other,
          { ...options, lengthScale: 1 },
        ),
      ).not.toBeCloseTo(unit(measure), 3);
    }
  });

  it('refuse options that leave the matrix singular, and equal samples in a kernel', () => {
    const x = activity(10, 3, 'x');
    expect(() => affineInvariant(input(x), input(x), { shrinkage: 0 })).toThrow('shrinkage and ridge are 0');
    const repeated = [[1], [1], [2], [3]];
    const options = { kernel: 'squared-exponential', lengthScale: 1, shrinkage: 0 } as const;
    expect(() => affineInvariant(repeated, repeated, options)).toThrow('x is not positive definite');
    expect(() => logEuclidean(repeated, repeated, options)).toThrow('x is not positive definite');
    expect(() => logEuclidean(repeated, repeated, { ...options, lengthScale: 0 })).toThrow('lengthScale is 0');
    expect(() => affineInvariant(repeated, repeated, { kernel: 'liner' as 'linear' })).toThrow(
      "Did you mean 'linear'?",
    );
  });
});
