import { cholesky, solve } from '@lrsim/linalg';
import { centredKernel } from '../comparable.js';
import type { WhiteningOptions } from '../types.js';
import {
  covarianceFactor,
  dissimilarityCovariance,
  readConditionCovariance,
  whitenedDissimilarities,
} from '../whiten.js';

/**
 * What makes the noise of dissimilarities white: for z of d, z'z = d' V^-1 d. `measured` are the pairs of the condensed RDM
 * that d holds. In n^3 where these are all, by a Cholesky factor of V where they are not or noise depends on the signal.
 */
export function whitener(
  where: string,
  conditions: number,
  measured: Uint32Array,
  { conditionCovariance, signal }: WhiteningOptions,
): (values: Float64Array) => Float64Array {
  if (measured.length === (conditions * (conditions - 1)) / 2 && !signal) {
    const factor = covarianceFactor(where, conditionCovariance, conditions);
    return (values) =>
      factor ? whitenedDissimilarities({ conditions, values }, factor) : centredKernel({ conditions, values }).data;
  }
  const covariance = readConditionCovariance(where, conditionCovariance, conditions);
  const factor = cholesky(dissimilarityCovariance(where, conditions, measured, covariance, signal));
  return (data) => solve(factor, { rows: data.length, columns: 1, data }).data;
}
