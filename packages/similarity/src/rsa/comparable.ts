import { ArgumentError, allFinite, type Matrix } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { type KernelFactor, kernelFactor } from '../bures/kernels.js';
import { lazily } from '../lazily.js';
import { averageRanks, type Ranking, rank } from './ranks.js';
import { squareRdm } from './rdm-input.js';
import type { Rdm, WhiteningOptions } from './types.js';
import { covarianceFactor, whitenedDissimilarities } from './whiten.js';

/** An RDM with what comparisons derive of it alone, each made when first asked for. */
export interface ComparableRdm {
  readonly rdm: Rdm;
  /** What it is called in messages. */
  readonly argument: string;
  /** Whether every pair was measured. */
  readonly complete: boolean;
  /** The places of the pairs that were measured. */
  measured(): Uint32Array;
  /** The same with those pairs alone. */
  withoutMissing(): ComparableRdm;
  /** The norm of its dissimilarities. */
  norm(): number;
  /** Its dissimilarities, of norm 1. */
  unit(): Float64Array;
  /** Its dissimilarities minus their mean, of norm 1. */
  centred(): Float64Array;
  ranking(): Ranking;
  averageRanks(): Float64Array;
  /** Its average ranks minus their mean, of norm 1. */
  centredRanks(): Float64Array;
  /** A factor of its centred kernel; needs a complete RDM. */
  kernelFactor(): KernelFactor;
  /** Its dissimilarities with their noise made white, of norm 1; needs a complete RDM. */
  whitened(): Float64Array;
  /** The same of its dissimilarities minus their mean. */
  whitenedCentred(): Float64Array;
}

/** Wraps an RDM for comparisons; its values are kept, not copied. */
export function comparableRdm(
  where: string,
  argument: string,
  rdm: Rdm,
  { conditionCovariance }: WhiteningOptions = {},
): ComparableRdm {
  const factor = lazily(() => covarianceFactor(where, conditionCovariance, rdm.conditions));
  const whiten = (values: Float64Array) => {
    const complete = { conditions: rdm.conditions, values };
    const s = factor();
    // White noise of the conditions whitens to the centred kernel, which takes no Cholesky factor.
    return unitVector(where, argument, s ? whitenedDissimilarities(complete, s) : centredKernel(complete).data);
  };
  const measured = lazily(() => measuredPlaces(rdm.values));
  const ranking = lazily(() => rank(rdm.values));
  const ranks = lazily(() => averageRanks(rdm.values));
  return {
    rdm,
    argument,
    complete: allFinite(rdm.values),
    measured,
    withoutMissing: lazily(() => comparableRdm(where, argument, { ...rdm, values: picked(rdm.values, measured()) })),
    norm: lazily(() => normOf(where, argument, rdm.values)),
    unit: lazily(() => unitVector(where, argument, rdm.values)),
    centred: lazily(() => centredUnitVector(where, argument, rdm.values)),
    ranking,
    averageRanks: ranks,
    centredRanks: lazily(() => centredUnitVector(where, argument, ranks())),
    kernelFactor: lazily(() => kernelFactor(centredKernel(rdm), where, argument)),
    whitened: lazily(() => whiten(rdm.values)),
    whitenedCentred: lazily(() => whiten(minusMean(where, argument, rdm.values))),
  };
}

/** The two with the pairs that both have measured: as they are where that is all. */
export function sharedPairs(where: string, a: ComparableRdm, b: ComparableRdm): [ComparableRdm, ComparableRdm] {
  if (a.complete && b.complete) return [a, b];
  const [ofA, ofB] = [a.measured(), b.measured()];
  // As in bootstrap samples, where the copies of a condition are missing in all.
  if (ofA.length > 0 && areSame(ofA, ofB)) return [a.withoutMissing(), b.withoutMissing()];
  const kept = measuredInBoth(where, a.rdm, b.rdm);
  const part = ({ rdm, argument }: ComparableRdm) =>
    comparableRdm(where, argument, { ...rdm, values: picked(rdm.values, kept) });
  return [part(a), part(b)];
}

function areSame(a: Uint32Array, b: Uint32Array): boolean {
  let differ = Math.abs(a.length - b.length);
  for (let i = 0; i < a.length; i++) differ |= a[i] ^ b[i];
  return differ === 0;
}

/** The values at some places. */
export function picked(values: Float64Array, places: Uint32Array): Float64Array {
  const chosen = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) chosen[i] = values[places[i]];
  return chosen;
}

/** The places at which no value is NaN in one list, or in both. */
export function measuredPlaces(values: Float64Array, others: Float64Array = values): Uint32Array {
  const places = new Uint32Array(values.length);
  let count = 0;
  for (let at = 0; at < values.length; at++)
    if (!Number.isNaN(values[at]) && !Number.isNaN(others[at])) places[count++] = at;
  return places.subarray(0, count);
}

/** The indices of the pairs that two RDMs both have. */
export function measuredInBoth(where: string, a: Rdm, b: Rdm): Uint32Array {
  const kept = measuredPlaces(a.values, b.values);
  if (kept.length === 0)
    throw new ArgumentError(`${where}: no pair of conditions was measured in both RDMs; expected some that are`);
  return kept;
}

/**
 * -HDH/2: the second moment of the patterns about their mean, if the dissimilarities are squared Euclidean distances.
 */
export function centredKernel(rdm: Rdm): Matrix {
  const { rows: n, data } = squareRdm(rdm);
  const means = new Float64Array(n);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < n; j++, at++) means[i] += data[at] / n;
  const mean = means.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j < n; j++, at++) data[at] = (means[i] + means[j] - mean - data[at]) / 2;
  return { rows: n, columns: n, data };
}

function normOf(where: string, argument: string, values: Float64Array): number {
  const norm = frobeniusNorm({ rows: 1, columns: values.length, data: values });
  if (!(norm > 0))
    throw new ArgumentError(`${where}: ${argument} has dissimilarities of 0 only; expected some above 0`);
  return norm;
}

/** A vector over its norm. */
export const unitVector = (where: string, argument: string, values: Float64Array): Float64Array =>
  overNorm(values.slice(), normOf(where, argument, values));

/** Norms beyond these have products near the ends of float64. */
const [SMALLEST, LARGEST] = [1e-100, 1e100];

/** The cosine of two RDMs' dissimilarities. */
export function cosineOf(a: ComparableRdm, b: ComparableRdm): number {
  const norms = [a.norm(), b.norm()];
  return norms.every((norm) => norm > SMALLEST && norm < LARGEST)
    ? dot(a.rdm.values, b.rdm.values) / (norms[0] * norms[1])
    : dot(a.unit(), b.unit());
}

/** A vector minus its mean, over its norm. */
export function centredUnitVector(where: string, argument: string, values: Float64Array): Float64Array {
  const centred = minusMean(where, argument, values);
  return overNorm(centred, frobeniusNorm({ rows: 1, columns: values.length, data: centred }));
}

function overNorm(values: Float64Array, norm: number): Float64Array {
  for (let at = 0; at < values.length; at++) values[at] /= norm;
  return values;
}

/**
 * A vector minus its mean.
 *
 * @throws ArgumentError where all its numbers are the same but for rounding.
 */
export function minusMean(where: string, argument: string, values: Float64Array): Float64Array {
  const n = values.length;
  let sum = 0;
  for (let at = 0; at < n; at++) sum += values[at];
  const mean = sum / n;
  const centred = new Float64Array(n);
  let [reach, spread] = [0, 0];
  for (let at = 0; at < n; at++) {
    centred[at] = values[at] - mean;
    reach = Math.max(reach, Math.abs(values[at]));
    spread = Math.max(spread, Math.abs(centred[at]));
  }
  if (!(spread > 4 * Number.EPSILON * reach))
    throw new ArgumentError(
      `${where}: ${argument} has ${n === 1 ? 'one dissimilarity' : `${n} equal dissimilarities`}; expected some that differ`,
    );
  return centred;
}

/** Sum of products. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}
