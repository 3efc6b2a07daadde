import { ArgumentError, checkNumber, lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import {
  leadingColumns,
  multiply,
  multiplyTranspose,
  positiveDefiniteSolver,
  scaleColumns,
  svd,
  transposeMultiply,
} from '@lrsim/linalg';
import { crossProduct } from '../centred.js';
import type { CentredMatrix } from '../centred-matrix.js';
import { centredPair, combination, rankOf, scaled } from './centred-pair.js';
import type { RidgeGradientOptions, ValueWithGradient } from './types.js';

interface RidgeSolver {
  /** W = (X'X + r)^-1 X'B. */
  readonly weights: (b: CentredMatrix) => Matrix;
  /** Z = (X'X + r)^-1 X'E of the errors E = B - XW. Since X'E = r W, most often without the product. */
  readonly adjoint: (errors: Matrix, weights: Matrix) => Matrix;
}

/** Solves in the smaller of units and samples; for r = 0 by the pseudoinverse of X. */
function ridgeSolver(x: CentredMatrix, penalty: number): RidgeSolver {
  if (penalty === 0) {
    const { u, values, v } = svd(x);
    const rank = rankOf(values, x.rows, x.columns);
    const [left, right] = [
      leadingColumns(u, rank),
      scaleColumns(
        leadingColumns(v, rank),
        values.map((s) => 1 / s),
      ),
    ];
    return {
      weights: (b) => multiply(right, transposeMultiply(left, b)),
      adjoint: (_, zero) => scaled(0, zero),
    };
  }
  const gram = x.columns <= x.rows ? crossProduct(x, x) : multiplyTranspose(x, x);
  for (let i = 0; i < gram.rows; i++) gram.data[i * gram.columns + i] += penalty;
  const solved = positiveDefiniteSolver(gram);
  if (x.columns <= x.rows)
    return {
      weights: (b) => solved(crossProduct(x, b)),
      adjoint: (_, weights) => solved(scaled(penalty, weights)),
    };
  const weights = (b: Matrix) => transposeMultiply(x, solved(b));
  return { weights, adjoint: weights };
}

/** Sums of squares of each column. */
function columnSquares({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++, at++) squares[j] += data[at] * data[at];
  return squares;
}

/** What a unit's residual sum of squares is multiplied by, so that R2 is 1 minus the sum of them. */
const weightings: Readonly<
  Record<NonNullable<RidgeGradientOptions['targets']>, (squares: Float64Array) => Float64Array>
> = {
  pooled(squares) {
    const total = squares.reduce((sum, value) => sum + value, 0);
    return squares.map(() => 1 / total);
  },
  mean(squares) {
    const total = squares.reduce((sum, value) => sum + value, 0);
    const varies = squares.map((value) => (value > squares.length * Number.EPSILON ** 2 * total ? 1 : 0));
    const count = varies.reduce((sum, value) => sum + value, 0);
    return squares.map((value, unit) => (varies[unit] ? 1 / (count * value) : 0));
  },
};

/**
 * How well ridge regression predicts the units of y from those of x, and the derivatives with respect to every number of both.
 *
 * R2 on the samples of the fit, both centred per unit: with W = (X'X + penalty)^-1 X'Y it is 1 - |Y - XW|^2 / |Y|^2, at most 1
 * and, for a fit on the same samples, not negative; or the mean of R2 over units. x predicts y: not symmetric. The weights
 * follow x and y: the derivative goes through the fit. Without penalty the least-squares weights of least norm are taken, and the
 * derivative is the one at constant rank.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or options out of range.
 */
export function ridgeWithGradient(
  x: MatrixInput,
  y: MatrixInput,
  { penalty = 1, targets = 'pooled' }: RidgeGradientOptions = {},
): ValueWithGradient {
  const where = 'ridgeWithGradient';
  const weighting = lookUp('weighting of targets', weightings, targets);
  checkNumber(where, 'penalty', penalty, 0);
  const pair = centredPair(where, x, y);
  const [a, b] = [pair.x.matrix, pair.y.matrix];
  const solver = ridgeSolver(a, penalty);
  const weights = solver.weights(b);
  const predicted = multiply(a, weights);
  const ones = new Float64Array(b.columns).fill(1);
  const errors = b.combine(
    ones,
    predicted,
    ones.map((one) => -one),
  );
  const [squares, errorSquares] = [b.columnNorms().map((norm) => norm * norm), columnSquares(errors)];
  const share = weighting(squares);
  const value = 1 - errorSquares.reduce((sum, one, unit) => sum + one * share[unit], 0);
  if (!Number.isFinite(value))
    throw new ArgumentError(`${where}: y is too small or too large for its squares; scale it`);

  // Of the residual sum of squares weighted by D = diag(2 share): E D itself, then through W with Z D, Z = (X'X + penalty)^-1 X'E.
  const twice = share.map((one) => 2 * one);
  const adjoint = solver.adjoint(errors, weights);
  const fitted = multiply(a, adjoint);
  const unfitted = combination(1, errors, -1, fitted, fitted);
  // (E - XZ) D W' + E D Z', with one product over the units of y for each sample.
  const fromErrors = multiplyTranspose(errors, scaleColumns(combination(1, weights, 1, adjoint), twice));
  const fromFit = multiply(a, multiplyTranspose(scaleColumns(adjoint, twice), weights));
  const dX = combination(1, fromErrors, -1, fromFit, fromErrors);
  // The shares fall with the squares of y.
  const perUnit =
    targets === 'pooled'
      ? twice.map((one) => one * (1 - value))
      : twice.map((one, unit) => one * (squares[unit] > 0 ? errorSquares[unit] / squares[unit] : 0));
  const dY = b.combine(
    perUnit,
    unfitted,
    twice.map((one) => -one),
  );
  return { value, dX: pair.asX(dX), dY: pair.asY(dY) };
}
