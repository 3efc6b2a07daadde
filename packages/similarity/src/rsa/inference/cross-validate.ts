import { ArgumentError } from '@lrsim/core';
import { compareAllRdms } from '../compare.js';
import type { Rdm, RdmInput } from '../types.js';
import { FEWEST_CONDITIONS } from './bootstrap.js';
import { readSubjects, rowMeans } from './evaluate.js';
import { fitted } from './fit.js';
import { componentsOf, predictRdm } from './models.js';
import { mean } from './noise-ceiling.js';
import { pooled } from './pool.js';
import { checkCount, generatorOf, ofConditions, optionsOfConditions, randomFolds } from './resample.js';
import type { CrossValidatedEvaluation, CrossValidateModelsOptions, RdmModel } from './types.js';

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
  const most = Math.max(1, Math.floor(conditions / FEWEST_CONDITIONS));
  const {
    conditionFolds = Math.min(DEFAULT_FOLDS, most),
    subjectFolds = Math.min(DEFAULT_FOLDS, n),
    repeats = 1,
  } = options;
  checkCount(where, 'conditionFolds', conditionFolds, 1, most);
  checkCount(where, 'subjectFolds', subjectFolds, 1, n);
  checkCount(where, 'repeats', repeats, 1);
  if (conditionFolds === 1 && subjectFolds === 1)
    throw new ArgumentError(
      `${where}: conditionFolds and subjectFolds are 1; expected 2 or more of one of them to hold out`,
    );
  const rng = generatorOf(options);
  const columns: number[][] = [];
  const ceilings: (readonly [number, number])[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const splits = [split(n, subjectFolds), split(conditions, conditionFolds)];
    for (const who of splits[0]) for (const which of splits[1]) test(who, which);
  }
  const evaluations = {
    rows: models.length,
    columns: columns.length,
    data: Float64Array.from(models.flatMap((_, i) => columns.map((column) => column[i]))),
  };
  const [lower, upper] = [0, 1].map((end) => mean(ceilings.map((ceiling) => ceiling[end])));
  return { evaluations, means: rowMeans(evaluations), noiseCeiling: { lower, upper } };

  function split(count: number, folds: number): Split[] {
    const all = Array.from({ length: count }, (_, at) => at);
    if (folds === 1) return [{ train: all, test: all }];
    return randomFolds(count, folds, rng).map((fold) => ({
      train: all.filter((at) => !fold.includes(at)),
      test: fold,
    }));
  }

  function test(who: Split, which: Split): void {
    const training = who.train.map((at) => subjects[at]);
    const [fitOptions, testOptions] = [which.train, which.test].map((kept) =>
      conditionFolds === 1 ? options : optionsOfConditions(where, options, kept),
    );
    const held = ofConditions(
      who.test.map((at) => subjects[at]),
      which.test,
    );
    const score = (rdm: Rdm) => mean(compareAllRdms(ofConditions([rdm], which.test), held, testOptions).data);
    const toFit = ofConditions(training, which.train);
    columns.push(
      models.map((model) => score(predictRdm(model, fitted(where, restricted(model, which.train), toFit, fitOptions)))),
    );
    ceilings.push([score(pooled(where, training, options)), score(pooled(where, subjects, options))]);
  }
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
