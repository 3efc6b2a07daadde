import { lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import { frobeniusNorm, leadingColumns, multiply, multiplyTranspose, svd, transposeMultiply } from '@lrsim/linalg';
import { angleOf, angleOfChord, inRightAngles } from '../angles.js';
import { unitNorm } from '../centred.js';
import { centredPair, combination, scaled } from './centred-pair.js';
import type { ProcrustesGradientOptions, ValueWithGradient } from './types.js';

/** Of unit vectors: nearer than this they are the same but for rounding; there the distance has a kink. */
const SAME = 1e-13;

/** Two unit-norm shapes, aligned. */
interface Alignment {
  readonly x: Matrix;
  readonly y: Matrix;
  /** Norms of the centred data. */
  readonly norms: readonly [x: number, y: number];
  /** |X'Y|_* */
  readonly cosine: number;
  /** |XQ - Y| for the best Q, from the difference itself: exact where it is small. */
  readonly chord: number;
  /** The derivatives of the cosine with respect to X and Y, orthogonal to X and Y: YQ' - cos X and XQ - cos Y. */
  readonly xTangent: Matrix;
  readonly yTangent: Matrix;
}

/** A value, and its derivatives with respect to the centred data. */
interface Form {
  readonly value: number;
  readonly dX: Matrix;
  readonly dY: Matrix;
}

const forms: Readonly<Record<NonNullable<ProcrustesGradientOptions['score']>, (aligned: Alignment) => Form>> = {
  angular(aligned) {
    const { value, dX, dY } = forms.radians(aligned);
    const factor = inRightAngles(1);
    return { value: inRightAngles(value), dX: scaled(factor, dX), dY: scaled(factor, dY) };
  },
  radians(aligned) {
    const { cosine, chord } = aligned;
    // The sine as chord * cos(angle / 2), without the cancellation of 1 - cos^2.
    const sine = chord * Math.sqrt(1 - Math.min(1, (chord / 2) ** 2));
    return { value: cosine > 0.5 ? angleOfChord(chord) : angleOf(cosine), ...ofCosine(aligned, -1 / sine) };
  },
  'unit-euclidean': (aligned) => ({ value: aligned.chord, ...ofCosine(aligned, -1 / aligned.chord) }),
  euclidean({ x, y, norms, chord, xTangent, yTangent }) {
    const larger = Math.max(...norms);
    const [a, b] = norms.map((norm) => norm / larger);
    const distance = Math.sqrt((a - b) ** 2 + a * b * chord ** 2);
    // (X - YQ') / distance, split into what is along X, a - b cos, and the rest.
    const part = (own: Matrix, ownNorm: number, tangent: Matrix, otherNorm: number) =>
      distance < SAME
        ? scaled(0, own)
        : combination(
            (ownNorm - otherNorm + (otherNorm * chord ** 2) / 2) / distance,
            own,
            -otherNorm / distance,
            tangent,
          );
    return { value: larger * distance, dX: part(x, a, xTangent, b), dY: part(y, b, yTangent, a) };
  },
};

/** A form that depends on the cosine alone, by its slope. Dividing by the norm divides the tangent by it. */
function ofCosine({ norms, chord, xTangent, yTangent }: Alignment, slope: number): Pick<Form, 'dX' | 'dY'> {
  const factor = chord < SAME ? 0 : slope;
  return { dX: scaled(factor / norms[0], xTangent), dY: scaled(factor / norms[1], yTangent) };
}

/** The best rotation of unit-norm data, and what follows from it. */
function align(x: Matrix, y: Matrix, norms: readonly [number, number]): Alignment {
  const { u, values, v } = svd(transposeMultiply(x, y));
  const sum = values.reduce((total, value) => total + value, 0);
  const cosine = Math.min(1, sum);
  // Every pair counts for the isometry of the narrower side.
  const chord =
    x.columns <= y.columns
      ? frobeniusNorm(combination(1, multiplyTranspose(multiply(x, u), v), -1, y))
      : frobeniusNorm(combination(1, multiplyTranspose(multiply(y, v), u), -1, x));
  // The derivative of the nuclear norm is UV', without any difference of singular values; pairs of a zero value, which are
  // arbitrary, are left out: the smallest subgradient.
  const zero = Math.max(x.rows, x.columns, y.columns) * Number.EPSILON;
  const rank = values.filter((value) => value > zero).length;
  const [left, right] = [leadingColumns(u, rank), leadingColumns(v, rank)];
  const xTangent = combination(1, multiplyTranspose(multiply(y, right), left), -cosine, x);
  const yTangent = combination(1, multiplyTranspose(multiply(x, left), right), -cosine, y);
  return { x, y, norms, cosine, chord, xTangent, yTangent };
}

/**
 * The Procrustes distance and its derivatives with respect to every number of x and y.
 *
 * The value is that of `procrustes` with the same score. The derivative of the nuclear norm |X'Y|_* is UV' of X'Y = USV', so
 * equal singular values do no harm. Where the distance is not differentiable a subgradient is returned, always finite: zero at
 * distance 0 (within rounding), and, where X'Y lacks rank, the one without the arbitrary directions.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or an unknown score.
 */
export function procrustesWithGradient(
  x: MatrixInput,
  y: MatrixInput,
  { score = 'angular' }: ProcrustesGradientOptions = {},
): ValueWithGradient {
  const form = lookUp('Procrustes score', forms, score);
  const pair = centredPair('procrustesWithGradient', x, y);
  const { value, dX, dY } = form(align(unitNorm(pair.x), unitNorm(pair.y), [pair.x.norm, pair.y.norm]));
  return { value, dX: pair.asX(dX), dY: pair.asY(dY) };
}
