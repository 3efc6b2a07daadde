import { ArgumentError, checkInteger, type Matrix, type MatrixInput, type NdArray } from '@lrsim/core';
import { leadingColumns, type PrincipalComponents, principalComponents } from '@lrsim/linalg';
import { readSamples } from './read-samples.js';
import type { Pca, PcaOptions } from './types.js';

/**
 * Principal component analysis of samples x units; rank 3 (conditions, time, units) is flattened to samples.
 *
 * Each unit's mean is removed; nothing is scaled. Directions without variance are never among the components.
 *
 * @param options.components - keep this many, or as many as there are.
 * @param options.varianceFraction - or the fewest that hold at least this fraction of the variance.
 * @throws ArgumentError for fewer than two samples, no variance, NaN, both options at once, or one out of range.
 */
export function pca(x: MatrixInput, options: PcaOptions = {}): Pca {
  const { matrix } = readSamples('pca', x);
  const found = principalComponents(matrix, componentsAsked(options, matrix));
  const { mean, sumsOfSquares, totalSumOfSquares } = found;
  const count = componentsHolding(options.varianceFraction ?? 1, found);
  const kept = sumsOfSquares.slice(0, count);
  return {
    mean,
    components: leading(found.components, count),
    scores: leading(found.scores, count),
    explainedVariance: kept.map((squares) => squares / (matrix.rows - 1)),
    explainedVarianceRatio: kept.map((squares) => squares / totalSumOfSquares),
  };
}

function componentsAsked({ components, varianceFraction }: PcaOptions, { rows, columns }: Matrix): number {
  if (components !== undefined && varianceFraction !== undefined)
    throw new ArgumentError(
      `pca: components is ${components} and varianceFraction is ${varianceFraction}; expected one or neither`,
    );
  if (varianceFraction !== undefined && !(varianceFraction > 0 && varianceFraction <= 1))
    throw new ArgumentError(`pca: varianceFraction is ${varianceFraction}; expected a number above 0 and at most 1`);
  if (components === undefined) return Math.min(rows, columns);
  checkInteger('pca', 'components', components);
  return components;
}

/** The fewest leading components whose variance is at least `fraction` of all; every one where rounding leaves less. */
function componentsHolding(fraction: number, { sumsOfSquares, totalSumOfSquares }: PrincipalComponents): number {
  if (fraction === 1) return sumsOfSquares.length;
  let held = 0;
  const last = sumsOfSquares.findIndex((squares) => {
    held += squares;
    return held >= fraction * totalSumOfSquares;
  });
  return last === -1 ? sumsOfSquares.length : last + 1;
}

const leading = (a: Matrix, count: number): NdArray => ({
  data: leadingColumns(a, count).data,
  shape: [a.rows, count],
});
