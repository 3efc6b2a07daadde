import type { MatrixInput } from '@lrsim/core';
import { frobeniusNorm, transpose, transposeMultiply } from '@lrsim/linalg';
import { readSamples } from './read-samples.js';

/**
 * Participation ratio of samples x units: (sum l)^2 / sum l^2 over the eigenvalues l of the covariance of the units.
 *
 * A soft number of dimensions: 1 where all activity lies on a line, the number of units where all directions have equal
 * variance. From the trace and the norm of X'X or XX', whichever is smaller; no eigenvalues are needed.
 *
 * @throws ArgumentError for fewer than two samples, no variance, or NaN.
 * @source Gao, Trautmann, Yu, Santhanam, Ryu, Shenoy & Ganguli 2017 (bioRxiv 214262).
 */
export function participationRatio(x: MatrixInput): number {
  const { centred } = readSamples('participationRatio', x);
  const norm = frobeniusNorm(centred);
  const unit = { ...centred, data: centred.data.map((value) => value / norm) };
  const tall = unit.rows < unit.columns ? transpose(unit) : unit;
  return 1 / frobeniusNorm(transposeMultiply(tall, tall)) ** 2;
}
