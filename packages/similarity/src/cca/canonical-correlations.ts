import { checkInteger, checkNumber, type Matrix, type MatrixInput } from '@lrsim/core';
import { type PrincipalComponents, principalComponents, symmetricEigen, transposeMultiply } from '@lrsim/linalg';
import { centred, checkSameSamples } from '../centred.js';
import type { CcaOptions } from './types.js';

/**
 * The canonical correlations of two datasets after reducing each to its principal components, descending.
 *
 * Each dataset is projected on its own leading components (own mean, no scaling); linear CCA of the scores S and T with
 * the regularisation added to the diagonals of S'S and T'T, which are not divided by the number of samples, so that the
 * result depends (a little) on the scale of the data; then the Pearson correlation of each pair of variates. Pairs
 * without correlation are dropped. There are as many pairs as the smaller dataset has components: `components`, or
 * fewer where it has fewer units, samples - 1, or dimensions in which it varies at all.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or options out of range.
 */
export function canonicalCorrelations(x: MatrixInput, y: MatrixInput, options: CcaOptions = {}): Float64Array {
  const where = 'canonicalCorrelations';
  return correlationsOf(where, leadingScores(x, options, where, 'x'), leadingScores(y, options, where, 'y'), options);
}

/** A dataset reduced to its leading principal components. */
export interface LeadingScores {
  readonly argument: string;
  /** The centred dataset, of which only the number of samples is needed. */
  readonly matrix: Matrix;
  readonly pcs: PrincipalComponents;
}

export function leadingScores(
  input: MatrixInput,
  { components = 20 }: CcaOptions,
  where: string,
  argument: string,
): LeadingScores {
  checkInteger(where, 'components', components);
  const { matrix } = centred(input, where, argument);
  return { argument, matrix, pcs: principalComponents(matrix, components) };
}

/** `canonicalCorrelations` of reduced datasets. */
export function correlationsOf(
  where: string,
  x: LeadingScores,
  y: LeadingScores,
  { regularisation = 1e-3 }: CcaOptions,
): Float64Array {
  checkNumber(where, 'regularisation', regularisation, 0);
  checkSameSamples(where, x, y);
  const [xScores, yScores] = [x.pcs, y.pcs];
  const [xScale, yScale] = [xScores, yScores].map((pcs) => whitening(pcs, regularisation));
  const cross = transposeMultiply(xScores.scores, yScores.scores);
  const whitened = {
    ...cross,
    data: cross.data.map((value, at) => value * xScale[Math.floor(at / cross.columns)] * yScale[at % cross.columns]),
  };

  const correlations: number[] = [];
  for (const [u, v, covariance] of singularPairs(whitened)) {
    const xSquares = sumOfSquares(u, xScale, xScores.sumsOfSquares);
    const ySquares = sumOfSquares(v, yScale, yScores.sumsOfSquares);
    const correlation = covariance / Math.sqrt(xSquares * ySquares);
    correlations.push(Math.min(1, correlation));
  }
  return Float64Array.from(correlations).sort().reverse();
}

/** What each component's scores are multiplied by to whiten them; the scores are uncorrelated, so S'S is diagonal. */
const whitening = ({ sumsOfSquares }: PrincipalComponents, regularisation: number) =>
  sumsOfSquares.map((squares) => 1 / Math.sqrt(squares + regularisation));

/** The sum of squares over samples of the variate with weights `vector` on the whitened scores. */
const sumOfSquares = (vector: Float64Array, scale: Float64Array, squares: Float64Array) =>
  vector.reduce((sum, weight, i) => sum + (weight * scale[i]) ** 2 * squares[i], 0);

/** The singular pairs u, v of K with u'Kv > 0, from the eigenvectors of [[0, K], [K', 0]], which are (u, v). */
function singularPairs(k: Matrix): [u: Float64Array, v: Float64Array, value: number][] {
  const size = k.rows + k.columns;
  const data = new Float64Array(size * size);
  for (let i = 0; i < k.rows; i++)
    for (let j = 0; j < k.columns; j++) {
      const value = k.data[i * k.columns + j];
      data[i * size + k.rows + j] = value;
      data[(k.rows + j) * size + i] = value;
    }
  const { values, vectors } = symmetricEigen({ rows: size, columns: size, data });
  // The vectors of a zero value may lack one side altogether; what rounding leaves of a zero must not pass for a value.
  const count = values.filter((value) => value > size * Number.EPSILON * values[0]).length;
  return Array.from({ length: Math.min(k.rows, k.columns, count) }, (_, pair) => {
    const column = Float64Array.from({ length: size }, (_, i) => vectors.data[i * size + pair]);
    // The two halves have equal length, so that u'Kv is half the eigenvalue.
    return [column.subarray(0, k.rows), column.subarray(k.rows), values[pair] / 2];
  });
}
