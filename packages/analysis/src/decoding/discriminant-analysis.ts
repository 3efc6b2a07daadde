import { ArgumentError, checkNumber, lookUp, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { multiply, multiplyTranspose, symmetricEigen, transpose, transposeMultiply } from '@lrsim/linalg';
import { readClasses } from './classes.js';
import type { DiscriminantOptions, Label, LinearClassifier } from './types.js';

/**
 * Linear discriminant analysis: classes as Gaussians with one covariance, shrunk towards a multiple of the identity.
 *
 * Directions in which nothing varies within classes and shrinkage is 0 are left out.
 *
 * @param x - trials x units.
 * @param labels - one for each trial.
 * @throws ArgumentError for a label missing, one class, no variance within classes, a shrinkage outside 0 to 1, or NaN.
 * @source Fisher 1936 (Ann. Eugen. 7:179); Friedman 1989 (J. Am. Stat. Assoc. 84:165).
 */
export function discriminantAnalysis<L extends Label>(
  x: MatrixInput,
  labels: readonly L[],
  options: DiscriminantOptions = {},
): LinearClassifier<L> {
  return fittedDiscriminant(toMatrix('discriminantAnalysis', 'x', x), labels, options);
}

/** `discriminantAnalysis` of data already read. */
export function fittedDiscriminant<L extends Label>(
  x: Matrix,
  labels: readonly L[],
  { shrinkage = 0.1, priors = 'empirical' }: DiscriminantOptions,
): LinearClassifier<L> {
  const where = 'discriminantAnalysis';
  checkNumber(where, 'shrinkage', shrinkage, 0, 1);
  const equal = lookUp('priors', { empirical: false, equal: true }, priors);
  const { classes, indices, counts } = readClasses(where, labels, x.rows);
  const [units, count] = [x.columns, classes.length];
  const means = new Float64Array(count * units);
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < units; j++) means[indices[i] * units + j] += x.data[i * units + j] / counts[indices[i]];
  const within = {
    ...x,
    data: x.data.map((value, at) => value - means[indices[Math.floor(at / units)] * units + (at % units)]),
  };
  // Means about their own mean, so that a large common offset of a unit costs no digits in the scores.
  const centre = Float64Array.from({ length: units }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += means[k * units + j];
    return sum / count;
  });
  const centred: Matrix = { rows: count, columns: units, data: means.map((value, at) => value - centre[at % units]) };
  const inverse = inverseCovariance(where, within, Math.max(1, x.rows - count), shrinkage);
  const weights = multiply(inverse, transpose(centred));
  const intercept = Float64Array.from({ length: count }, (_, k) => {
    let [own, common] = [0, 0];
    for (let j = 0; j < units; j++) {
      own += centred.data[k * units + j] * weights.data[j * count + k];
      common += centre[j] * weights.data[j * count + k];
    }
    return -own / 2 - common + (equal ? 0 : Math.log(counts[k] / x.rows));
  });
  return { classes, weights: { data: weights.data, shape: [units, count] }, intercept };
}

function inverseCovariance(where: string, within: Matrix, freedom: number, shrinkage: number): Matrix {
  const units = within.columns;
  const covariance = transposeMultiply(within, within);
  const { values, vectors } = symmetricEigen({ ...covariance, data: covariance.data.map((value) => value / freedom) });
  const mean = values.reduce((sum, value) => sum + Math.max(0, value), 0) / units;
  if (!(mean > 0)) throw new ArgumentError(`${where}: x does not vary within the classes; expected trials that differ`);
  const cut = Math.max(within.rows, units) * Number.EPSILON * values[0];
  const inverse = values.map((value) => {
    const shrunk = (1 - shrinkage) * Math.max(0, value) + shrinkage * mean;
    return shrunk > cut ? 1 / shrunk : 0;
  });
  const scaled = { ...vectors, data: vectors.data.map((value, at) => value * inverse[at % units]) };
  return multiplyTranspose(scaled, vectors);
}
