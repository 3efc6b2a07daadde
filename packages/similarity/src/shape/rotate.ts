import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, singularValues, svd, transposeMultiply } from '@lrsim/linalg';
import { determinantSign } from './determinant-sign.js';
import { compactNorm, moderate, readCompactProduct, type Shape } from './shape.js';
import { type AlignedPair, CLOSE, pairOfCosine } from './shape-distance.js';

/**
 * Two shapes after the best rotation: cos = |X'Y|_* / (|X| |Y|), the nuclear norm over the Frobenius norms, from singular
 * values alone; where they nearly coincide, from the rotated data, which keeps the digits that 1 - cos would lose.
 *
 * @param reflection - without reflections, and equal widths, the smallest singular value counts negative where the best
 *   orthogonal matrix has determinant -1.
 */
export function rotatedPair(x: Shape, y: Shape, reflection: boolean): AlignedPair {
  if (!reflection && x.matrix.columns === y.matrix.columns) return properlyRotatedPair(x, y);
  const cosine = rotatedCosine(x, y, readCompactProduct(x, y, singularValues));
  if (cosine < CLOSE) return pairOfCosine(x.norm, y.norm, cosine);
  return { xNorm: x.norm, yNorm: y.norm, cosine, chord: chordAfterRotation(x, y) };
}

/** |X'Y|_* / (|X| |Y|) of the singular values of X'Y in compact form, at most 1. */
export const rotatedCosine = (x: NormOnly, y: NormOnly, values: Float64Array): number =>
  Math.min(1, values.reduce((sum, s) => sum + s, 0) / (compactNorm(x) * compactNorm(y)));

type NormOnly = Pick<Shape, 'norm'>;

/** The chord from the data themselves: |X U - Y V| in the directions both have, and what is left of the wider one. */
function chordAfterRotation(x: Shape, y: Shape): number {
  const [narrow, wide] = x.compact().columns <= y.compact().columns ? [x, y] : [y, x];
  const [a, b] = [narrow.compact(), wide.compact()];
  const [aNorm, bNorm] = [compactNorm(narrow), compactNorm(wide)];
  const { u, v } = svd(transposeMultiply(a, b));
  const [rotatedA, rotatedB] = [multiply(a, u), multiply(b, v)];
  let squares = 0;
  for (let i = 0; i < rotatedA.data.length; i++) squares += (rotatedA.data[i] / aNorm - rotatedB.data[i] / bNorm) ** 2;
  if (b.columns > a.columns) {
    const back = multiplyTranspose(rotatedB, v);
    for (let i = 0; i < b.data.length; i++) squares += ((b.data[i] - back.data[i]) / bNorm) ** 2;
  }
  return Math.sqrt(squares);
}

/** Rotations of determinant 1 only, of shapes of equal width. */
function properlyRotatedPair(x: Shape, y: Shape): AlignedPair {
  const { rotation, cosine } = bestRotation(x, y, false);
  const aligned = multiply(y.matrix, rotation);
  let squares = 0;
  for (let i = 0; i < aligned.data.length; i++) squares += (x.matrix.data[i] / x.norm - aligned.data[i] / y.norm) ** 2;
  return { xNorm: x.norm, yNorm: y.norm, cosine, chord: Math.sqrt(squares) };
}

type Rotatable = Pick<Shape, 'matrix' | 'norm'>;

/**
 * The matrix Q, [units of y, units of x], with orthonormal rows or columns, for which YQ is nearest to X.
 *
 * @source Schoenemann 1966 (doi 10.1007/BF02289451); Kabsch 1976 (doi 10.1107/S0567739476001873) for determinant 1.
 */
export function bestRotation(x: Rotatable, y: Rotatable, reflection: boolean): { rotation: Matrix; cosine: number } {
  const { u, values, v } = svd(transposeMultiply(moderate(y), moderate(x)));
  let sum = values.reduce((total, s) => total + s, 0);
  let left = u;
  if (!reflection && u.rows === v.rows && determinantSign(u) * determinantSign(v) < 0) {
    const last = u.columns - 1;
    left = { ...u, data: u.data.map((value, at) => (at % u.columns === last ? -value : value)) };
    sum -= 2 * values[last];
  }
  const cosine = sum / (compactNorm(x) * compactNorm(y));
  return { rotation: multiplyTranspose(left, v), cosine: Math.max(-1, Math.min(1, cosine)) };
}
