import { ArgumentError, checkNumber, lookUp, type Matrix, type MatrixInput } from '@lrsim/core';
import { multiply, multiplyTranspose, solvePositiveDefinite, svd, transposeMultiply } from '@lrsim/linalg';
import { centredPair, columnsScaled, combination, leadingColumns, rankOf } from './centred-pair.js';
import type { RidgeGradientOptions, ValueWithGradient } from './types.js';

/** B -> (X'X + r)^-1 X'B, in the smaller of units and samples; for r = 0 by the pseudoinverse of X. */
function ridgeSolver(x: Matrix, penalty: number): (b: Matrix) => Matrix {
  if (penalty === 0) {
    const { u, values, v } = svd(x);
    const rank = rankOf(values, x.rows, x.columns);
    const [left, right] = [
      leadingColumns(u, rank),
      columnsScaled(
        leadingColumns(v, rank),
        values.map((s) => 1 / s),
      ),
    ];
    return (b) => multiply(right, transposeMultiply(left, b));
  }
  const gram = x.columns <= x.rows ? transposeMultiply(x, x) : multiplyTranspose(x, x);
  for (let i = 0; i < gram.rows; i++) gram.data[i * gram.columns + i] += penalty;
  return x.columns <= x.rows
    ? (b) => solvePositiveDefinite(gram, transposeMultiply(x, b))
    : (b) => transposeMultiply(x, solvePositiveDefinite(gram, b));
}

/** Sums of squares of each column. */
function columnSquares({ columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  data.forEach((value, at) => {
    squares[at % columns] += value * value;
  });
  return squares;
}

/** What a unit's residual sum of squares is multiplied by, so that R2 is 1 minus the sum of them. */
const weightings: Readonly<
  Record<NonNullable<RidgeGradientOptions['targets']>, (squares: Float64Array) => Float64Array>
> = {
  pooled: (squares) => squares.map(() => 1 / squares.reduce((sum, value) => sum + value, 0)),
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
  const solveFor = ridgeSolver(a, penalty);
  const weights = solveFor(b);
  const errors = combination(1, b, -1, multiply(a, weights));
  const [squares, errorSquares] = [columnSquares(b), columnSquares(errors)];
  const share = weighting(squares);
  const value = 1 - errorSquares.reduce((sum, one, unit) => sum + one * share[unit], 0);
  if (!Number.isFinite(value))
    throw new ArgumentError(`${where}: y is too small or too large for its squares; scale it`);

  // Of the weighted residual sum of squares: E itself, then through W with the adjoint Z = (X'X + penalty)^-1 X' (2 E share).
  const weighted = columnsScaled(
    errors,
    share.map((one) => 2 * one),
  );
  const adjoint = solveFor(weighted);
  const predictedAdjoint = multiply(a, adjoint);
  const throughFit = combination(
    1,
    multiplyTranspose(predictedAdjoint, weights),
    -1,
    multiplyTranspose(errors, adjoint),
  );
  const dX = combination(1, multiplyTranspose(weighted, weights), -1, throughFit);
  // The shares fall with the squares of y.
  const perUnit =
    targets === 'pooled'
      ? share.map((one) => 2 * one * (1 - value))
      : share.map((one, unit) => 2 * one * (squares[unit] > 0 ? errorSquares[unit] / squares[unit] : 0));
  const dY = combination(1, columnsScaled(b, perUnit), -1, combination(1, weighted, -1, predictedAdjoint));
  return { value, dX: pair.asX(dX), dY: pair.asY(dY) };
}
