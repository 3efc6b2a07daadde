import { ArgumentError, lookUp } from '@lrsim/core';
import { frobeniusNorm } from '@lrsim/linalg';
import { minusMean } from '../comparable.js';
import { averageRanks, rank } from '../ranks.js';
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
const asRanks: Scale = (_where, _argument, values) => averageRanks(rank(values));
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

/** `poolRdms` of RDMs already read. */
export function pooled(where: string, rdms: readonly Rdm[], options: CompareRdmsOptions): Rdm {
  const scale = lookUp('comparison of RDMs', scales, options.compare ?? 'cosine');
  const { conditions, values, labels } = rdms[0];
  const [sums, counts] = [new Float64Array(values.length), new Float64Array(values.length)];
  rdms.forEach((rdm, subject) => {
    const measured = Uint32Array.from(rdm.values.keys()).filter((at) => !Number.isNaN(rdm.values[at]));
    if (measured.length === 0)
      throw new ArgumentError(`${where}: rdms[${subject}] has no dissimilarity that is not NaN; expected some`);
    const of = Float64Array.from(measured, (at) => rdm.values[at]);
    const scaled = scale(where, `rdms[${subject}]`, of);
    measured.forEach((at, i) => {
      sums[at] += scaled[i];
      counts[at]++;
    });
  });
  const mean = sums.map((sum, at) => sum / counts[at]);
  const lowest = mean
    .filter((value) => !Number.isNaN(value))
    .reduce((least, value) => Math.min(least, value), Infinity);
  const pool: Rdm = { conditions, values: scale === standardised ? mean.map((value) => value - lowest) : mean };
  return labels ? { ...pool, labels } : pool;
}
