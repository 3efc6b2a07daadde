import { ArgumentError, checkInteger, checkNumber, createRng, type Matrix, type NdLike } from '@lrsim/core';
import { multiply, transposeMultiply } from '@lrsim/linalg';
import { checkLabels, readUnitsBySamples } from './axes.js';
import { type Axes, demixer } from './demix.js';
import { type Marginals, marginalsOf } from './marginalise.js';
import { columnsOfSamples } from './part.js';
import { readTrials, splitTrials, trialsThere } from './trials.js';
import type { Dpca, DpcaCrossValidation, DpcaCrossValidationOptions, DpcaOptions } from './types.js';

const defaultLambdas = () => Float64Array.from({ length: 45 }, (_, k) => 1e-7 * 1.4 ** k);

/** The labels whose samples belong to one trial, where none are named. */
export const togetherOf = (labels: string, together?: string) => together ?? (labels.includes('t') ? 't' : '');

/**
 * How well components predict held-out data: the sum over marginalisations of |X_phi - (P D' - diag(P D')) X|^2, in which
 * each unit is predicted from the other units.
 *
 * X is centred per unit by its own means: a constant offset of a unit tells nothing of its tuning.
 *
 * @param join - the marginalisations joined in the fit, as given to `dpca`.
 * @param x - held-out condition means or one trial of each condition, in the shape of the data fitted.
 * @throws ArgumentError for another shape, or NaN.
 * @source Kobak et al. 2016, Regularization; the score of the Python and MATLAB libraries.
 */
export function dpcaPredictionError(
  model: Dpca,
  x: NdLike,
  { join }: { readonly join?: DpcaOptions['join'] } = {},
): number {
  const read = readUnitsBySamples('dpcaPredictionError', 'x', x, model.labels, model.unitAxis);
  if (read.matrix.rows !== model.mean.length)
    throw new ArgumentError(
      `dpcaPredictionError: x has ${read.matrix.rows} units; the components are of ${model.mean.length}`,
    );
  const asMatrix = ({ data, shape }: { readonly data: Float64Array; readonly shape: readonly number[] }): Matrix => ({
    rows: shape[0],
    columns: shape[1],
    data,
  });
  const axes = new Map(
    Object.entries(model.marginalisations).map(([name, { encoder, decoder }]) => [
      name,
      { encoder: asMatrix(encoder), decoder: asMatrix(decoder) },
    ]),
  );
  return predictionError(axes, marginalsOf('dpcaPredictionError', read, { labels: model.labels, join }));
}

function predictionError(found: ReadonlyMap<string, Axes>, { centred, parts }: Marginals): number {
  const { rows, columns, data } = centred;
  let error = 0;
  for (const [name, { encoder, decoder }] of found) {
    const part = parts.get(name);
    if (!part) throw new ArgumentError(`dpca: the fit joined marginalisations into '${name}'; give the same join here`);
    const { data: own, columns: places } = part.values;
    const place = columnsOfSamples(part);
    const count = encoder.columns;
    const predicted = count > 0 ? multiply(encoder, transposeMultiply(decoder, centred)).data : undefined;
    for (let i = 0; i < rows; i++) {
      let self = 0;
      for (let k = 0; k < count; k++) self += encoder.data[i * count + k] * decoder.data[i * count + k];
      for (let j = 0, at = i * columns; j < columns; j++, at++)
        error += (own[i * places + place[j]] - (predicted ? predicted[at] - self * data[at] : 0)) ** 2;
    }
  }
  return error;
}

/**
 * The ridge strength that predicts held-out trials best: for each random split one trial of every unit and condition is held
 * out, components are fitted to the mean of the others, and `dpcaPredictionError` is taken for each lambda.
 *
 * @param trials - [trials, units, ...one axis for each label], NaN where a unit has fewer; units last with `unitAxis`.
 * @throws ArgumentError where a unit has fewer than two complete trials in a condition, or for an empty or negative lambdas.
 * @source Kobak et al. 2016, Regularization.
 */
export function dpcaCrossValidation(
  trials: NdLike,
  options: Omit<DpcaOptions, 'regulariser' | 'trials'>,
): DpcaCrossValidation {
  const where = 'dpcaCrossValidation';
  const { labels, crossValidation = {} } = options;
  checkLabels(where, labels);
  const { repeats = 5, simultaneous = false, rng = createRng(0) }: DpcaCrossValidationOptions = crossValidation;
  checkInteger(where, 'repeats', repeats);
  const lambdas = Float64Array.from(crossValidation.lambdas ?? defaultLambdas());
  if (lambdas.length === 0) throw new ArgumentError(`${where}: lambdas is empty; expected at least one`);
  lambdas.forEach((lambda, i) => {
    checkNumber(where, `lambdas[${i}]`, lambda, 0);
  });
  const set = readTrials(where, trials, options, togetherOf(labels, crossValidation.together));
  const there = trialsThere(set);
  const errors = new Float64Array(lambdas.length);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const { training, validation } = splitTrials(where, set, there, rng, simultaneous);
    const marginals = marginalsOf(where, { matrix: training, axes: set.axes }, options);
    const heldOut = marginalsOf(where, { matrix: validation, axes: set.axes }, options);
    const total = heldOut.centred.data.reduce((sum, value) => sum + value * value, 0);
    const solve = demixer(where, marginals, options);
    lambdas.forEach((lambda, k) => {
      errors[k] += predictionError(solve(lambda), heldOut) / total / repeats;
    });
  }
  const at = errors.reduce((best, error, k) => (error < errors[best] ? k : best), 0);
  return { lambdas, errors, best: lambdas[at], atBoundary: at === 0 || at === lambdas.length - 1 };
}
