import { ArgumentError, type Matrix } from '@lrsim/core';
import { transpose } from '@lrsim/linalg';
import type { RdmInput } from '../types.js';
import { FEWEST_CONDITIONS } from './bootstrap.js';
import { checkFolds, type FoldScores, mostFolds, scoresOfFolds } from './cross-validate.js';
import { covarianceOfRows, readSubjects, rowMeans } from './evaluate.js';
import { mean } from './noise-ceiling.js';
import { checkCount, drawnDifferent, generatorOf, resampledUnits } from './resample.js';
import type { BootstrapCrossValidateOptions, BootstrapEvaluation, RdmModel } from './types.js';

/** The share of different members among as many draws with replacement: the folds are meant for these. */
const DIFFERENT = 1 - 1 / Math.E;
const MOST_FOLDS = 5;
/** What rounding leaves of a variance of scores, which are of order 1. */
const ROUNDING = 1e-20;

/**
 * How flexible models compare with what they were not fitted to, with the covariance of their mean scores from drawing subjects,
 * conditions or both with replacement: `crossValidateModels` within each sample of `bootstrapModels`.
 *
 * Copies of a subject or condition are in one fold, never in training and test. A sample is cross-validated `repeats` times with
 * other folds; what choosing folds adds to the variance is taken out by (m V_mean - V_one) / (m - 1), m the repeats, V_mean and V_one
 * the covariances of their mean and of one of them. Means and ceilings are those over samples. Scaling and degrees of freedom
 * are those of `bootstrapModels`; samples with too few different members for the folds are drawn again.
 *
 * Schuett et al. 2023, eLife 12: e82566.
 *
 * @throws ArgumentError for fewer than two samples or repeats, more folds than draws leave different members, a variance that comes
 *   out below 0 because of too few samples, or what `crossValidateModels` refuses.
 */
export function bootstrapCrossValidateModels(
  models: readonly RdmModel[],
  data: readonly RdmInput[],
  options: BootstrapCrossValidateOptions = {},
): BootstrapEvaluation {
  const where = 'bootstrapCrossValidateModels';
  const subjects = readSubjects(where, models, data);
  const { conditions } = subjects[0];
  const { over = 'both', samples = 1000, repeats = 2 } = options;
  const units = resampledUnits(where, over, subjects.length, conditions);
  checkCount(where, 'samples', samples, 2);
  checkCount(where, 'repeats', repeats, 2);
  const {
    subjectFolds = foldsFor(subjects.length),
    conditionFolds = Math.min(mostFolds(conditions), foldsFor(conditions / FEWEST_CONDITIONS)),
  } = options;
  const folds = { subjectFolds, conditionFolds };
  checkFolds(where, folds, subjects);

  const rng = generatorOf(options);
  const runs = Array.from({ length: samples }, () => {
    const sample = {
      subjects: membersOf('subjects', subjects.length, subjectFolds),
      conditions: membersOf('conditions', conditions, FEWEST_CONDITIONS * conditionFolds),
    };
    return Array.from({ length: repeats }, () => scoresOfFolds(where, models, subjects, sample, folds, rng, options));
  });

  const divisor = ((samples - 1) * (units - 1)) / units;
  const covarianceOf = (evaluations: Matrix) => {
    const byModel = transpose(evaluations);
    return covarianceOfRows(byModel, rowMeans(byModel), divisor);
  };
  const tests = runs.map((run) => run.flat());
  const evaluations = meanScores(models.length, tests);
  const ofMeans = covarianceOf(evaluations);
  const ofOne = Array.from(
    { length: repeats },
    (_, repeat) =>
      covarianceOf(
        meanScores(
          models.length,
          runs.map((run) => run[repeat]),
        ),
      ).data,
  );
  const covariance = {
    ...ofMeans,
    data: ofMeans.data.map((value, at) => (repeats * value - mean(ofOne.map((one) => one[at]))) / (repeats - 1)),
  };
  models.forEach((_, i) => {
    if (covariance.data[i * (models.length + 1)] < -ROUNDING)
      throw new ArgumentError(
        `${where}: ${samples} samples of ${repeats} repeats leave models[${i}] a variance below 0; expected more samples or repeats`,
      );
  });
  const ceilings = tests.map((sample) => [0, 1].map((end) => mean(sample.map(({ ceiling }) => ceiling[end]))));
  const [lower, upper] = [0, 1].map((end) => mean(ceilings.map((ceiling) => ceiling[end])));
  return {
    evaluations,
    noiseCeilings: { rows: samples, columns: 2, data: Float64Array.from(ceilings.flat()) },
    means: rowMeans(transpose(evaluations)),
    covariance,
    degreesOfFreedom: units - 1,
    noiseCeiling: { lower, upper },
  };

  function membersOf(factor: 'subjects' | 'conditions', count: number, needed: number): readonly number[] {
    if (over !== 'both' && over !== factor) return Array.from({ length: count }, (_, at) => at);
    return drawnDifferent(where, factor, count, needed, rng);
  }
}

const foldsFor = (count: number) => Math.max(1, Math.min(MOST_FOLDS, Math.floor(DIFFERENT * count)));

/** Mean score over the folds of each sample: samples x models. */
function meanScores(models: number, samples: readonly (readonly FoldScores[])[]) {
  const data = samples.flatMap((tests) =>
    Array.from({ length: models }, (_, i) => mean(tests.map(({ scores }) => scores[i]))),
  );
  return { rows: samples.length, columns: models, data: Float64Array.from(data) };
}
