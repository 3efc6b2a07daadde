import { ArgumentError, checkNumber, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { frobeniusNorm, generalEigenvalues } from '@lrsim/linalg';
import type { Eigenspectrum } from './types.js';

/**
 * Complex eigenvalues of recurrent weights, or with `alpha` of the effective matrix (1 - alpha) I + alpha W of a leaky network
 * in its linear range.
 *
 * @param weights - W, units x units.
 * @param options.alpha - step over time constant, above 0 and at most 1. Default 1, W itself, as the paper plots.
 * @throws ArgumentError for a matrix that is not square, an alpha out of range, or NaN.
 * @source Henrici 1962 (Numer. Math. 4:24); Sompolinsky, Crisanti & Sommers 1988 (Phys. Rev. Lett. 61:259).
 */
export function eigenspectrum(weights: MatrixInput, { alpha = 1 }: { readonly alpha?: number } = {}): Eigenspectrum {
  const matrix = toMatrix('eigenspectrum', 'weights', weights);
  if (matrix.rows !== matrix.columns)
    throw new ArgumentError(
      `eigenspectrum: weights is ${matrix.rows} x ${matrix.columns}; expected recurrent weights, a square matrix`,
    );
  checkNumber('eigenspectrum', 'alpha', alpha, 0, 1);
  if (alpha === 0) throw new ArgumentError('eigenspectrum: alpha is 0; expected a number above 0');
  return spectrumOf(effectiveWeights(matrix, alpha));
}

/** (1 - alpha) I + alpha W. */
export const effectiveWeights = (w: Matrix, alpha: number): Matrix => ({
  ...w,
  data: w.data.map((value, at) => alpha * value + (at % (w.columns + 1) === 0 ? 1 - alpha : 0)),
});

/** The eigenspectrum of a square matrix. */
export function spectrumOf(matrix: Matrix): Eigenspectrum {
  const { real, imaginary } = generalEigenvalues(matrix);
  const moduli = real.map((value, i) => Math.hypot(value, imaginary[i]));
  const order = Array.from(real.keys()).sort(
    (i, j) => moduli[j] - moduli[i] || real[j] - real[i] || imaginary[j] - imaginary[i],
  );
  const norm = frobeniusNorm(matrix);
  const shares = moduli.reduce((sum, modulus) => sum + (norm === 0 ? 0 : (modulus / norm) ** 2), 0);
  return {
    real: Float64Array.from(order, (i) => real[i]),
    imaginary: Float64Array.from(order, (i) => imaginary[i]),
    spectralRadius: moduli[order[0]],
    spectralAbscissa: real.reduce((most, value) => Math.max(most, value), -Infinity),
    nonNormality: norm === 0 ? 0 : Math.sqrt(Math.max(0, 1 - shares)),
  };
}
