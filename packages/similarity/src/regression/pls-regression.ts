import type { Matrix } from '@lrsim/core';
import { columnMeans, frobeniusNorm, minusRow, multiply, solve, svd, transposeMultiply } from '@lrsim/linalg';
import type { LinearModel } from './ridge-basis.js';

/** Units minus their means, over their scales. */
export interface Standardised {
  readonly matrix: Matrix;
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** @param scale - whether units are divided by their standard deviation (over samples - 1); constant ones are not. */
export function standardised(x: Matrix, scale: boolean): Standardised {
  const means = columnMeans(x);
  const centred = minusRow(x, means);
  const scales = scale ? deviations(centred) : new Float64Array(x.columns).fill(1);
  return { matrix: overColumns(centred, scales), means, scales };
}

/**
 * Partial least squares regression of several targets (PLS2) with up to `components` components: fewer where nothing is left
 * that covaries.
 *
 * Each weight vector is the exact leading singular vector of the deflated cross-product, where NIPALS iterates towards it.
 *
 * @returns the models with 1, 2, ... components.
 * @source Wold, Sjostrom & Eriksson 2001 (doi 10.1016/S0169-7439(01)00155-1).
 */
export function plsModels(x: Standardised, y: Standardised, components: number): LinearModel[] {
  const { means, scales: xScale } = x;
  const { means: targetMeans, scales: yScale } = y;
  let [left, target] = [x.matrix, y.matrix];
  const [xNorm, yNorm] = [frobeniusNorm(left), frobeniusNorm(target)];
  const weights: Float64Array[] = [];
  const loadings: Float64Array[] = [];
  const targetLoadings: Float64Array[] = [];
  const models: LinearModel[] = [];
  const least = left.rows * Number.EPSILON;
  while (weights.length < components) {
    const { u, values } = svd(transposeMultiply(left, target));
    if (!(values[0] > least * xNorm * yNorm)) break;
    const weight = Float64Array.from({ length: left.columns }, (_, i) => u.data[i * u.columns]);
    const score = multiply(left, column(weight));
    const square = frobeniusNorm(score) ** 2;
    const over = (m: Matrix) => transposeMultiply(m, score).data.map((value) => value / square);
    const [loading, targetLoading] = [over(left), over(target)];
    left = minusProduct(left, score.data, loading);
    target = minusProduct(target, score.data, targetLoading);
    weights.push(weight);
    loadings.push(loading);
    targetLoadings.push(targetLoading);
    models.push({
      weights: unscaled(coefficients(weights, loadings, targetLoadings), xScale, yScale),
      means,
      targetMeans,
    });
  }
  const [rows, columns] = [left.columns, target.columns];
  const none = { rows, columns, data: new Float64Array(rows * columns) };
  return models.length > 0 ? models : [{ weights: none, means, targetMeans }];
}

/** W (P'W)^-1 Q' of vectors as columns. */
function coefficients(
  weights: readonly Float64Array[],
  loadings: readonly Float64Array[],
  targetLoadings: readonly Float64Array[],
): Matrix {
  const [w, p] = [asRows(weights), asRows(loadings)];
  const square = multiply(p, transposed(w));
  return multiply(transposed(w), solve(square, asRows(targetLoadings)));
}

const column = (data: Float64Array): Matrix => ({ rows: data.length, columns: 1, data });

function asRows(vectors: readonly Float64Array[]): Matrix {
  const data = new Float64Array(vectors.length * vectors[0].length);
  vectors.forEach((vector, i) => {
    data.set(vector, i * vector.length);
  });
  return { rows: vectors.length, columns: vectors[0].length, data };
}

const transposed = ({ rows, columns, data }: Matrix): Matrix => ({
  rows: columns,
  columns: rows,
  data: data.map((_, at) => data[(at % rows) * columns + Math.floor(at / rows)]),
});

const minusProduct = (a: Matrix, rows: Float64Array, columns: Float64Array): Matrix => ({
  ...a,
  data: a.data.map((value, at) => value - rows[Math.floor(at / a.columns)] * columns[at % a.columns]),
});

const overColumns = (a: Matrix, by: Float64Array): Matrix => ({
  ...a,
  data: a.data.map((value, at) => value / by[at % a.columns]),
});

const unscaled = (b: Matrix, xScale: Float64Array, yScale: Float64Array): Matrix => ({
  ...b,
  data: b.data.map((value, at) => (value / xScale[Math.floor(at / b.columns)]) * yScale[at % b.columns]),
});

/** Standard deviation of each centred column; 1 for a constant one. */
function deviations({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  for (let at = 0; at < data.length; at++) squares[at % columns] += data[at] ** 2;
  return squares.map((square) => (square > 0 ? Math.sqrt(square / (rows - 1)) : 1));
}
