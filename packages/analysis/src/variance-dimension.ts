import { ArgumentError, type MatrixInput } from '@lrsim/core';
import { singularValues } from '@lrsim/linalg';
import { readSamples } from './read-samples.js';

/**
 * The fewest principal components of samples x units that hold a fraction of the variance.
 *
 * @param fraction - above 0 and at most 1. Default 0.9. At 1, all that hold more than rounding does.
 * @throws ArgumentError for fewer than two samples, no variance, a fraction out of range, or NaN.
 */
export function varianceDimension(x: MatrixInput, fraction = 0.9): number {
  if (!(fraction > 0 && fraction <= 1))
    throw new ArgumentError(`varianceDimension: fraction is ${fraction}; expected a number above 0 and at most 1`);
  const { centred } = readSamples('varianceDimension', x);
  const values = singularValues(centred);
  const cut = Math.max(centred.rows, centred.columns) * Number.EPSILON * values[0];
  const squares = values.filter((value) => value > cut).map((value) => (value / values[0]) ** 2);
  if (fraction === 1) return squares.length;
  const total = squares.reduce((sum, value) => sum + value, 0);
  let held = 0;
  const last = squares.findIndex((value) => {
    held += value;
    return held >= fraction * total;
  });
  return last < 0 ? squares.length : last + 1;
}
