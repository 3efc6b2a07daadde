import { ArgumentError, type Matrix, type MatrixInput } from '@lrsim/core';
import { multiplyTranspose, svd, transposeMultiply } from '@lrsim/linalg';
import { centred, checkSameSamples } from '../centred.js';

/** Estimates of what Procrustes distances would be without the noise that differs from repeat to repeat. */
export interface DebiasedProcrustes {
  /** |X - YQ|^2; an estimate, so it can come out below 0 where the truth is near 0. */
  readonly squared: number;
  /** The cosine of the Procrustes angle; it can come out above 1 where the truth is near 1. */
  readonly cosine: number;
  /** arccos of it, clipped to 0 to pi/2: exact estimates of `cosine` do not make exact ones of the angle near 0. */
  readonly radians: number;
  /** The same cosine by rotations scored on repeats they were not learnt from (too low) and on those they were (too high). */
  readonly heldOut: number;
  readonly plugIn: number;
}

const WHERE = 'debiasedProcrustes';

/**
 * Procrustes distances between two noisy representations, corrected for noise by independent repeats of each.
 *
 * Noise makes the plain distance too large (it adds to both norms) and the aligned product too large too (the rotation fits
 * noise). Here |X|^2 is the mean of the products of different repeats, whose noise is independent. For the aligned product
 * |X'Y|_* each repeat is left out in turn: the rotation learnt from the others has on them a product that is too large, and on
 * the left-out one a product that is too small, since it is not the best there, to leading order by the same amount. Their
 * mean is the estimate. What bias is left is of fourth order in the noise, and, for the cosine, of the order of the variance
 * of the norms: far below the error of one estimate unless the noise exceeds the signal.
 *
 * The noise must have mean 0 and be independent between repeats and between x and y. Own estimator; the norms as in crossnobis
 * distances (Walther et al. 2016, doi 10.1016/j.neuroimage.2015.12.012).
 *
 * @param x - at least two repeats of the same samples x units.
 * @param y - at least two repeats; as many as x or not.
 * @throws ArgumentError for fewer than two repeats, repeats of different shapes, no variance, or where the repeats of one
 *   representation share no variance.
 */
export function debiasedProcrustes(x: readonly MatrixInput[], y: readonly MatrixInput[]): DebiasedProcrustes {
  const [xs, ys] = [readRepeats('x', x), readRepeats('y', y)];
  checkSameSamples(WHERE, { argument: 'x', matrix: xs[0] }, { argument: 'y', matrix: ys[0] });
  const [xSquares, ySquares] = [sharedSquares('x', xs), sharedSquares('y', ys)];
  const folds = Math.min(xs.length, ys.length);
  let [low, high] = [0, 0];
  for (let fold = 0; fold < folds; fold++) {
    const rest = (_: Matrix, repeat: number) => repeat % folds !== fold;
    const left = (_: Matrix, repeat: number) => repeat % folds === fold;
    const { u, values, v } = svd(transposeMultiply(mean(xs.filter(rest)), mean(ys.filter(rest))));
    const rotation = multiplyTranspose(u, v).data;
    const product = transposeMultiply(mean(xs.filter(left)), mean(ys.filter(left))).data;
    for (let k = 0; k < values.length; k++) high += values[k] / folds;
    for (let at = 0; at < product.length; at++) low += (product[at] * rotation[at]) / folds;
  }
  const norms = Math.sqrt(xSquares) * Math.sqrt(ySquares);
  const product = (low + high) / 2;
  const cosine = product / norms;
  return {
    squared: xSquares + ySquares - 2 * product,
    cosine,
    radians: Math.acos(Math.max(0, Math.min(1, cosine))),
    heldOut: low / norms,
    plugIn: high / norms,
  };
}

function readRepeats(argument: string, inputs: readonly MatrixInput[]): Matrix[] {
  if (!Array.isArray(inputs) || inputs.length < 2)
    throw new ArgumentError(
      `${WHERE}: ${argument} has ${Array.isArray(inputs) ? inputs.length : 'no'} repeats; expected an array of at least 2 matrices`,
    );
  const repeats = inputs.map((input, k) => centred(input, WHERE, `${argument}[${k}]`).matrix);
  const [{ rows, columns }] = repeats;
  repeats.forEach((one, k) => {
    if (one.rows !== rows || one.columns !== columns)
      throw new ArgumentError(
        `${WHERE}: ${argument}[${k}] is ${one.rows} x ${one.columns}, ${argument}[0] is ${rows} x ${columns}; expected the same`,
      );
  });
  return repeats;
}

function mean(repeats: readonly Matrix[]): Matrix {
  const data = new Float64Array(repeats[0].data.length);
  for (const one of repeats) for (let at = 0; at < data.length; at++) data[at] += one.data[at] / repeats.length;
  return { ...repeats[0], data };
}

/** Mean product of different repeats. */
function sharedSquares(argument: string, repeats: readonly Matrix[]): number {
  let sum = 0;
  for (let k = 1; k < repeats.length; k++)
    for (let l = 0; l < k; l++) {
      const [a, b] = [repeats[k].data, repeats[l].data];
      for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
    }
  const squares = (2 * sum) / (repeats.length * (repeats.length - 1));
  if (!(squares > 0))
    throw new ArgumentError(
      `${WHERE}: the repeats of ${argument} share no variance (estimate ${squares}); expected more than 0; use more repeats`,
    );
  return squares;
}
