import { ArgumentError, checkNumber, type Matrix } from '@lrsim/core';
import { leastSquares } from '@lrsim/linalg';
import { minusMean } from '../comparable.js';
import { checkSameConditions, toRdms } from '../rdm-input.js';
import type { Rdm, RdmComparison, RdmInput } from '../types.js';
import { nonNegativeLeastSquares } from './non-negative.js';
import { pooled } from './pool.js';
import type { RegressWeightsOptions } from './types.js';
import { whitener } from './whitener.js';

/** Comparisons that a least squares fit of the pooled RDM optimises. */
export const isRegressable = (compare: RdmComparison): boolean =>
  ['cosine', 'pearson', 'whitened-cosine', 'whitened-pearson'].includes(compare);

/**
 * Weights of the sum of model RDMs that fits the subjects' pooled RDM by (ridge) least squares.
 *
 * For `pearson` and `whitened-pearson` means are taken out first, for whitened comparisons residuals are whitened. Without a
 * penalty the weights are those with which the weighted sum compares best with the pooled RDM. Model RDMs that are linearly
 * dependent get the weights of least norm.
 *
 * @returns a weight for each model RDM.
 * @throws ArgumentError for a comparison that is not one of these four, a negative ridge, or RDMs of other conditions.
 */
export function regressModelWeights(
  models: readonly RdmInput[],
  data: readonly RdmInput[],
  options: RegressWeightsOptions = {},
): Float64Array {
  const where = 'regressModelWeights';
  const [read, subjects] = [toRdms(where, 'models', models), toRdms(where, 'data', data)];
  checkSameConditions(where, read[0], subjects[0], 'models', 'data');
  return regress(where, read, subjects, options);
}

/** `regressModelWeights` of RDMs already read. */
export function regress(
  where: string,
  models: readonly Rdm[],
  subjects: readonly Rdm[],
  options: RegressWeightsOptions,
): Float64Array {
  const { compare = 'cosine', ridge = 0, nonNegative = false, normalise = true } = options;
  if (!isRegressable(compare))
    throw new ArgumentError(
      `${where}: compare is '${compare}'; expected cosine, pearson, whitened-cosine or whitened-pearson, or use fitModel`,
    );
  checkNumber(where, 'ridge', ridge);
  if (ridge < 0) throw new ArgumentError(`${where}: ridge is ${ridge}; expected 0 or above`);
  const pool = pooled(where, subjects, options);
  const all = [...models, pool];
  const measured = Uint32Array.from(pool.values.keys()).filter((at) =>
    all.every((rdm) => !Number.isNaN(rdm.values[at])),
  );
  if (measured.length === 0)
    throw new ArgumentError(`${where}: no pair of conditions was measured in all RDMs; expected some that are`);
  const centred = compare.endsWith('pearson');
  const whiten = compare.startsWith('whitened') ? whitener(where, pool.conditions, measured, options) : undefined;
  const columns = all.map(({ values }, at) => {
    const kept = Float64Array.from(measured, (pair) => values[pair]);
    const argument = at < models.length ? `models[${at}]` : 'the pooled RDM';
    const shifted = centred ? minusMean(where, argument, kept) : kept;
    return whiten ? whiten(shifted) : shifted;
  });
  const target = columns.pop() as Float64Array;
  const design = penalised(columns, ridge);
  const b = new Float64Array(design.rows);
  b.set(target);
  const weights = nonNegative
    ? nonNegativeLeastSquares(design, b)
    : leastSquares(design, { rows: b.length, columns: 1, data: b }).data;
  const norm = Math.hypot(...weights);
  return normalise && norm > 0 ? weights.map((weight) => weight / norm) : weights;
}

/** Columns beside one another, with a ridge penalty as further rows. */
function penalised(columns: readonly Float64Array[], ridge: number): Matrix {
  const [n, k] = [columns[0].length, columns.length];
  const rows = n + (ridge > 0 ? k : 0);
  const data = new Float64Array(rows * k);
  columns.forEach((column, j) => {
    for (let i = 0; i < n; i++) data[i * k + j] = column[i];
    if (ridge > 0) data[(n + j) * k + j] = Math.sqrt(ridge);
  });
  return { rows, columns: k, data };
}
