import { ArgumentError, checkNumber, lookUp, type Matrix, type MatrixInput, viewMatrix } from '@lrsim/core';
import { multiply } from '@lrsim/linalg';
import { groupBy } from './labels.js';
import { centredByColumn, groupMeans, withoutPatternMeans } from './patterns.js';
import { toPrecision } from './precision.js';
import { upperTriangle } from './rdm-input.js';
import { squaredDistances } from './squared-distances.js';
import type { PoissonOptions, Rdm, RdmKind, RdmOptions } from './types.js';

type Kind = (patterns: Matrix, options: RdmOptions) => Float64Array;

const kinds: Readonly<Record<RdmKind, Kind>> = {
  'squared-euclidean': (patterns) => scaled(squaredDistances(patterns), 1 / patterns.columns),
  euclidean: (patterns) => squaredDistances(patterns).map(Math.sqrt),
  correlation: (patterns) => angularDistances(withoutPatternMeans(patterns), patterns),
  cosine: (patterns) => angularDistances(patterns, patterns),
  gaussian(patterns) {
    const squared = squaredDistances(patterns);
    const mean = (2 * squared.reduce((sum, value) => sum + value, 0)) / patterns.rows ** 2;
    return squared.map((value) => (value === 0 ? 0 : -Math.expm1(-value / mean)));
  },
  mahalanobis(patterns, { precision }) {
    if (precision === undefined)
      throw new ArgumentError('rdm: precision is undefined; expected the precision (inverse covariance) of the noise');
    const s = toPrecision('rdm', 'precision', precision, patterns.columns);
    const { rows: n, columns: p, data } = centredByColumn(patterns);
    const weighted = multiply({ rows: n, columns: p, data }, s).data;
    const form = (i: number, j: number) => {
      let sum = 0;
      for (let k = 0; k < p; k++)
        sum += (data[i * p + k] - data[j * p + k]) * (weighted[i * p + k] - weighted[j * p + k]);
      return sum / p;
    };
    return upperTriangle(n, form);
  },
  poisson(patterns, options) {
    const rates = withPrior('rdm', patterns, options);
    const { rows: n, columns: p, data } = rates;
    const logs = data.map(Math.log);
    const divergence = (i: number, j: number) => {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += (data[i * p + k] - data[j * p + k]) * (logs[i * p + k] - logs[j * p + k]);
      return sum / p;
    };
    return upperTriangle(n, divergence);
  },
};

/**
 * The dissimilarities of all pairs of patterns.
 *
 * A pattern whose correlation or cosine is undefined, being constant or zero, counts as uncorrelated with all others:
 * dissimilarity 1.
 *
 * @param patterns - [conditions, channels]; or [trials, channels] with `conditions`, whose mean patterns are taken.
 * @throws ArgumentError for fewer than two conditions, a precision of another size, or negative rates for `poisson`.
 */
export const rdm = (patterns: MatrixInput, options: RdmOptions = {}): Rdm =>
  readRdm('rdm', 'patterns', patterns, options);

/** `rdm` under another function's name, for messages. */
export function readRdm(where: string, argument: string, patterns: MatrixInput, options: RdmOptions): Rdm {
  const raw = viewMatrix(where, argument, patterns);
  const groups = options.conditions ? groupBy(where, 'conditions', options.conditions, raw.rows) : undefined;
  const means = groups ? groupMeans(raw, groups) : raw;
  if (means.rows < 2) throw new ArgumentError(`${where}: ${argument} has 1 condition; expected at least 2`);
  const values = patternDissimilarities(options.removeMean ? withoutPatternMeans(means) : means, options);
  return groups ? { conditions: means.rows, values, labels: groups.labels } : { conditions: means.rows, values };
}

/** `rdm` of patterns already read. */
export const patternDissimilarities = (patterns: Matrix, options: RdmOptions): Float64Array =>
  lookUp('RDM', kinds, options.kind ?? 'squared-euclidean')(patterns, options);

/** In place. */
function scaled(values: Float64Array, factor: number): Float64Array {
  for (let at = 0; at < values.length; at++) values[at] *= factor;
  return values;
}

/** 1 - cosine as half the squared distance of unit vectors: exact where patterns are alike. */
function angularDistances(patterns: Matrix, original: Matrix): Float64Array {
  const { rows: n, columns: p } = patterns;
  const data = patterns.data.slice();
  const zero = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    const pattern = data.subarray(row * p, (row + 1) * p);
    const largest = pattern.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const before = original.data.subarray(row * p, (row + 1) * p);
    const reach = before.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    // What centring leaves of a constant pattern is rounding.
    zero[row] = largest <= 4 * Number.EPSILON * reach ? 1 : 0;
    const norm = zero[row] ? 0 : largest * Math.sqrt(pattern.reduce((sum, v) => sum + (v / largest) ** 2, 0));
    for (let k = 0; k < p; k++) pattern[k] = zero[row] ? 0 : pattern[k] / norm;
  }
  const values = scaled(squaredDistances({ rows: n, columns: p, data }), 0.5);
  if (zero.includes(1))
    for (let i = 0, at = 0; i < n; i++) for (let j = i + 1; j < n; j++, at++) if (zero[i] || zero[j]) values[at] = 1;
  return values;
}

/** Rates shrunk towards the prior: (m + w rate) / (1 + w). */
export function withPrior(where: string, rates: Matrix, { priorRate = 1, priorWeight = 0.1 }: PoissonOptions): Matrix {
  checkNumber(where, 'priorRate', priorRate, 0);
  checkNumber(where, 'priorWeight', priorWeight, 0);
  const data = rates.data.map((rate) => (rate + priorRate * priorWeight) / (1 + priorWeight));
  const wrong = data.findIndex((rate) => !(rate > 0) && !Number.isNaN(rate));
  if (wrong >= 0)
    throw new ArgumentError(
      `${where}: patterns is ${rates.data[wrong]} at [${Math.floor(wrong / rates.columns)}, ${wrong % rates.columns}]; expected rates of at least 0, and a prior above 0 where some are 0`,
    );
  return { ...rates, data };
}
