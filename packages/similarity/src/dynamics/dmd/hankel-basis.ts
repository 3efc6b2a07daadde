import { ArgumentError, type Matrix } from '@lrsim/core';
import { leadingColumns, leadingEigen, multiply, qr, svd } from '@lrsim/linalg';
import { wholeHankel } from './delay-embedding.js';
import { hankelGram } from './hankel-gram.js';
import { type HankelRows, hankelParts } from './hankel-parts.js';

/** The right singular vectors and the singular values of a Hankel matrix. */
export interface HankelBasis {
  /** Columns of the Hankel matrix x as many of the numerical rank as were asked for, at least. */
  readonly vectors: Matrix;
  /** All of them, descending. */
  readonly singularValues: Float64Array;
  /** How many are above rounding. */
  readonly numericalRank: number;
  /** Whether products of the columns, of which 4 digits may be lost, will do in the place of the coordinates. */
  readonly isWellConditioned: boolean;
}

/** A singular value this small relative to the largest loses too many digits in a Gram matrix. */
const GRAM_LIMIT = 1e-3;
/** Above this, products of the coordinates, too, may come from it. */
const WELL_CONDITIONED = 1e-2;
/** Of a large matrix of which little is used, the Gram matrix gives the span, and one more step the digits. */
const [LARGE, REFINED_LIMIT] = [1e6, 1e-5];

/**
 * Singular values and right singular vectors of a tall matrix, of which `wanted` gives the number used.
 *
 * By the eigenvectors of the Gram matrix where the smallest one used is above a thousandth of the largest, so that at most 6
 * of 16 digits are lost; else by QR and the SVD of R.
 *
 * @param gram - H'H, where it is at hand.
 */
export function hankelBasis(
  where: string,
  argument: string,
  hankel: HankelRows,
  wanted: (singularValues: Float64Array) => number,
  gram: () => Matrix = () => hankelGram(hankel),
): HankelBasis {
  const { columns } = hankel;
  const rows = hankel.lengths.reduce((sum, length) => sum + length, 0);
  if (rows >= columns) {
    const roots = (squares: Float64Array) => squares.map((square) => Math.sqrt(Math.max(0, square)));
    const { values, vectors } = leadingEigen(gram(), (squares) => wanted(roots(squares)));
    const singularValues = roots(values);
    const used = vectors.columns;
    if (singularValues[used - 1] > GRAM_LIMIT * singularValues[0])
      return {
        vectors,
        singularValues,
        numericalRank: countAbove(singularValues, 1e-7),
        isWellConditioned: singularValues[used - 1] > WELL_CONDITIONED * singularValues[0],
      };
    if (rows * columns > LARGE && used <= columns / 4 && singularValues[used - 1] > REFINED_LIMIT * singularValues[0])
      return refined(hankel, vectors, singularValues);
  }
  const whole = wholeHankel(hankel);
  const { values, v } = svd(rows > columns ? qr(whole).r : whole);
  const numericalRank = countAbove(values, Math.max(rows, columns) * Number.EPSILON);
  if (numericalRank === 0)
    throw new ArgumentError(`${where}: ${argument} is zero everywhere; expected activity that has dynamics`);
  return {
    vectors: leadingColumns(v, numericalRank),
    singularValues: values,
    numericalRank,
    isWellConditioned: false,
  };
}

/** The SVD within the span of nearly right singular vectors: its values are right to the square of what the span is off by. */
function refined(hankel: HankelRows, span: Matrix, approximate: Float64Array): HankelBasis {
  const { values, v } = svd(timesColumns(hankel, span));
  const singularValues = Float64Array.from(approximate);
  singularValues.set(values);
  return { vectors: multiply(span, v), singularValues, numericalRank: values.length, isWellConditioned: false };
}

/** H times a few columns, part by part. */
export function timesColumns(hankel: HankelRows, columns: Matrix): Matrix {
  const rows = hankel.lengths.reduce((sum, length) => sum + length, 0);
  const data = new Float64Array(rows * columns.columns);
  let at = 0;
  for (const part of hankelParts(hankel)) {
    const product = multiply(part, columns).data;
    data.set(product, at);
    at += product.length;
  }
  return { rows, columns: columns.columns, data };
}

const countAbove = (descending: Float64Array, relative: number) =>
  descending.filter((value) => value > relative * descending[0]).length;
