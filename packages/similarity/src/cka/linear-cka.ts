import type { Matrix } from '@lrsim/core';
import { frobeniusNorm, multiplyTranspose, transposeMultiply } from '@lrsim/linalg';
import { angleOf, inRightAngles } from '../angles.js';
import { centred, checkSameSamples, unitNorm } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import type { MeasureDefinition } from '../types.js';

/** Unit-norm centred data, and its own Grams once somebody has asked for them. */
export interface UnitData {
  readonly argument: string;
  readonly matrix: Matrix;
}

/** |X'Y|^2 / (|X'X| |Y'Y|), X and Y centred, clipped to at most 1. */
function alignment(where: string, x: UnitData, y: UnitData): number {
  checkSameSamples(where, x, y);
  const [a, b] = [x.matrix, y.matrix];
  return Math.min(1, gramIsCheaper(a, b) ? alignmentOfSamples(a, b) : alignmentOfUnits(a, b));
}

/** Multiplications: units need X'Y, X'X and Y'Y; samples need XX' and YY'. */
const gramIsCheaper = ({ rows, columns: p }: Matrix, { columns: q }: Matrix) => rows * (p + q) < p * q + p * p + q * q;

function alignmentOfUnits(x: Matrix, y: Matrix): number {
  const cross = frobeniusNorm(transposeMultiply(x, y));
  return (cross * cross) / (frobeniusNorm(transposeMultiply(x, x)) * frobeniusNorm(transposeMultiply(y, y)));
}

function alignmentOfSamples(x: Matrix, y: Matrix): number {
  const [k, l] = [x, y].map((one) => multiplyTranspose(one, one));
  const inner = k.data.reduce((sum, value, at) => sum + value * l.data[at], 0);
  return inner / (frobeniusNorm(k) * frobeniusNorm(l));
}

const source = 'Kornblith, Norouzi, Lee & Hinton 2019 (arXiv 1905.00414), linear, biased';
const shared: Pick<MeasureDefinition<UnitData, never>, 'range' | 'invariance' | 'prepare'> = {
  range: [0, 1],
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  prepare(input, _, where, argument) {
    return { argument, matrix: unitNorm(centred(input, where, argument)) };
  },
};

/**
 * Linear centred kernel alignment, a similarity: 1 for equivalent shapes, 0 for uncorrelated ones.
 *
 * The biased (Gretton) estimator, |X'Y|^2 / (|X'X| |Y'Y|) of data centred per unit, from units or samples, whichever is
 * cheaper.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, or NaN.
 */
export const linearCka = /* @__PURE__ */ defineMeasure<UnitData>({
  ...shared,
  name: 'cka-similarity',
  higherIsCloser: true,
  isMetric: false,
  source,
  compare: (x, y) => alignment('cka-similarity', x, y),
});

/** 1 - linear CKA: 0 for equivalent shapes, 1 for uncorrelated ones. Does not obey the triangle inequality. */
export const ckaDistance = /* @__PURE__ */ defineMeasure<UnitData>({
  ...shared,
  name: 'cka',
  higherIsCloser: false,
  isMetric: false,
  source,
  compare: (x, y) => 1 - alignment('cka', x, y),
});

/** arccos(linear CKA) / (pi/2): 0 for equivalent shapes (within about 1e-7), 1 for uncorrelated ones; a metric. */
export const angularCka = /* @__PURE__ */ defineMeasure<UnitData>({
  ...shared,
  name: 'angular-cka',
  higherIsCloser: false,
  isMetric: true,
  source: 'Williams, Kunz, Kornblith & Linderman 2021 (arXiv 2110.14739), the angle of linear CKA',
  compare: (x, y) => inRightAngles(angleOf(alignment('angular-cka', x, y))),
});
