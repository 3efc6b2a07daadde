import { ArgumentError, checkNumber, lookUp } from '@lrsim/core';
import { toRdms } from './rdm-input.js';
import type { Rdm, RdmInput, RescaleOptions } from './types.js';

/** What every dissimilarity of an RDM weighs. */
const weightings = {
  evidence: (values: Float64Array) => values.map((value) => Math.max(value * value, 0.2 ** 2)),
  setsize(values: Float64Array) {
    const measured = values.filter((value) => !Number.isNaN(value)).length;
    return values.map(() => 1 / measured);
  },
  simple: (values: Float64Array) => values.map(() => 1),
} as const;

/** Steps after which to stop in any case. */
const STEPS = 1000;

/**
 * RDMs that each lack some pairs (NaN), brought to one scale: each is scaled to the norm that the weighted mean of all has over
 * its pairs, again and again until that mean, of norm 1, stays.
 *
 * @throws ArgumentError for no RDMs, different numbers of conditions, or an RDM with nothing but 0 or NaN.
 */
export function rescaleRdms(inputs: readonly RdmInput[], options: RescaleOptions = {}): Rdm[] {
  const rdms = toRdms('rescaleRdms', 'rdms', inputs);
  return rescaled('rescaleRdms', rdms, options).map((values, at) => ({ ...rdms[at], values }));
}

/** The weighted mean of `rescaleRdms`: one RDM that has all pairs which any of the given ones has. Errors as there. */
export function rescaledMean(inputs: readonly RdmInput[], options: RescaleOptions = {}): Rdm {
  const rdms = toRdms('rescaledMean', 'rdms', inputs);
  const values = weightedMean(rescaled('rescaledMean', rdms, options), weightsOf(rdms, options));
  return { ...rdms[0], values };
}

function weightsOf(rdms: readonly Rdm[], { weights = 'evidence' }: RescaleOptions) {
  const weigh = lookUp('weights of rescaled RDMs', weightings, weights);
  return rdms.map(({ values }) => weigh(values));
}

function rescaled(where: string, rdms: readonly Rdm[], options: RescaleOptions): Float64Array[] {
  const { threshold = 1e-8 } = options;
  checkNumber(where, 'threshold', threshold, 0);
  const weights = weightsOf(rdms, options);
  const units = rdms.map(({ values }, at) => unit(where, `rdms[${at}]`, values));
  const ones = rdms.map(({ values }) => values.map(() => 1));
  let estimate = unit(
    where,
    'the mean of rdms',
    weightedMean(
      rdms.map(({ values }) => values),
      ones,
    ),
  );
  let scaled = units;
  for (let step = 0; step < STEPS; step++) {
    const before = estimate;
    scaled = units.map((values) => {
      const norm = normOf(before.filter((_, at) => !Number.isNaN(values[at])));
      return values.map((value) => value * norm);
    });
    estimate = unit(where, 'the mean of rdms', weightedMean(scaled, weights));
    if (normOf(estimate.map((value, at) => value - before[at])) ** 2 <= threshold) break;
  }
  return scaled;
}

/** NaN where none has a value. */
function weightedMean(lists: readonly Float64Array[], weights: readonly Float64Array[]): Float64Array {
  return lists[0].map((_, at) => {
    let [sum, total] = [0, 0];
    lists.forEach((values, list) => {
      if (Number.isNaN(values[at])) return;
      sum += weights[list][at] * values[at];
      total += weights[list][at];
    });
    return sum / total;
  });
}

const normOf = (values: Float64Array) =>
  Math.sqrt(values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value * value), 0));

function unit(where: string, argument: string, values: Float64Array): Float64Array {
  const norm = normOf(values);
  if (!(norm > 0))
    throw new ArgumentError(`${where}: ${argument} has no dissimilarity other than 0 or NaN; expected some`);
  return values.map((value) => value / norm);
}
