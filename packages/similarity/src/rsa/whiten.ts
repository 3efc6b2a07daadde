import { ArgumentError, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { cholesky, multiply, multiplyTranspose, solve, transpose } from '@lrsim/linalg';
import { symmetricInput } from '../symmetric-input.js';
import { squareRdm } from './rdm-input.js';
import type { Rdm, WhiteningOptions } from './types.js';

/** Reads sigma_k: variances become the diagonal matrix of them. Undefined stays so, and stands for the identity. */
export function readConditionCovariance(
  where: string,
  input: WhiteningOptions['conditionCovariance'],
  conditions: number,
): Matrix | undefined {
  if (input === undefined) return undefined;
  const isList = ArrayBuffer.isView(input) || (Array.isArray(input) && typeof input[0] === 'number');
  const matrix = isList
    ? diagonal(where, input as ArrayLike<number>)
    : symmetricInput(input as MatrixInput, where, 'conditionCovariance');
  if (matrix.rows !== conditions)
    throw new ArgumentError(
      `${where}: conditionCovariance is of ${matrix.rows} conditions; expected ${conditions}, as in the RDMs`,
    );
  return matrix;
}

function diagonal(where: string, list: ArrayLike<number>): Matrix {
  const { data: variances, columns: n } = toMatrix(where, 'conditionCovariance', [Array.from(list)]);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * (n + 1)] = variances[i];
  return { rows: n, columns: n, data };
}

/**
 * The second moment of the patterns relative to the first condition's, from an RDM of squared distances:
 * (d_0i + d_0j - d_ij) / 2.
 */
export function relativeSecondMoment(rdm: Rdm): Matrix {
  const { rows: n, data: d } = squareRdm(rdm);
  return contrastsWithFirst(n, (i, j) => (d[i] + d[j] - d[i * n + j]) / 2);
}

/** The covariance of the conditions' differences from the first, of a covariance of the conditions (default: identity). */
export function relativeCovariance(conditions: number, covariance?: Matrix): Matrix {
  if (!covariance) return contrastsWithFirst(conditions, (i, j) => (i === j ? 2 : 1));
  const { data: s, rows: n } = covariance;
  return contrastsWithFirst(n, (i, j) => s[i * n + j] - s[i] - s[j] + s[0]);
}

function contrastsWithFirst(n: number, value: (i: number, j: number) => number): Matrix {
  const data = new Float64Array((n - 1) ** 2);
  for (let i = 1, at = 0; i < n; i++) for (let j = 1; j < n; j++, at++) data[at] = value(i, j);
  return { rows: n - 1, columns: n - 1, data };
}

/** L^-1 A L^-T for a symmetric A, L the Cholesky factor. */
export function congruence(factor: Matrix, a: Matrix): Matrix {
  return solve(factor, transpose(solve(factor, a)));
}

/** The Cholesky factor of a covariance. */
export function factorOf(where: string, argument: string, matrix: Matrix): Matrix {
  try {
    return cholesky(matrix);
  } catch (cause) {
    throw new ArgumentError(`${where}: ${argument} is not positive definite; expected one that is`, { cause });
  }
}

/** The factor of the conditions' differences from the first, to whiten with; undefined for the identity. */
export function covarianceFactor(
  where: string,
  input: WhiteningOptions['conditionCovariance'],
  conditions: number,
): Matrix | undefined {
  const covariance = readConditionCovariance(where, input, conditions);
  return covariance && factorOf(where, 'conditionCovariance', relativeCovariance(conditions, covariance));
}

/**
 * Dissimilarities in which their noise is white, up to scale, for a complete RDM: with V = (C S C') squared element by element
 * (C all contrasts of two conditions), the result z has z'z = d' V^-1 d.
 *
 * V^-1 is never formed: the map from second moments K relative to the first condition to dissimilarities is one to one and
 * takes the noise S0 (x) S0 to V, so that d' V^-1 e = tr(S0^-1 K_d S0^-1 K_e). Costs n^3, not n^6.
 */
export function whitenedDissimilarities(rdm: Rdm, factor: Matrix): Float64Array {
  return congruence(factor, relativeSecondMoment(rdm)).data;
}

/** The covariance V of the dissimilarities of some pairs, given by their place in the condensed triangle. */
export function dissimilarityCovariance(
  where: string,
  conditions: number,
  pairs: Uint32Array,
  covariance: Matrix | undefined,
  signal: WhiteningOptions['signal'],
): Matrix {
  const contrasts = contrastMatrix(conditions, pairs);
  const between = (matrix: Matrix) => multiplyTranspose(multiply(contrasts, matrix), contrasts).data;
  const noise = covariance ? between(covariance) : multiplyTranspose(contrasts, contrasts).data;
  if (!signal) return { rows: pairs.length, columns: pairs.length, data: noise.map((value) => value * value) };
  const { runs } = signal;
  if (!(Number.isInteger(runs) && runs >= 2))
    throw new ArgumentError(`${where}: signal.runs is ${runs}; expected an integer of at least 2`);
  const moment = symmetricInput(signal.secondMoment, where, 'signal.secondMoment');
  if (moment.rows !== conditions)
    throw new ArgumentError(
      `${where}: signal.secondMoment is of ${moment.rows} conditions; expected ${conditions}, as in the RDMs`,
    );
  const delta = between(moment);
  const data = noise.map((value, at) => (4 * delta[at] * value) / runs + (2 * value * value) / (runs * (runs - 1)));
  return { rows: pairs.length, columns: pairs.length, data };
}

function contrastMatrix(n: number, pairs: Uint32Array): Matrix {
  const data = new Float64Array(pairs.length * n);
  const wanted = new Map(Array.from(pairs, (pair, row) => [pair, row]));
  for (let i = 0, at = 0; i < n; i++)
    for (let j = i + 1; j < n; j++, at++) {
      const row = wanted.get(at);
      if (row === undefined) continue;
      data[row * n + i] = 1;
      data[row * n + j] = -1;
    }
  return { rows: pairs.length, columns: n, data };
}
