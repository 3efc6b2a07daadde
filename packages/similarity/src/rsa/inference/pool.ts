import { ArgumentError, lookUp } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { measuredPlaces, minusMean, picked } from '../comparable.js';
import { averageRanks } from '../ranks.js';
import { toRdms } from '../rdm-input.js';
import type { CompareRdmsOptions, Rdm, RdmComparison, RdmInput } from '../types.js';

/** Brings the measured dissimilarities of an RDM to a scale on which they can be averaged. */
type Scale = (where: string, argument: string, values: Float64Array) => Float64Array;

const rootMeanSquare = (data: Float64Array) =>
  frobeniusNorm({ rows: 1, columns: data.length, data }) / Math.sqrt(data.length);

function over(where: string, argument: string, values: Float64Array, size: number): Float64Array {
  if (!(size > 0))
    throw new ArgumentError(`${where}: ${argument} has dissimilarities of 0 only; expected some above 0`);
  return values.map((value) => value / size);
}

const ofRootMeanSquare: Scale = (where, argument, values) => over(where, argument, values, rootMeanSquare(values));
const standardised: Scale = (where, argument, values) => {
  const centred = minusMean(where, argument, values);
  return over(where, argument, centred, rootMeanSquare(centred));
};
const asRanks: Scale = (_where, _argument, values) => averageRanks(values);
const asTheyAre: Scale = (_where, _argument, values) => values;

const scales: Readonly<Record<RdmComparison, Scale>> = {
  cosine: ofRootMeanSquare,
  'whitened-cosine': ofRootMeanSquare,
  pearson: standardised,
  'whitened-pearson': standardised,
  spearman: asRanks,
  'rho-a': asRanks,
  'tau-a': asRanks,
  'tau-b': asRanks,
  bures: (where, argument, values) =>
    over(where, argument, values, values.reduce((sum, value) => sum + value, 0) / values.length),
  'squared-bures-distance': asTheyAre,
  'negative-riemannian': asTheyAre,
  euclidean: asTheyAre,
};

/**
 * One RDM for several subjects: the one that compares best with all of theirs, or near it.
 *
 * `cosine`: mean of RDMs over their root mean square; `pearson`: mean of z-scored ones, shifted to a minimum of 0: the
 * optima. Whitened ones as those without whitening, rank coefficients by mean ranks: near the optima. `bures`: mean of RDMs
 * over their mean; the others: plain mean. A pair is the mean over the subjects that have it, NaN where none has.
 *
 * Nili et al. 2014, PLoS Comput Biol 10(4): e1003553; Schuett et al. 2023, eLife 12: e82566.
 *
 * @throws ArgumentError for no RDM, different numbers of conditions, or an RDM that has no scale.
 */
export function poolRdms(rdms: readonly RdmInput[], options: CompareRdmsOptions = {}): Rdm {
  return pooled('poolRdms', toRdms('poolRdms', 'rdms', rdms), options);
}

/** An RDM on the scale on which it is averaged. */
export interface ScaledRdm {
  readonly measured: Uint32Array;
  /** Of the measured pairs. */
  readonly values: Float64Array;
}

/** RDMs already read on the scale of a comparison. */
export function scaledRdms(where: string, rdms: readonly Rdm[], { compare }: CompareRdmsOptions): ScaledRdm[] {
  const scale = lookUp('comparison of RDMs', scales, compare ?? 'cosine');
  return rdms.map((rdm, subject) => {
    const measured = measuredPlaces(rdm.values);
    if (measured.length === 0)
      throw new ArgumentError(`${where}: rdms[${subject}] has no dissimilarity that is not NaN; expected some`);
    return { measured, values: scale(where, `rdms[${subject}]`, picked(rdm.values, measured)) };
  });
}

/** `poolRdms` of RDMs already read. */
export const pooled = (where: string, rdms: readonly Rdm[], options: CompareRdmsOptions): Rdm =>
  poolOf(rdms[0], totalOf(rdms[0].values.length, scaledRdms(where, rdms, options)), options);

/** The sums of RDMs on their scale, and how many have each pair. */
export interface PoolTotal {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

export function totalOf(pairs: number, rdms: readonly ScaledRdm[]): PoolTotal {
  const total = { sums: new Float64Array(pairs), counts: new Int32Array(pairs) };
  for (const rdm of rdms) addTo(total, rdm, 1);
  return total;
}

/** The total of all but some. */
export function totalWithout({ sums, counts }: PoolTotal, rdms: readonly ScaledRdm[]): PoolTotal {
  const rest = { sums: sums.slice(), counts: counts.slice() };
  for (const rdm of rdms) addTo(rest, rdm, -1);
  return rest;
}

function addTo({ sums, counts }: PoolTotal, { measured, values }: ScaledRdm, sign: 1 | -1): void {
  for (let i = 0; i < measured.length; i++) {
    sums[measured[i]] += sign * values[i];
    counts[measured[i]] += sign;
  }
}

/** The pool of RDMs whose total is known, `like` one of them. */
export function poolOf(
  { conditions, labels }: Rdm,
  { sums, counts }: PoolTotal,
  { compare = 'cosine' }: CompareRdmsOptions,
): Rdm {
  const values = new Float64Array(sums.length);
  let lowest = Infinity;
  for (let at = 0; at < values.length; at++) {
    values[at] = counts[at] > 0 ? sums[at] / counts[at] : Number.NaN;
    if (values[at] < lowest) lowest = values[at];
  }
  if (scales[compare] === standardised) for (let at = 0; at < values.length; at++) values[at] -= lowest;
  const pool: Rdm = { conditions, values };
  return labels ? { ...pool, labels } : pool;
}
