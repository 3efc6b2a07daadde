import { ArgumentError, checkNumber, lookUp } from '@lrsim/core';
import { averageRanks } from './ranks.js';
import { toRdm, toRdms } from './rdm-input.js';
import { shortestPaths } from './shortest-paths.js';
import type { Rdm, RdmInput, RdmTransform, TransformOptions } from './types.js';

/** How an RDM is transformed once all of them are known. NaN stays NaN. */
type Transform = (rdms: readonly Rdm[], options: TransformOptions) => (rdm: Rdm) => Float64Array;

const transforms: Readonly<Record<RdmTransform, Transform>> = {
  rank: () => (rdm) => ofMeasured(rdm.values, (measured) => averageRanks(measured)),
  sqrt: () => (rdm) => rdm.values.map((value) => Math.sqrt(Math.max(0, value))),
  positive: () => (rdm) => rdm.values.map((value) => Math.max(0, value)),
  minmax: () => (rdm) => ofMeasured(rdm.values, fromZeroToOne),
  geodesic: () => (rdm) => shortestPaths(rdm.conditions, ofMeasured(rdm.values, fromZeroToOne)),
  geotopological(rdms, options) {
    const change = betweenQuantiles('transformRdms', rdms, options);
    return (rdm) => rdm.values.map(change);
  },
};

/**
 * An RDM with its dissimilarities transformed; the one given stays as it is, and so does NaN.
 *
 * `rank`: average ranks from 1. `sqrt` and `positive`: negative ones become 0 (first). `minmax`: the least becomes 0, the largest 1.
 * `geotopological`: 0 up to the quantile `lower`, 1 from `upper`, linear between (Lin & Kriegeskorte 2023, arXiv 2309.11028).
 * `geodesic`: lengths of shortest paths after minmax, on which a pair not measured is no edge; a zero distance is one.
 *
 * @throws ArgumentError for an unknown transform, quantiles out of order or that are the same number, or RDMs all of one value.
 */
export function transformRdm(input: RdmInput, transform: RdmTransform, options: TransformOptions = {}): Rdm {
  const rdm = toRdm('transformRdm', 'rdm', input);
  return transformRdms([rdm], transform, options)[0];
}

/** `transformRdm` of RDMs of the same conditions, the quantiles of `geotopological` being those of all of them together. */
export function transformRdms(
  inputs: readonly RdmInput[],
  transform: RdmTransform,
  options: TransformOptions = {},
): Rdm[] {
  const rdms = toRdms('transformRdms', 'rdms', inputs);
  const apply = lookUp('transform of RDMs', transforms, transform)(rdms, options);
  return rdms.map((rdm) => ({ ...rdm, values: apply(rdm) }));
}

/** Applies a change to what was measured, and leaves NaN where it was. */
function ofMeasured(values: Float64Array, change: (measured: Float64Array) => Float64Array): Float64Array {
  const changed = change(values.filter((value) => !Number.isNaN(value)));
  let next = 0;
  return values.map((value) => (Number.isNaN(value) ? value : changed[next++]));
}

function fromZeroToOne(values: Float64Array): Float64Array {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(most > least))
    throw new ArgumentError('transformRdms: the RDM has dissimilarities all the same; expected some that differ');
  return values.map((value) => (value - least) / (most - least));
}

function betweenQuantiles(where: string, rdms: readonly Rdm[], { lower = 0.2, upper = 0.8 }: TransformOptions) {
  checkNumber(where, 'lower', lower, 0);
  checkNumber(where, 'upper', upper, 0);
  if (!(lower < upper && upper <= 1))
    throw new ArgumentError(`${where}: lower is ${lower}, upper is ${upper}; expected 0 <= lower < upper <= 1`);
  const sorted = Float64Array.from(rdms.flatMap(({ values }) => Array.from(values).filter((v) => !Number.isNaN(v))));
  sorted.sort();
  const quantile = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  };
  const [low, high] = [quantile(lower), quantile(upper)];
  if (!(high > low))
    throw new ArgumentError(`${where}: both quantiles are ${low}; expected some dissimilarities between them`);
  return (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
}
