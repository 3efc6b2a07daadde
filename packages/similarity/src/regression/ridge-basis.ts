import { checkNumber, type Matrix } from '@lrsim/core';
import {
  columnMeans,
  frobeniusNorm,
  leadingColumns,
  leadingSvd,
  minusRow,
  multiply,
  multiplyTranspose,
  readProductTranspose,
  scaleColumns,
  transposeMultiply,
} from '@lrsim/linalg';

/** A predictor's decomposition, made once for all targets and regularisations: X - means = u diag(values) v'. */
export interface RidgeBasis {
  readonly means: Float64Array;
  readonly intercept: boolean;
  readonly u: Matrix;
  readonly values: Float64Array;
  readonly v: Matrix;
  /** Of each sample, 1 - its leverage without regularisation; exactly 0 where it determines its own prediction. */
  readonly freedom: Float64Array;
}

/**
 * Less freedom than this is none. The leading vectors of an SVD are orthonormal to 1e-12, so
 * a leverage is known to a few times that: measured up to 4e-12 where the last value is a hundredth of the first.
 */
const UNDETERMINED = 1e-10;

/** Decomposes training samples x units. */
export function ridgeBasis(x: Matrix, intercept: boolean): RidgeBasis {
  const means = intercept ? columnMeans(x) : new Float64Array(x.columns);
  const { u, values, v } = leadingSvd(
    minusRow(x, means),
    Math.max(1, Math.min(x.rows - (intercept ? 1 : 0), x.columns)),
  );
  const subtracted = Math.sqrt(x.rows) * frobeniusNorm({ rows: 1, columns: means.length, data: means });
  const cut = Math.max(x.rows, x.columns) * Number.EPSILON * Math.max(values[0], subtracted);
  const rank = values.filter((value) => value > cut).length;
  if (rank === 0) return withoutRank(x, means, intercept);
  const basis = leadingColumns(u, rank);
  const largest = intercept ? 1 - 1 / x.rows : 1;
  const freedom = Float64Array.from({ length: x.rows }, (_, i) => {
    const left = basis.data.subarray(i * rank, (i + 1) * rank).reduce((rest, value) => rest - value * value, largest);
    return left > UNDETERMINED ? left : 0;
  });
  return { means, intercept, u: basis, values: values.slice(0, rank), v: leadingColumns(v, rank), freedom };
}

/** Samples that are all equal: one direction of no length. */
function withoutRank(x: Matrix, means: Float64Array, intercept: boolean): RidgeBasis {
  const zeros = (rows: number) => ({ rows, columns: 1, data: new Float64Array(rows) });
  const freedom = new Float64Array(x.rows).fill(intercept ? 1 - 1 / x.rows : 1);
  return { means, intercept, u: zeros(x.rows), values: Float64Array.of(0), v: zeros(x.columns), freedom };
}

/** Linear predictions of samples x units. */
export interface LinearModel {
  /** Units x targets. */
  readonly weights: Matrix;
  readonly means: Float64Array;
  readonly targetMeans: Float64Array;
}

/** The means of targets that a regression restores: zeros through the origin. */
export const targetMeansOf = (y: Matrix, intercept: boolean): Float64Array =>
  intercept ? columnMeans(y) : new Float64Array(y.columns);

/** Ridge regression with one regularisation for each target; 0 is least squares of least norm. */
export function ridgeModel(basis: RidgeBasis, y: Matrix, alphas: (target: number) => number): LinearModel {
  const targetMeans = targetMeansOf(y, basis.intercept);
  const projected = transposeMultiply(basis.u, minusRow(y, targetMeans));
  const { columns } = projected;
  const chosen = Array.from({ length: columns }, (_, j) => alphas(j));
  const data = projected.data.map((value, at) => {
    const s = basis.values[Math.floor(at / columns)];
    return s > 0 ? value / (s + chosen[at % columns] / s) : 0;
  });
  return { weights: multiply(basis.v, { ...projected, data }), means: basis.means, targetMeans };
}

/** Predictions of a linear model. */
export function linearPredictions({ weights, means, targetMeans }: LinearModel, x: Matrix): Matrix {
  const predicted = multiply(minusRow(x, means), weights);
  return { ...predicted, data: predicted.data.map((value, at) => value + targetMeans[at % predicted.columns]) };
}

/**
 * The sums of squared errors of predicting each training sample from all the others, exactly, without refitting.
 *
 * @returns one array over targets for each regularisation; Infinity where a sample alone determines its prediction.
 * @source Golub, Heath & Wahba 1979 (doi 10.1080/00401706.1979.10489751); the leave-one-out residual is e_i / (1 - h_i).
 */
export function leaveOneOutErrors(basis: RidgeBasis, y: Matrix, alphas: readonly number[]): Float64Array[] {
  const { u, values, freedom } = basis;
  const centredTargets = minusRow(y, targetMeansOf(y, basis.intercept));
  const projected = transposeMultiply(centredTargets, u);
  const fitted = multiplyTranspose(u, projected);
  const { rows, columns } = centredTargets;
  // What no weights can reach; exactly nothing for a sample that determines its own prediction.
  const unreached = fitted.data;
  for (let i = 0, at = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, at++)
      unreached[at] = freedom[i] === 0 ? 0 : centredTargets.data[at] - unreached[at];
  const rank = values.length;
  // The part of each direction that a regularisation holds back.
  const held = alphas.map((alpha) => {
    checkNumber('leaveOneOutErrors', 'alpha', alpha, 0);
    return values.map((s) => (s > 0 ? alpha / s / (s + alpha / s) : 1));
  });
  const squares = { rows, columns: rank, data: u.data.map((value) => value * value) };
  const table = Float64Array.from({ length: alphas.length * rank }, (_, at) => held[Math.floor(at / rank)][at % rank]);
  // Samples x alphas: what a sample's leverage leaves, beside its freedom without regularisation.
  const leverages = multiplyTranspose(squares, { rows: alphas.length, columns: rank, data: table }).data;
  return held.map((shares, alpha) =>
    readProductTranspose(u, scaleColumns(projected, shares), ({ data: residuals }) => {
      const errors = new Float64Array(columns);
      for (let i = 0, at = 0; i < rows; i++) {
        const rest = freedom[i] + leverages[i * alphas.length + alpha];
        if (!(rest > 0)) return errors.fill(Infinity);
        const factor = 1 / rest;
        for (let j = 0; j < columns; j++, at++) errors[j] += ((unreached[at] + residuals[at]) * factor) ** 2;
      }
      return errors;
    }),
  );
}
