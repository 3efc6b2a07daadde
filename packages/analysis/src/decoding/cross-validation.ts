import { ArgumentError, lookUp, type Matrix, type MatrixInput, toMatrix, toNdArray } from '@lrsim/core';
import { columnMeans } from '@lrsim/linalg';
import { type Classes, largestColumns, readClasses, rowsAt } from './classes.js';
import { fittedDiscriminant } from './discriminant-analysis.js';
import { foldsOf, splitAt } from './folds.js';
import { fittedLogistic } from './logistic-regression.js';
import { fittedRidge, linearOutputs } from './ridge-regression.js';
import type {
  DecodingAccuracy,
  DecodingOptions,
  FoldOptions,
  Label,
  LinearClassifier,
  RegressionAccuracy,
  RidgeOptions,
  TimeResolvedDecoding,
} from './types.js';

/**
 * How well classes are read out linearly from trials that the classifier has not seen.
 *
 * Folds have their share of every class; with `groups`, trials of one group (a condition, a session) are held out together.
 * All that is fitted, scaling included, is fitted to the training trials.
 *
 * @param x - trials x units.
 * @param labels - one for each trial.
 * @throws ArgumentError for a label missing, one class, training trials without one of the classes, or NaN.
 */
export function crossValidatedClassifier<L extends Label>(
  x: MatrixInput,
  labels: readonly L[],
  options: DecodingOptions = {},
): DecodingAccuracy<L> {
  const where = 'crossValidatedClassifier';
  const matrix = toMatrix(where, 'x', x);
  const known = readClasses(where, labels, matrix.rows);
  const { foldOf, folds } = foldsOf(where, matrix.rows, known.indices, options);
  const predicted = new Int32Array(matrix.rows);
  for (let fold = 0; fold < folds; fold++) {
    const { training, held } = splitAt(foldOf, fold);
    const model = fitted(where, rowsAt(matrix, training), training, known, options);
    const found = largestColumns(linearOutputs(where, rowsAt(matrix, held), model));
    held.forEach((trial, i) => {
      predicted[trial] = model.classes[found[i]];
    });
  }
  return accuracyOf(predicted, known);
}

/** A classifier of class indices, fitted to some trials. */
function fitted<L extends Label>(
  where: string,
  x: Matrix,
  trials: readonly number[],
  { indices, classes }: Classes<L>,
  { classifier = 'lda', lda = {}, logistic = {} }: DecodingOptions,
): LinearClassifier<number> {
  const labels = trials.map((trial) => indices[trial]);
  const missing = classes.findIndex((_, k) => !labels.includes(k));
  if (missing >= 0)
    throw new ArgumentError(
      `${where}: no training trial has the class '${classes[missing]}' when its fold is held out; use fewer folds or other groups`,
    );
  const fit = lookUp(
    'classifier',
    { lda: () => fittedDiscriminant(x, labels, lda), logistic: () => fittedLogistic(x, labels, logistic) },
    classifier,
  );
  return fit();
}

function accuracyOf<L extends Label>(
  predicted: Int32Array,
  { classes, indices, counts }: Classes<L>,
): DecodingAccuracy<L> {
  const count = classes.length;
  const confusion = new Float64Array(count * count);
  predicted.forEach((k, trial) => {
    confusion[indices[trial] * count + k]++;
  });
  const right = Array.from({ length: count }, (_, k) => confusion[k * (count + 1)]);
  return {
    accuracy: right.reduce((sum, value) => sum + value, 0) / predicted.length,
    balancedAccuracy: right.reduce((sum, value, k) => sum + value / counts[k], 0) / count,
    chance: Math.max(...counts) / predicted.length,
    predicted: Array.from(predicted, (k) => classes[k]),
    classes,
    confusion: { data: confusion, shape: [count, count] },
  };
}

/**
 * How well continuous targets are read out by ridge regression from samples that it has not seen; its strength is chosen
 * within the training samples of each fold.
 *
 * @param x - samples x units.
 * @param y - samples x targets.
 * @throws ArgumentError for different numbers of samples, a target that does not vary, or NaN.
 */
export function crossValidatedRegression(
  x: MatrixInput,
  y: MatrixInput,
  options: RidgeOptions & FoldOptions = {},
): RegressionAccuracy {
  const where = 'crossValidatedRegression';
  const [units, targets] = [toMatrix(where, 'x', x), toMatrix(where, 'y', y)];
  if (units.rows !== targets.rows)
    throw new ArgumentError(`${where}: x has ${units.rows} samples, y has ${targets.rows}; both need the same`);
  const { foldOf, folds } = foldsOf(where, units.rows, new Int32Array(units.rows), options);
  const predicted = new Float64Array(targets.data.length);
  const [errors, squares] = [new Float64Array(targets.columns), new Float64Array(targets.columns)];
  const lambdas = Array.from({ length: folds }, (_, fold) => {
    const { training, held } = splitAt(foldOf, fold);
    const trained = rowsAt(targets, training);
    const model = fittedRidge(rowsAt(units, training), trained, options);
    const means = columnMeans(trained);
    const outputs = linearOutputs(where, rowsAt(units, held), model);
    held.forEach((sample, i) => {
      for (let j = 0; j < targets.columns; j++) {
        const [value, output] = [targets.data[sample * targets.columns + j], outputs.data[i * targets.columns + j]];
        predicted[sample * targets.columns + j] = output;
        errors[j] += (value - output) ** 2;
        squares[j] += (value - means[j]) ** 2;
      }
    });
    return Array.from(model.lambda);
  });
  const constant = squares.indexOf(0);
  if (constant >= 0) throw new ArgumentError(`${where}: y does not vary in target ${constant}; expected one that does`);
  return {
    r2: errors.map((error, j) => 1 - error / squares[j]),
    predicted: { data: predicted, shape: [targets.rows, targets.columns] },
    lambdas: { data: Float64Array.from(lambdas.flat()), shape: [folds, targets.columns] },
  };
}

/**
 * How well classes are read out at each time of the trials; with `crossTemporal` a classifier of each time is tried at all
 * times. The folds are the same at all times.
 *
 * @param x - [trials, time, units].
 * @param labels - one for each trial.
 * @throws ArgumentError for data of another rank, or as in `crossValidatedClassifier`.
 * @source King & Dehaene 2014 (Trends Cogn. Sci. 18:203), temporal generalisation.
 */
export function decodeOverTime<L extends Label>(
  x: MatrixInput,
  labels: readonly L[],
  { crossTemporal = false, ...options }: DecodingOptions & { readonly crossTemporal?: boolean } = {},
): TimeResolvedDecoding {
  const where = 'decodeOverTime';
  const { data, shape } = toNdArray(where, 'x', x);
  if (shape.length !== 3)
    throw new ArgumentError(`${where}: x has the shape [${shape.join(', ')}]; expected [trials, time, units]`);
  const [trials, times, units] = shape;
  const known = readClasses(where, labels, trials);
  const { foldOf, folds } = foldsOf(where, trials, known.indices, options);
  const at = (time: number, positions: readonly number[]): Matrix => {
    const rows = new Float64Array(positions.length * units);
    positions.forEach((trial, i) => {
      rows.set(data.subarray((trial * times + time) * units, (trial * times + time + 1) * units), i * units);
    });
    return { rows: positions.length, columns: units, data: rows };
  };
  const width = crossTemporal ? times : 1;
  const right = new Float64Array(times * width);
  for (let fold = 0; fold < folds; fold++) {
    const { training, held } = splitAt(foldOf, fold);
    for (let time = 0; time < times; time++) {
      const model = fitted(where, at(time, training), training, known, options);
      for (let k = 0; k < width; k++) {
        const found = largestColumns(linearOutputs(where, at(crossTemporal ? k : time, held), model));
        held.forEach((trial, i) => {
          if (model.classes[found[i]] === known.indices[trial]) right[time * width + k]++;
        });
      }
    }
  }
  return {
    accuracy: { data: right.map((count) => count / trials), shape: crossTemporal ? [times, times] : [times] },
    chance: Math.max(...known.counts) / trials,
  };
}
