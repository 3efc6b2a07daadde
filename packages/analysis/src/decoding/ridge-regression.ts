import { ArgumentError, checkNumber, type Matrix, type MatrixInput, type NdArray, toMatrix } from '@lrsim/core';
import { centreColumns, columnMeans, multiply, svd, transposeMultiply } from '@lrsim/linalg';
import type { LinearRegression, RidgeOptions } from './types.js';

const defaultLambdas = () => Float64Array.from({ length: 13 }, (_, k) => 10 ** (k - 8));

/**
 * Linear regression of targets on units with a ridge penalty, and an intercept that is not penalised.
 *
 * Of several strengths each target gets the one with its least leave-one-out error; the errors are in closed form from one
 * SVD.
 *
 * @param x - samples x units.
 * @param y - samples x targets.
 * @throws ArgumentError for different numbers of samples, fewer than two, a negative strength, or NaN.
 * @source Hoerl & Kennard 1970 (Technometrics 12:55); Golub, Heath & Wahba 1979 (Technometrics 21:215).
 */
export function ridgeRegression(x: MatrixInput, y: MatrixInput, options: RidgeOptions = {}): LinearRegression {
  return fittedRidge(toMatrix('ridgeRegression', 'x', x), toMatrix('ridgeRegression', 'y', y), options);
}

/** What a regression predicts for samples x units, [samples, targets]. */
export function predictRegression(model: LinearRegression, x: MatrixInput): NdArray {
  const matrix = toMatrix('predictRegression', 'x', x);
  const predicted = linearOutputs('predictRegression', matrix, model);
  return { data: predicted.data, shape: [predicted.rows, predicted.columns] };
}

/** X W + intercept. */
export function linearOutputs(
  where: string,
  x: Matrix,
  { weights, intercept }: Pick<LinearRegression, 'weights' | 'intercept'>,
): Matrix {
  const [rows, columns] = weights.shape;
  if (x.columns !== rows)
    throw new ArgumentError(`${where}: x has ${x.columns} units; the model was fitted to ${rows}`);
  const product = multiply(x, { rows, columns, data: weights.data });
  return { ...product, data: product.data.map((value, at) => value + intercept[at % columns]) };
}

/** `ridgeRegression` of data already read. */
export function fittedRidge(x: Matrix, y: Matrix, { lambda = defaultLambdas() }: RidgeOptions): LinearRegression {
  const where = 'ridgeRegression';
  if (x.rows !== y.rows)
    throw new ArgumentError(`${where}: x has ${x.rows} samples, y has ${y.rows}; both need the same`);
  if (x.rows < 2) throw new ArgumentError(`${where}: x has 1 sample; expected at least 2`);
  const lambdas = typeof lambda === 'number' ? Float64Array.of(lambda) : Float64Array.from(lambda);
  if (lambdas.length === 0) throw new ArgumentError(`${where}: lambda is empty; expected at least one`);
  for (const value of lambdas) checkNumber(where, 'lambda', value, 0);
  const targets = centreColumns(y);
  const { u, values, v } = svd(centreColumns(x));
  const projected = transposeMultiply(u, targets);
  const cut = Math.max(x.rows, x.columns) * Number.EPSILON * values[0];
  // s^2 / (s^2 + lambda s_1^2): the share of each direction that is kept; none where the data have no variance.
  const kept = (strength: number) => values.map((s) => (s > cut ? 1 / (1 + strength * (values[0] / s) ** 2) : 0));
  const errors =
    lambdas.length === 1 ? [] : Array.from(lambdas, (l) => leaveOneOutErrors(u, projected, targets, kept(l)));
  const chosen = Int32Array.from({ length: y.columns }, (_, j) =>
    errors.reduce((best, error, l) => (error[j] < errors[best][j] ? l : best), 0),
  );
  const shares = Array.from(lambdas, (strength, l) => (chosen.includes(l) ? kept(strength) : undefined));
  const scaled = projected.data.map((value, at) => {
    const [k, share] = [
      Math.floor(at / projected.columns),
      shares[chosen[at % projected.columns]]?.[Math.floor(at / projected.columns)],
    ];
    return share ? (value * share) / values[k] : 0;
  });
  const weights = multiply(v, { ...projected, data: scaled });
  const [meanX, meanY] = [columnMeans(x), columnMeans(y)];
  const intercept = meanY.map((mean, j) => {
    let offset = 0;
    for (let i = 0; i < weights.rows; i++) offset += meanX[i] * weights.data[i * weights.columns + j];
    return mean - offset;
  });
  return {
    weights: { data: weights.data, shape: [weights.rows, weights.columns] },
    intercept,
    lambda: Float64Array.from(chosen, (l) => lambdas[l]),
  };
}

/** For each target the sum of (residual / (1 - leverage))^2. */
function leaveOneOutErrors(u: Matrix, projected: Matrix, targets: Matrix, shares: Float64Array): Float64Array {
  const [n, count] = [targets.rows, targets.columns];
  const shrunk = projected.data.map((value, at) => value * shares[Math.floor(at / count)]);
  const fitted = multiply(u, { ...projected, data: shrunk }).data;
  const errors = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    let leverage = 1 / n;
    for (let k = 0; k < u.columns; k++) leverage += shares[k] * u.data[i * u.columns + k] ** 2;
    const left = Math.max(Number.EPSILON, 1 - leverage);
    for (let j = 0; j < count; j++) {
      const at = i * count + j;
      errors[j] += ((targets.data[at] - fitted[at]) / left) ** 2;
    }
  }
  return errors;
}
