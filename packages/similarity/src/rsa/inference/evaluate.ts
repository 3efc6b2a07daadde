import { ArgumentError, type Matrix } from '@lrsim/core';
import { compareAllRdms } from '../compare.js';
import { checkSameConditions, toRdms } from '../rdm-input.js';
import type { Rdm, RdmInput } from '../types.js';
import { componentsOf, predictRdm } from './models.js';
import { mean, noiseCeilingOf } from './noise-ceiling.js';
import type { EvaluateModelsOptions, ModelEvaluation, RdmModel } from './types.js';

/**
 * How models compare with the RDM of each subject, with what `testAgainstZero`, `testPairwise` and `testAgainstCeiling` need.
 *
 * Parameters of models that have some must come from other data: `fitModel` there, or use `crossValidateModels`. The covariance
 * generalises to other subjects, not to other conditions; degrees of freedom are subjects - 1.
 *
 * Kriegeskorte et al. 2008; Nili et al. 2014, PLoS Comput Biol 10(4): e1003553; Schuett et al. 2023, eLife 12: e82566.
 *
 * @throws ArgumentError for no model, fewer than two subjects, parameters missing, or what `compareRdms` refuses.
 */
export function evaluateModels(
  models: readonly RdmModel[],
  data: readonly RdmInput[],
  options: EvaluateModelsOptions = {},
): ModelEvaluation {
  const where = 'evaluateModels';
  const subjects = readSubjects(where, models, data);
  const evaluations = compareAllRdms(predictions(where, models, options.parameters), subjects, options);
  const n = subjects.length;
  const means = rowMeans(evaluations);
  return {
    evaluations,
    means,
    covariance: covarianceOfRows(evaluations, means, n * (n - 1)),
    degreesOfFreedom: n - 1,
    noiseCeiling: noiseCeilingOf(where, subjects, options),
  };
}

/** Reads the subjects' RDMs: at least two, of the models' conditions. */
export function readSubjects(where: string, models: readonly RdmModel[], data: readonly RdmInput[]): Rdm[] {
  if (!Array.isArray(models) || models.length === 0)
    throw new ArgumentError(`${where}: models is no list of at least one model; expected some, as fixedModel makes`);
  const subjects = toRdms(where, 'data', data);
  if (subjects.length < 2)
    throw new ArgumentError(`${where}: data is of one subject; expected at least 2, to see how much they differ`);
  models.forEach((model, at) => {
    checkSameConditions(where, componentsOf(model)[0], subjects[0], `models[${at}]`, 'data');
  });
  return subjects;
}

/** What each model predicts with its parameters. */
export function predictions(
  where: string,
  models: readonly RdmModel[],
  parameters: EvaluateModelsOptions['parameters'] = [],
): Rdm[] {
  return models.map((model, at) => {
    if (model.kind !== 'fixed' && parameters[at] === undefined)
      throw new ArgumentError(
        `${where}: models[${at}] is a ${model.kind} model without parameters; expected some from fitModel of other data, or use crossValidateModels`,
      );
    return predictRdm(model, parameters[at]);
  });
}

/** The mean of each row. */
export const rowMeans = ({ rows, columns, data }: Matrix): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => mean(data.subarray(i * columns, (i + 1) * columns)));

/** Sums of products of the rows about their means, over `divisor`. */
export function covarianceOfRows({ rows, columns, data }: Matrix, means: Float64Array, divisor: number): Matrix {
  const covariance = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let at = 0; at < columns; at++)
        sum += (data[i * columns + at] - means[i]) * (data[j * columns + at] - means[j]);
      covariance[i * rows + j] = covariance[j * rows + i] = sum / divisor;
    }
  return { rows, columns: rows, data: covariance };
}
