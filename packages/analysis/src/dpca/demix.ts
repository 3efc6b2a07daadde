import { ArgumentError, checkInteger, type Matrix } from '@lrsim/core';
import {
  frobeniusNorm,
  leadingColumns,
  leadingSvd,
  multiply,
  qr,
  scaleColumns,
  singularValues,
  transpose,
  transposeMultiply,
} from '@lrsim/linalg';
import type { Marginals } from './marginalise.js';
import { sumsOfSamples } from './part.js';
import type { DpcaOptions } from './types.js';

/** Encoder and decoder of one marginalisation, units x components. */
export interface Axes {
  readonly encoder: Matrix;
  readonly decoder: Matrix;
}

/** All that does not depend on the strength of the ridge. */
interface Prepared {
  /** Left singular vectors of the data, units x rank. */
  readonly u: Matrix;
  readonly values: Float64Array;
  readonly projected: readonly Projected[];
  readonly norm: number;
  /** Singular values up to this are rounding. */
  readonly cut: number;
}

/** The product of a marginalisation with the data's right singular vectors. */
interface Projected {
  readonly name: string;
  /** What the rows of `matrix` are, orthonormal columns of as many rows as there are units; without it they are the units. */
  readonly basis?: Matrix;
  readonly matrix: Matrix;
}

/**
 * A solver for |X_phi - P D' X|^2 + mu^2 |P D'|^2 over P and D of the wanted number of columns, for any mu.
 *
 * With the SVD X = U S W' the regression of X_phi on X is C = X_phi W diag(s / (s^2 + mu^2)) U', and the encoder holds the
 * left singular vectors of C [X, mu I], which are those of X_phi W diag(s / sqrt(s^2 + mu^2)): one SVD of the data serves
 * all marginalisations and strengths, and nothing is squared.
 */
export function demixer(
  where: string,
  marginals: Marginals,
  options: DpcaOptions,
): (lambda: number) => Map<string, Axes> {
  const prepared = prepare(where, marginals);
  const counts = countsAsked(where, marginals, options.components ?? 10);
  const { variant = 'python', regulariserScale = 'squared-norm' } = options;
  return (lambda) => {
    const mu = lambda * (regulariserScale === 'norm' ? prepared.norm : prepared.norm ** 2);
    const ratios = prepared.values.map((s) => s / Math.hypot(s, mu));
    const weights = variant === 'matlab' ? ratios.map((ratio) => ratio * ratio) : ratios;
    const regression = prepared.values.map((s, i) => ratios[i] / Math.hypot(s, mu));
    return new Map(
      prepared.projected.map((part) => {
        const { encoder, projection } = leadingVectors(part, weights, counts(part.name), prepared.cut);
        const decoder = transpose(multiply(scaleColumns(projection, regression), transpose(prepared.u)));
        return [part.name, { encoder, decoder }];
      }),
    );
  };
}

function prepare(where: string, { mean, centred, parts }: Marginals): Prepared {
  const norm = frobeniusNorm(centred);
  if (norm === 0)
    throw new ArgumentError(`${where}: x is constant: no unit depends on any parameter; expected one that does`);
  const { u, values, v } = leadingSvd(centred, Math.min(centred.rows, centred.columns));
  // Rounding of the data as they came, their means included, is no direction of variance.
  const rounding = Math.hypot(...mean) * Math.sqrt(centred.columns);
  const cut = Number.EPSILON * (Math.max(centred.rows, centred.columns) * values[0] + rounding);
  const rank = values.filter((value) => value > cut).length;
  const right = leadingColumns(v, rank);
  const projected = [...parts].map(([name, part]): Projected => {
    const sums = sumsOfSamples(part, right);
    if (part.values.columns >= part.values.rows) return { name, matrix: multiply(part.values, sums) };
    const { q, r } = qr(part.values);
    return { name, basis: q, matrix: multiply(r, sums) };
  });
  return { u: leadingColumns(u, rank), values: values.slice(0, rank), projected, norm, cut };
}

function countsAsked(where: string, { parts }: Marginals, components: number | Readonly<Record<string, number>>) {
  if (typeof components === 'number') {
    checkInteger(where, 'components', components);
    return () => components;
  }
  for (const [name, count] of Object.entries(components)) {
    if (!parts.has(name))
      throw new ArgumentError(
        `${where}: components names '${name}', which is no marginalisation; there are ${[...parts.keys()].join(', ')}`,
      );
    checkInteger(where, `components.${name}`, count, 0);
  }
  return (name: string) => components[name] ?? 0;
}

/**
 * The leading left singular vectors P of A times `weights`, which are at most 1, no more than the rank of A, and P'A; the largest
 * loading of each is positive.
 */
function leadingVectors({ basis, matrix }: Projected, weights: Float64Array, wanted: number, cut: number) {
  const inBasis = leadingSpan(matrix, weights, wanted, cut);
  const count = inBasis.columns;
  const ofUnits = basis ? multiply(basis, inBasis) : inBasis;
  const signs = Float64Array.from({ length: count }, (_, j) => {
    let largest = 0;
    for (let i = 0; i < ofUnits.rows; i++) {
      const value = ofUnits.data[i * count + j];
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    return largest < 0 ? -1 : 1;
  });
  return {
    encoder: scaleColumns(ofUnits, signs),
    projection: transposeMultiply(scaleColumns(inBasis, signs), matrix),
  };
}

/** The leading left singular vectors of A times `weights`, as far as A has them. */
function leadingSpan(a: Matrix, weights: Float64Array, wanted: number, cut: number): Matrix {
  const most = Math.min(wanted, a.rows, a.columns);
  if (most === 0) return { rows: a.rows, columns: 0, data: new Float64Array(0) };
  const { u, values } = leadingSvd(scaleColumns(a, weights), most);
  // Weights make no value larger: where the last one is above rounding, that of A is, too.
  if (values[most - 1] > cut) return u;
  return leadingColumns(u, Math.min(most, singularValues(a).filter((value) => value > cut).length));
}
