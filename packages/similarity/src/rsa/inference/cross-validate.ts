import { ArgumentError, type Rng } from '@lrsim/core';
import { compareAllRdms } from '../compare.js';
import type { Rdm, RdmInput } from '../types.js';
import { FEWEST_CONDITIONS } from './bootstrap.js';
import { readSubjects, rowMeans } from './evaluate.js';
import { fitted } from './fit.js';
import { componentsOf, predictRdm } from './models.js';
import { mean } from './noise-ceiling.js';
import { pooled } from './pool.js';
import { checkCount, type Drawn, generatorOf, ofConditions, optionsOfConditions, randomFolds } from './resample.js';
import type { CrossValidatedEvaluation, CrossValidateModelsOptions, FitModelOptions, RdmModel } from './types.js';

const DEFAULT_FOLDS = 5;

/**
 * How models compare with the RDMs of subjects and conditions they were not fitted to.
 *
 * Subjects and conditions are split at random; each pair of a fold of subjects and one of conditions is tested with parameters
 * fitted to the other subjects on the other conditions. Of a factor with 1 fold all is used in both. The ceiling is of the
 * same folds: the pooled RDM of the training subjects (`lower`) and of all (`upper`), on the test conditions.
 *
 * Schuett et al. 2023, eLife 12: e82566.
 *
 * @throws ArgumentError for folds with fewer than three conditions, more folds than subjects, or no splitting at all.
 */
export function crossValidateModels(
  models: readonly RdmModel[],
  data: readonly RdmInput[],
  options: CrossValidateModelsOptions = {},
): CrossValidatedEvaluation {
  const where = 'crossValidateModels';
  const subjects = readSubjects(where, models, data);
  const [n, conditions] = [subjects.length, subjects[0].conditions];
  const most = mostFolds(conditions);
  const {
    conditionFolds = Math.min(DEFAULT_FOLDS, most),
    subjectFolds = Math.min(DEFAULT_FOLDS, n),
    repeats = 1,
  } = options;
  checkFolds(where, { subjectFolds, conditionFolds }, subjects);
  checkCount(where, 'repeats', repeats, 1);
  const rng = generatorOf(options);
  const everyone = { subjects: indices(n), conditions: indices(conditions) };
  const folds = { subjectFolds, conditionFolds };
  const tests = Array.from({ length: repeats }, () =>
    scoresOfFolds(where, models, subjects, everyone, folds, rng, options),
  ).flat();
  const evaluations = {
    rows: models.length,
    columns: tests.length,
    data: Float64Array.from(models.flatMap((_, i) => tests.map(({ scores }) => scores[i]))),
  };
  const [lower, upper] = [0, 1].map((end) => mean(tests.map(({ ceiling }) => ceiling[end])));
  return { evaluations, means: rowMeans(evaluations), noiseCeiling: { lower, upper } };
}

/** Into how many folds each factor is split. */
export interface Folds {
  readonly subjectFolds: number;
  readonly conditionFolds: number;
}

/** Into how many folds conditions can be split that leave something to compare. */
export const mostFolds = (conditions: number): number => Math.max(1, Math.floor(conditions / FEWEST_CONDITIONS));

/** Throws for folds that are too small, or where nothing is held out. */
export function checkFolds(where: string, { subjectFolds, conditionFolds }: Folds, subjects: readonly Rdm[]): void {
  checkCount(where, 'conditionFolds', conditionFolds, 1, mostFolds(subjects[0].conditions));
  checkCount(where, 'subjectFolds', subjectFolds, 1, subjects.length);
  if (conditionFolds === 1 && subjectFolds === 1)
    throw new ArgumentError(
      `${where}: conditionFolds and subjectFolds are 1; expected 2 or more of one of them to hold out`,
    );
}

/** What was found in one fold: the score of each model, and the noise ceiling. */
export interface FoldScores {
  readonly scores: readonly number[];
  readonly ceiling: readonly [lower: number, upper: number];
}

/** The scores in every fold of some subjects and conditions. Copies of one are always in the same fold. */
export function scoresOfFolds(
  where: string,
  models: readonly RdmModel[],
  all: readonly Rdm[],
  drawn: Drawn,
  { subjectFolds, conditionFolds }: Folds,
  rng: Rng,
  options: FitModelOptions,
): FoldScores[] {
  const everyone = drawn.subjects.map((at) => all[at]);
  const whoSplits = split(drawn.subjects, subjectFolds, rng);
  const whichSplits = split(drawn.conditions, conditionFolds, rng);
  return whoSplits.flatMap((who) =>
    whichSplits.map((which): FoldScores => {
      const [toTrain, toTest] = [optionsOf(which.train), optionsOf(which.test)];
      const training = who.train.map((at) => all[at]);
      const held = ofConditions(
        who.test.map((at) => all[at]),
        which.test,
      );
      const score = (rdm: Rdm) => mean(compareAllRdms(ofConditions([rdm], which.test), held, toTest).data);
      const toFit = ofConditions(training, which.train);
      const fit = (model: RdmModel) => fitted(where, restricted(model, which.train), toFit, toTrain);
      return {
        scores: models.map((model) => score(predictRdm(model, fit(model)))),
        ceiling: [score(pooled(where, training, options)), score(pooled(where, everyone, options))],
      };
    }),
  );

  /** The options as they are where all conditions are used, which a covariance matrix is right for. */
  function optionsOf(chosen: readonly number[]): FitModelOptions {
    const asTheyAre = chosen.length === all[0].conditions && chosen.every((condition, at) => condition === at);
    return asTheyAre ? options : optionsOfConditions(where, options, chosen);
  }
}

const indices = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Folds of the different members; the copies of a member go with it. */
function split(members: readonly number[], folds: number, rng: Rng): Split[] {
  if (folds === 1) return [{ train: members, test: members }];
  const different = [...new Set(members)];
  return randomFolds(different.length, folds, rng).map((fold) => {
    const left = new Set(fold.map((at) => different[at]));
    return { train: members.filter((one) => !left.has(one)), test: members.filter((one) => left.has(one)) };
  });
}

interface Split {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/** The model of some of the conditions. */
function restricted(model: RdmModel, chosen: readonly number[]): RdmModel {
  const rdms = ofConditions(componentsOf(model), chosen);
  return model.kind === 'fixed' ? { ...model, rdm: rdms[0] } : { ...model, rdms };
}
