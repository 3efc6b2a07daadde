import type { Matrix, MatrixInput } from '@lrsim/core';
import { frobeniusNorm, transpose, transposeMultiply } from '@lrsim/linalg';
import { defineMetric } from './define-metric.js';
import { readPair, unitNorm } from './read-pair.js';
import { rightAngles } from './right-angles.js';

/** |X'Y|^2 / (|X'X| |Y'Y|), X and Y centred, clipped to at most 1. */
function alignment(where: string, x: MatrixInput, y: MatrixInput): number {
  const [a, b] = readPair(where, x, y).map(unitNorm);
  return Math.min(1, gramIsCheaper(a, b) ? alignmentOfSamples(a, b) : alignmentOfUnits(a, b));
}

/** Multiplications: units need X'Y, X'X and Y'Y; samples need XX' and YY'. */
const gramIsCheaper = ({ rows, columns: p }: Matrix, { columns: q }: Matrix) => rows * (p + q) < p * q + p * p + q * q;

function alignmentOfUnits(x: Matrix, y: Matrix): number {
  const cross = frobeniusNorm(transposeMultiply(x, y));
  return (cross * cross) / (frobeniusNorm(transposeMultiply(x, x)) * frobeniusNorm(transposeMultiply(y, y)));
}

function alignmentOfSamples(x: Matrix, y: Matrix): number {
  const [k, l] = [x, y].map(transpose).map((wide) => transposeMultiply(wide, wide));
  const inner = k.data.reduce((sum, value, at) => sum + value * l.data[at], 0);
  return inner / (frobeniusNorm(k) * frobeniusNorm(l));
}

const invariance = ['translation', 'isotropic-scaling', 'rotation', 'permutation'] as const;
const source = 'Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414), linear, biased';

/**
 * Linear centred kernel alignment, a similarity: 1 for equivalent shapes, 0 for uncorrelated ones.
 *
 * The biased (Gretton) estimator, |X'Y|^2 / (|X'X| |Y'Y|) of data centred per unit, from units or samples, whichever is
 * cheaper.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const linearCka = /* @__PURE__ */ defineMetric<never>(
  'cka-similarity',
  (x, y) => alignment('cka-similarity', x, y),
  { range: [0, 1], higherIsCloser: true, invariance, isMetric: false, source },
);

/** 1 - linear CKA: 0 for equivalent shapes, 1 for uncorrelated ones. Does not obey the triangle inequality. */
export const ckaDistance = /* @__PURE__ */ defineMetric<never>('cka', (x, y) => 1 - alignment('cka', x, y), {
  range: [0, 1],
  higherIsCloser: false,
  invariance,
  isMetric: false,
  source,
});

/** arccos(linear CKA) / (pi/2): 0 for equivalent shapes (within about 1e-7), 1 for uncorrelated ones; a metric. */
export const angularCka = /* @__PURE__ */ defineMetric<never>(
  'angular-cka',
  (x, y) => rightAngles(alignment('angular-cka', x, y)),
  {
    range: [0, 1],
    higherIsCloser: false,
    invariance,
    isMetric: true,
    source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), the angle of linear CKA',
  },
);
