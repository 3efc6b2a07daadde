import { ArgumentError, checkInteger, checkNumber, lookUp, type Matrix } from '@lrsim/core';
import {
  columnMeans,
  linearAssignment,
  minusRow,
  multiply,
  positiveDefiniteSolver,
  transposeMultiply,
} from '@lrsim/linalg';
import { crossKernel, kernelOf, ownKernel } from '../cka/kernel-matrix.js';
import type { Kernel } from '../cka/types.js';
import { unpacked } from '../packed-symmetric.js';
import type { Regression, Training } from './cross-validation.js';
import { foldsOf, rowsOf } from './folds.js';
import { plsModels, type Standardised, standardised } from './pls-regression.js';
import { leaveOneOutErrors, linearPredictions, ridgeModel, targetMeansOf } from './ridge-basis.js';
import type {
  KernelRidgeOptions,
  LinearOptions,
  MatchingOptions,
  PlsOptions,
  RidgeCvOptions,
  RidgeOptions,
} from './types.js';

/** Ordinary least squares, of least norm. */
export const leastSquaresRegression: Regression<LinearOptions> = (x, y) => {
  const model = ridgeModel(x.basis(), y.matrix, () => 0);
  return { predict: (next) => linearPredictions(model, next) };
};

/** Ridge regression. */
export const ridgeRegression: Regression<RidgeOptions> = (x, y, { alpha = 1 }, where) => {
  checkNumber(where, 'alpha', alpha, 0);
  const model = ridgeModel(x.basis(), y.matrix, () => alpha);
  return { predict: (next) => linearPredictions(model, next) };
};

/** The regularisations RidgeCV chooses from: 1e-8 to 1e8. */
const ALPHAS: readonly number[] = /* @__PURE__ */ Array.from({ length: 17 }, (_, k) => 10 ** (k - 8));

/** Ridge regression with the regularisation of least leave-one-out error, the first of equals. */
export const ridgeCvRegression: Regression<RidgeCvOptions> = (x, y, { alphas = ALPHAS, choice = 'all' }, where) => {
  if (alphas.length === 0) throw new ArgumentError(`${where}: alphas has 0 values; expected at least 1`);
  for (const alpha of alphas) checkNumber(where, 'alphas', alpha, 0);
  const errors = leaveOneOutErrors(x.basis(), y.matrix, alphas);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const best = (errorOf: (of: Float64Array) => number) => alphas[leastAt(errors.map(errorOf))];
  const choices = {
    all: () => new Array<number>(y.matrix.columns).fill(best(sum)),
    each: () => Array.from({ length: y.matrix.columns }, (_, j) => best((of) => of[j])),
  };
  const chosen = lookUp('choice of alphas', choices, choice)();
  const model = ridgeModel(x.basis(), y.matrix, (target) => chosen[target]);
  return { predict: (next) => linearPredictions(model, next), chosen: choice === 'all' ? chosen.slice(0, 1) : chosen };
};

/** Where a list is least, the first of equals. */
const leastAt = (values: readonly number[]) =>
  values.reduce((best, value, at) => (value < values[best] ? at : best), 0);

/** Brain-Score's number of components. */
const COMPONENTS = 25;
const INNER_FOLDS = 5;

/** Partial least squares regression. */
export const plsRegression: Regression<PlsOptions> = (x, y, { components = COMPONENTS, scale = true }, where) => {
  const counts = typeof components === 'number' ? [components] : components;
  if (counts.length === 0) throw new ArgumentError(`${where}: components has 0 values; expected at least 1`);
  for (const count of counts) checkInteger(where, 'components', count);
  const chosen = counts.length === 1 ? counts[0] : bestComponents(x.matrix, y.matrix, counts, scale, where);
  const models = plsModels(standardisedOnce(x, scale), standardisedOnce(y, scale), chosen);
  return { predict: (next) => linearPredictions(models[models.length - 1], next), chosen: [chosen] };
};

const standardisedOnce = (samples: Training, scale: boolean): Standardised =>
  samples.derived(['standardised', scale], (matrix) => standardised(matrix, scale));

/** The number of components of least error in folds within the training samples; the first of equals. */
function bestComponents(x: Matrix, y: Matrix, counts: readonly number[], scale: boolean, where: string): number {
  const errors = new Float64Array(counts.length);
  for (const { train, test } of foldsOf(where, y.rows, { folds: Math.min(INNER_FOLDS, y.rows) })) {
    const [learnt, learntTargets] = [x, y].map((matrix) => standardised(rowsOf(matrix, train), scale));
    const models = plsModels(learnt, learntTargets, Math.max(...counts));
    const [held, targets] = [rowsOf(x, test), rowsOf(y, test)];
    counts.forEach((count, k) => {
      const { data } = linearPredictions(models[Math.min(count, models.length) - 1], held);
      errors[k] += data.reduce((sum, value, at) => sum + (value - targets.data[at]) ** 2, 0);
    });
  }
  return counts[leastAt(Array.from(errors))];
}

/** Systems of more samples than this are made anew for each partner: many of them would not fit into memory. */
const KEPT = 1024;

/** Kernel ridge regression; with an intercept the kernel is centred on the training samples. */
export const kernelRidgeRegression: Regression<KernelRidgeOptions> = (
  x,
  { matrix: y },
  { kernel = 'rbf', alpha = 1, intercept = true },
  where,
) => {
  checkNumber(where, 'alpha', alpha, Number.MIN_VALUE);
  const make = (matrix: Matrix) => kernelSystem(matrix, kernel, alpha, intercept, where);
  const { resolved, rowMeans, mean, solved } =
    x.matrix.rows > KEPT ? make(x.matrix) : x.derived(['kernel system', kernel, alpha, intercept], make);
  const targetMeans = targetMeansOf(y, intercept);
  const weights = solved(minusRow(y, targetMeans));
  return {
    predict(next) {
      const cross = crossKernel(next, x.matrix, resolved, where, 'x');
      const n = rowMeans.length;
      const own = intercept ? rowAverages(cross) : new Float64Array(next.rows);
      const data = cross.data.map((value, at) => value - own[Math.floor(at / n)] - rowMeans[at % n] + mean);
      const predicted = multiply({ ...cross, data }, weights);
      return { ...predicted, data: predicted.data.map((value, at) => value + targetMeans[at % y.columns]) };
    },
  };
};

/** The kernel of the training samples, its means, and a solver for it, centred, with alpha on its diagonal. */
function kernelSystem(x: Matrix, kernel: Kernel, alpha: number, intercept: boolean, where: string) {
  const { kernel: resolved, matrix } = ownKernel(x, kernelOf(kernel), where, 'x');
  const system = unpacked(matrix);
  const n = system.rows;
  const rowMeans = intercept ? columnMeans(system) : new Float64Array(n);
  const mean = rowMeans.reduce((sum, value) => sum + value, 0) / n;
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j < n; j++, at++) system.data[at] += mean - (rowMeans[i] + rowMeans[j]) + (i === j ? alpha : 0);
  return { resolved, rowMeans, mean, solved: positiveDefiniteSolver(system) };
}

const rowAverages = ({ rows, columns, data }: Matrix) =>
  Float64Array.from({ length: rows }, (_, i) =>
    data.subarray(i * columns, (i + 1) * columns).reduce((sum, value) => sum + value / columns, 0),
  );

/**
 * Each target predicted by the one unit that correlates most with it in the training samples, scaled to it by least squares. A
 * target without a unit of its own gets NaN.
 */
export const matchingRegression: Regression<MatchingOptions> = (x, targets, { matching = 'best' }) => {
  const [own, others] = [x, targets].map((samples) => samples.derived(['columns'], centredColumns));
  const { matrix: a, means, norms: xNorms } = own;
  const { matrix: b, means: targetMeans, norms: yNorms } = others;
  const products = transposeMultiply(b, a);
  const correlations = products.data.map((value, at) => {
    const norms = yNorms[Math.floor(at / a.columns)] * xNorms[at % a.columns];
    return norms > 0 ? value / norms : 0;
  });
  const ways = {
    best: () =>
      Int32Array.from({ length: b.columns }, (_, j) => {
        const row = correlations.subarray(j * a.columns, (j + 1) * a.columns);
        return row.reduce((best, value, at) => (value > row[best] ? at : best), 0);
      }),
    'one-to-one': () => linearAssignment({ ...products, data: correlations.map((value) => -value) }),
  };
  const units = lookUp('matching', ways, matching)();
  // Not turned over where even the best correlation is negative: a unit stands for a target, not for its opposite.
  const slopeOf = (target: number, unit: number) =>
    xNorms[unit] > 0 ? Math.abs(products.data[target * a.columns + unit]) / xNorms[unit] ** 2 : 0;
  return {
    predict(next) {
      const data = new Float64Array(next.rows * b.columns);
      for (let i = 0; i < next.rows; i++)
        units.forEach((unit, j) => {
          const slope = unit < 0 ? Number.NaN : slopeOf(j, unit);
          data[i * b.columns + j] = targetMeans[j] + slope * (next.data[i * next.columns + unit] - means[unit]);
        });
      return { rows: next.rows, columns: b.columns, data };
    },
    chosen: units,
  };
};

/** Columns minus their means, the means, and the norms of what is left. */
function centredColumns(x: Matrix) {
  const means = columnMeans(x);
  const matrix = minusRow(x, means);
  return { matrix, means, norms: columnNorms(matrix) };
}

function columnNorms({ rows, columns, data }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) squares[at % columns] += data[at] ** 2;
  return squares.map(Math.sqrt);
}
