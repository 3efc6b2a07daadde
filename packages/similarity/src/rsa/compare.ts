import { ArgumentError, lookUp, type Matrix } from '@lrsim/core';
import { frobeniusNorm, solvePositiveDefinite } from '@lrsim/linalg';
import { distanceOfFactors, type KernelFactor, similarityOfFactors } from '../bures/kernels.js';
import {
  type ComparableRdm,
  comparableRdm,
  cosineOf,
  dot,
  measuredInBoth,
  minusMean,
  sharedPairs,
} from './comparable.js';
import { concordance } from './kendall.js';
import { checkSameConditions, toRdm } from './rdm-input.js';
import { negativeRiemannian } from './riemannian.js';
import type { CompareRdmsOptions, Rdm, RdmComparison, RdmInput, WhiteningOptions } from './types.js';
import { dissimilarityCovariance, readConditionCovariance } from './whiten.js';

type Comparison = (where: string, a: ComparableRdm, b: ComparableRdm, options: WhiteningOptions) => number;

/** A comparison that leaves out the pairs which one of the two lacks. */
const ofSharedPairs =
  (compare: (a: ComparableRdm, b: ComparableRdm) => number): Comparison =>
  (where, a, b) =>
    compare(...sharedPairs(where, a, b));

const withinOne = (value: number) => Math.min(1, Math.max(-1, value));

const comparisons: Readonly<Record<RdmComparison, Comparison>> = {
  cosine: ofSharedPairs((a, b) => withinOne(cosineOf(a, b))),
  pearson: ofSharedPairs((a, b) => withinOne(dot(a.centred(), b.centred()))),
  spearman: ofSharedPairs((a, b) => withinOne(dot(a.centredRanks(), b.centredRanks()))),
  'rho-a': ofSharedPairs((a, b) => {
    const [r, s] = [a.averageRanks(), b.averageRanks()];
    const n = r.length;
    const mean = (n + 1) / 2;
    let sum = 0;
    for (let at = 0; at < n; at++) sum += (r[at] - mean) * (s[at] - mean);
    return n > 1 ? (12 * sum) / (n ** 3 - n) : Number.NaN;
  }),
  'tau-a': ofSharedPairs((a, b) => {
    const { balance, pairs } = concordance(a.ranking(), b.ranking());
    return balance / pairs;
  }),
  'tau-b': ofSharedPairs((a, b) => {
    const { balance, pairs } = concordance(a.ranking(), b.ranking());
    const [untiedA, untiedB] = [pairs - a.ranking().tiedPairs, pairs - b.ranking().tiedPairs];
    // Refuses the same RDMs that the other coefficients with a variance in the denominator do.
    if (untiedA === 0) a.centredRanks();
    if (untiedB === 0) b.centredRanks();
    return withinOne(balance / Math.sqrt(untiedA) / Math.sqrt(untiedB));
  }),
  'whitened-cosine': (where, a, b, options) =>
    a.complete && b.complete && !options.signal
      ? withinOne(dot(a.whitened(), b.whitened()))
      : explicitlyWhitened(where, a, b, options, (rdm) => rdm.values),
  'whitened-pearson': (where, a, b, options) =>
    a.complete && b.complete && !options.signal
      ? withinOne(dot(a.whitenedCentred(), b.whitenedCentred()))
      : explicitlyWhitened(where, a, b, options, (rdm, argument) => minusMean(where, argument, rdm.values)),
  bures: (where, a, b) => similarityOfFactors(where, ...kernelFactors(where, a, b)),
  'squared-bures-distance': (where, a, b) => distanceOfFactors(where, ...kernelFactors(where, a, b), true),
  'negative-riemannian': (where, a, b, options) => negativeRiemannian(where, a.rdm, b.rdm, options),
  euclidean: ofSharedPairs((a, b) => {
    const other = b.rdm.values;
    const data = a.rdm.values.map((value, at) => value - other[at]);
    return frobeniusNorm({ rows: 1, columns: data.length, data });
  }),
};

/** Cosine under V^-1 with V written out: for some of the pairs, or noise that depends on the signal. */
function explicitlyWhitened(
  where: string,
  a: ComparableRdm,
  b: ComparableRdm,
  { conditionCovariance, signal }: WhiteningOptions,
  valuesOf: (rdm: Rdm, argument: string) => Float64Array,
): number {
  const n = a.rdm.conditions;
  const pairs = measuredInBoth(where, a.rdm, b.rdm);
  const [x, y] = sharedPairs(where, a, b).map(({ rdm, argument }) => valuesOf(rdm, argument));
  const covariance = readConditionCovariance(where, conditionCovariance, n);
  const v = dissimilarityCovariance(where, n, pairs, covariance, signal);
  const data = new Float64Array(2 * x.length);
  for (let at = 0; at < x.length; at++) [data[2 * at], data[2 * at + 1]] = [x[at], y[at]];
  const solved = solvePositiveDefinite(v, { rows: x.length, columns: 2, data }).data;
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < x.length; at++) {
    xx += x[at] * solved[2 * at];
    xy += x[at] * solved[2 * at + 1];
    yy += y[at] * solved[2 * at + 1];
  }
  if (!(xx > 0 && yy > 0))
    throw new ArgumentError(`${where}: an RDM has dissimilarities of 0 only; expected some above 0`);
  return withinOne(xy / Math.sqrt(xx) / Math.sqrt(yy));
}

function kernelFactors(where: string, a: ComparableRdm, b: ComparableRdm): [KernelFactor, KernelFactor] {
  for (const { complete, argument } of [a, b])
    if (!complete)
      throw new ArgumentError(`${where}: ${argument} has NaN; bures needs every pair of conditions measured`);
  return [a.kernelFactor(), b.kernelFactor()];
}

/** Two RDMs already wrapped, compared. */
export function compareComparable(
  where: string,
  a: ComparableRdm,
  b: ComparableRdm,
  options: CompareRdmsOptions,
): number {
  checkSameConditions(where, a.rdm, b.rdm, a.argument, b.argument);
  return lookUp('comparison of RDMs', comparisons, options.compare ?? 'cosine')(where, a, b, options);
}

/**
 * How alike two RDMs of the same conditions are; larger is closer but for `squared-bures-distance` and `euclidean`.
 *
 * Pairs that one of them lacks (NaN) are left out; `bures`, `squared-bures-distance` and `negative-riemannian` need all.
 * Rank coefficients cost O(N log N) for N pairs, whitening n^3 for n conditions. `negative-riemannian` is not symmetric.
 *
 * @throws ArgumentError for RDMs of different numbers of conditions, one without variance where that divides, or no pair in common.
 */
export function compareRdms(a: RdmInput, b: RdmInput, options: CompareRdmsOptions = {}): number {
  const where = 'compareRdms';
  const x = comparableRdm(where, 'a', toRdm(where, 'a', a), options);
  return compareComparable(where, x, comparableRdm(where, 'b', toRdm(where, 'b', b), options), options);
}

/** `compareRdms` of all pairs of two lists, a.length x b.length row by row; each RDM is ranked or whitened once. */
export function compareAllRdms(
  a: readonly RdmInput[],
  b: readonly RdmInput[],
  options: CompareRdmsOptions = {},
): Matrix {
  const where = 'compareAllRdms';
  const wrap = (name: string, list: readonly RdmInput[]) =>
    list.map((rdm, at) => comparableRdm(where, `${name}[${at}]`, toRdm(where, `${name}[${at}]`, rdm), options));
  const [x, y] = [wrap('a', a), wrap('b', b)];
  const data = Float64Array.from(x.flatMap((one) => y.map((other) => compareComparable(where, one, other, options))));
  return { rows: x.length, columns: y.length, data };
}
