import { ArgumentError, lookUp, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { columnMeans } from '@lrsim/linalg';
import { centred, checkSameSamples } from '../centred.js';
import { lazily } from '../lazily.js';
import { type Fold, foldsOf, rowsOf } from './folds.js';
import { combined, overCeiling, type Predicted, scoresOf } from './prediction-scores.js';
import { type RidgeBasis, ridgeBasis } from './ridge-basis.js';
import type { LinearOptions, ScoringOptions } from './types.js';

/** Training samples of a representation; what regressions derive of them alone is made when first needed, once for all partners. */
export interface Training {
  readonly matrix: Matrix;
  readonly basis: () => RidgeBasis;
  /** What `make` derives of them, once for each key: a name and the options that it depends on. */
  readonly derived: <T>(key: readonly unknown[], make: (matrix: Matrix) => T) => T;
}

/** A regression: learns from training samples of predictor and targets. */
export type Regression<O> = (
  x: Training,
  y: Training,
  options: O,
  where: string,
) => { readonly predict: (x: Matrix) => Matrix; readonly chosen?: ArrayLike<number> };

/** A representation with the parts of it that folds train on. */
export interface FoldedSamples {
  readonly argument: string;
  readonly matrix: Matrix;
  readonly folds: () => readonly Fold[];
  readonly training: () => readonly Training[];
  /** All samples, to learn from. */
  readonly whole: Training;
}

/** What cross-validated predictions are worth. */
export interface PredictionResult {
  /** One number, over the ceiling where there is one. */
  readonly score: number;
  /** Of each target (one value for scores of all targets together); NaN for targets left out, since they do not vary. */
  readonly perTarget: Float64Array;
  /** Of each fold by itself, its targets combined. */
  readonly perFold: Float64Array;
  /** Samples x targets, each predicted by the fold that did not train on it. */
  readonly predictions: Matrix;
  /** What each fold chose: regularisations of targets, or the number of components. */
  readonly chosen: readonly Float64Array[];
}

/** Reads one argument. @throws ArgumentError for fewer than two samples, no variance or folds that do not fit. */
export function foldedSamples(
  input: MatrixInput,
  { inSample = false, intercept = true, folds, shuffle }: LinearOptions,
  where: string,
  argument: string,
): FoldedSamples {
  centred(input, where, argument);
  const matrix = toMatrix(where, argument, input);
  const all = Int32Array.from({ length: matrix.rows }, (_, i) => i);
  const parts = lazily(() =>
    inSample ? [{ train: all, test: all }] : foldsOf(where, matrix.rows, { folds, shuffle }),
  );
  const learning = (part: Matrix): Training => ({
    matrix: part,
    basis: lazily(() => ridgeBasis(part, intercept)),
    derived: derivedOf(part),
  });
  const whole = learning(matrix);
  return {
    argument,
    matrix,
    folds: parts,
    training: lazily(() => (inSample ? [whole] : parts().map(({ train }) => learning(rowsOf(matrix, train))))),
    whole,
  };
}

function derivedOf(matrix: Matrix): Training['derived'] {
  const made: { readonly key: readonly unknown[]; readonly value: unknown }[] = [];
  return <T>(key: readonly unknown[], make: (matrix: Matrix) => T): T => {
    const found = made.find((one) => one.key.length === key.length && one.key.every((part, at) => part === key[at]));
    if (found) return found.value as T;
    const value = make(matrix);
    made.push({ key, value });
    return value;
  };
}

/** Predictor and targets, by which argument is predicted. */
export function rolesOf(
  x: FoldedSamples,
  y: FoldedSamples,
  predict: ScoringOptions['predict'] = 'y',
): { readonly predictor: FoldedSamples; readonly targets: FoldedSamples } {
  return lookUp('argument to predict', { x: { predictor: y, targets: x }, y: { predictor: x, targets: y } }, predict);
}

/** Predicts one argument from the other, fold by fold. */
export function crossValidated<O extends ScoringOptions>(
  where: string,
  x: FoldedSamples,
  y: FoldedSamples,
  regression: Regression<O>,
  options: O,
): PredictionResult {
  checkSameSamples(where, x, y);
  const { predictor, targets } = rolesOf(x, y, options.predict);
  const { rows, columns } = targets.matrix;
  const [predictions, baseline] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  const chosen: Float64Array[] = [];
  const parts = predictor.folds().map(({ test }, k) => {
    const learnt = targets.training()[k];
    const model = regression(predictor.training()[k], learnt, options, where);
    const predicted = model.predict(rowsOf(predictor.matrix, test));
    const part = {
      targets: rowsOf(targets.matrix, test),
      predictions: predicted,
      baseline: repeated(columnMeans(learnt.matrix), test.length),
    };
    test.forEach((row, i) => {
      predictions.set(predicted.data.subarray(i * columns, (i + 1) * columns), row * columns);
      baseline.set(part.baseline.data.subarray(i * columns, (i + 1) * columns), row * columns);
    });
    if (model.chosen) chosen.push(Float64Array.from(model.chosen));
    return part;
  });
  const whole = {
    targets: targets.matrix,
    predictions: { rows, columns, data: predictions },
    baseline: { rows, columns, data: baseline },
  };
  return { ...scored(where, whole, parts, options), predictions: whole.predictions, chosen };
}

function scored(where: string, whole: Predicted, parts: readonly Predicted[], options: ScoringOptions) {
  const { aggregate = 'pooled', ceiling, targets } = options;
  const foldScores = parts.map((part) => overCeiling(where, scoresOf(part, options), ceiling));
  const perFold = Float64Array.from(foldScores, (scores) => combined(scores, targets));
  const aggregates = {
    pooled() {
      const perTarget = overCeiling(where, scoresOf(whole, options), ceiling);
      return { perTarget, score: combined(perTarget, targets) };
    },
    folds: () => ({
      perTarget: foldScores[0].map((_, j) => combined(Float64Array.from(foldScores, (scores) => scores[j]))),
      score: combined(perFold),
    }),
  };
  return { ...lookUp('aggregation of folds', aggregates, aggregate)(), perFold };
}

/** Scores the predictions of new samples by a regression that all samples taught. */
export function heldOutScore<O extends ScoringOptions>(
  where: string,
  x: FoldedSamples,
  y: FoldedSamples,
  regression: Regression<O>,
  options: O,
): (newX: MatrixInput, newY: MatrixInput) => number {
  checkSameSamples(where, x, y);
  const { predictor, targets } = rolesOf(x, y, options.predict);
  const model = regression(predictor.whole, targets.whole, options, where);
  const means = columnMeans(targets.matrix);
  return (newX, newY) => {
    const [a, b] = [readLike(newX, x, where, 'x'), readLike(newY, y, where, 'y')];
    checkSameSamples(where, { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
    const [from, to] = predictor === x ? [a, b] : [b, a];
    const predicted = { targets: to, predictions: model.predict(from), baseline: repeated(means, to.rows) };
    return combined(overCeiling(where, scoresOf(predicted, options), options.ceiling), options.targets);
  };
}

function readLike(input: MatrixInput, trained: FoldedSamples, where: string, argument: string): Matrix {
  const matrix = toMatrix(where, argument, input);
  if (matrix.columns !== trained.matrix.columns)
    throw new ArgumentError(
      `${where}: ${argument} has ${matrix.columns} units, the samples it was fitted on have ${trained.matrix.columns}; expected the same`,
    );
  return matrix;
}

function repeated(row: Float64Array, rows: number): Matrix {
  const data = new Float64Array(rows * row.length);
  for (let i = 0; i < rows; i++) data.set(row, i * row.length);
  return { rows, columns: row.length, data };
}
