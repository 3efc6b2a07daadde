import { ArgumentError, type Matrix } from '@lrsim/core';
import { transpose } from '@lrsim/linalg';
import { compareAllRdms } from '../compare.js';
import type { CompareRdmsOptions, Rdm, RdmInput } from '../types.js';
import { covarianceOfRows, predictions, readSubjects, rowMeans } from './evaluate.js';
import { noiseCeilingOf } from './noise-ceiling.js';
import {
  checkCount,
  type Drawn,
  drawn,
  drawnDifferent,
  generatorOf,
  ofConditions,
  optionsOfConditions,
  resampledUnits,
} from './resample.js';
import { differenceVariance } from './t-tests.js';
import type {
  BootstrapEvaluation,
  BootstrapModelsOptions,
  DualBootstrapOptions,
  ModelScores,
  RdmModel,
  ResampledFactor,
} from './types.js';

/** Fewer different conditions than this leave no two dissimilarities to compare. */
export const FEWEST_CONDITIONS = 3;

interface Experiment {
  readonly where: string;
  readonly predicted: readonly Rdm[];
  readonly subjects: readonly Rdm[];
  readonly options: CompareRdmsOptions;
}

/**
 * How models compare with subjects' RDMs, with the covariance of the mean scores from drawing subjects, conditions or both
 * with replacement: what the tests then generalise to.
 *
 * Pairs of a condition with a copy of itself are left out; draws of fewer than three different conditions are drawn again.
 * The means are those of the data. The covariance over samples is scaled by n / (n - 1), n the subjects or conditions (`both`:
 * the fewer), degrees of freedom are n - 1. Parameters of flexible models must come from other data. `both` overestimates
 * the covariance by noise counted twice, which `dualBootstrapModels` corrects.
 *
 * Nili et al. 2014, PLoS Comput Biol 10(4): e1003553; Schuett et al. 2023, eLife 12: e82566.
 *
 * @throws ArgumentError for fewer than two subjects or three conditions, fewer than two samples, or what `evaluateModels` refuses.
 */
export function bootstrapModels(
  models: readonly RdmModel[],
  data: readonly RdmInput[],
  options: BootstrapModelsOptions = {},
): BootstrapEvaluation {
  const { over = 'both' } = options;
  const experiment = readExperiment('bootstrapModels', models, data, options);
  return summary(experiment, draws(experiment, options), over);
}

/**
 * `bootstrapModels` over both, with the noise that it counts twice taken out again: the variance of a score or a difference of
 * two is s + c - (b - s - c), where s, c and b are its variances over samples of subjects, conditions and both, s, c and the
 * bracket scaled by n / (n - 1) for the subjects and conditions in them; at least either of the two, at most b.
 *
 * Schuett et al. 2023, eLife 12: e82566, the two-factor bootstrap. The samples and ceilings returned are those over both.
 */
export function dualBootstrapModels(
  models: readonly RdmModel[],
  data: readonly RdmInput[],
  options: DualBootstrapOptions = {},
): BootstrapEvaluation {
  const experiment = readExperiment('dualBootstrapModels', models, data, options);
  const drawnBoth = draws(experiment, options);
  const both = summary(experiment, drawnBoth, 'both');
  const alone = (['subjects', 'conditions'] as const).map((factor) => summary(experiment, drawnBoth, factor, false));
  const fewer = both.degreesOfFreedom / (both.degreesOfFreedom + 1);
  const [subjects, conditions] = alone.map(({ degreesOfFreedom: n }) => (n + 1) / n);
  const combined = (variance: (scores: ModelScores) => number) => {
    const [b, s, c] = [variance(both) * fewer, variance(alone[0]), variance(alone[1])];
    const overlap = subjects * conditions * (b - s / subjects - c / conditions);
    return Math.min(b, Math.max(s + c - overlap, s, c));
  };
  const k = both.means.length;
  const own = Array.from({ length: k }, (_, i) => combined(({ covariance }) => covariance.data[i * (k + 1)]));
  const covariance = Float64Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return i === j ? own[i] : (own[i] + own[j] - combined((scores) => differenceVariance(scores, i, j))) / 2;
  });
  return { ...both, covariance: { rows: k, columns: k, data: covariance } };
}

/** The ends of the interval that holds the middle `level` (default 0.95) of each model's bootstrap scores: models x 2. */
export function percentileIntervals({ evaluations }: BootstrapEvaluation, level = 0.95): Matrix {
  if (!(level > 0 && level < 1))
    throw new ArgumentError(`percentileIntervals: level is ${level}; expected a number between 0 and 1, both excluded`);
  const { rows: k, columns: n, data } = transpose(evaluations);
  const ends = Array.from({ length: k }, (_, i) => {
    const sorted = data.slice(i * n, (i + 1) * n).sort();
    return [(1 - level) / 2, (1 + level) / 2].map((quantile) => {
      const position = quantile * (n - 1);
      const below = Math.floor(position);
      const above = Math.min(n - 1, below + 1);
      return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    });
  });
  return { rows: k, columns: 2, data: Float64Array.from(ends.flat()) };
}

function readExperiment(
  where: string,
  models: readonly RdmModel[],
  data: readonly RdmInput[],
  options: DualBootstrapOptions,
): Experiment {
  const subjects = readSubjects(where, models, data);
  if (subjects[0].conditions < FEWEST_CONDITIONS)
    throw new ArgumentError(
      `${where}: data has ${subjects[0].conditions} conditions; expected at least ${FEWEST_CONDITIONS}`,
    );
  return { where, predicted: predictions(where, models, options.parameters), subjects, options };
}

function draws({ where, subjects }: Experiment, options: DualBootstrapOptions): Drawn[] {
  const { samples = 1000 } = options;
  checkCount(where, 'samples', samples, 2);
  const rng = generatorOf(options);
  return Array.from({ length: samples }, () => ({
    subjects: drawn(subjects.length, rng),
    conditions: drawnDifferent(where, 'conditions', subjects[0].conditions, FEWEST_CONDITIONS, rng),
  }));
}

/** Scores in samples that vary these factors; others stay as they are in the data. */
function summary(
  { where, predicted, subjects, options }: Experiment,
  samples: readonly Drawn[],
  over: ResampledFactor,
  withCeilings = true,
): BootstrapEvaluation {
  const units = resampledUnits(where, over, subjects.length, subjects[0].conditions);
  const whole = compareAllRdms(predicted, subjects, options);
  const [k, n] = [predicted.length, subjects.length];
  const scores = new Float64Array(samples.length * k);
  const ceilings = new Float64Array(samples.length * 2).fill(Number.NaN);
  samples.forEach(({ subjects: who, conditions }, sample) => {
    const varied = over !== 'subjects';
    const chosen = over === 'conditions' ? Array.from({ length: n }, (_, at) => at) : who;
    const given = varied ? optionsOfConditions(where, options, conditions) : options;
    const rdms = varied ? ofConditions(subjects, conditions) : subjects;
    const evaluations = varied ? compareAllRdms(ofConditions(predicted, conditions), rdms, given) : whole;
    for (let i = 0; i < k; i++)
      for (const at of chosen) scores[sample * k + i] += evaluations.data[i * n + at] / chosen.length;
    if (!withCeilings) return;
    const { lower, upper } = noiseCeilingOf(
      where,
      chosen.map((at) => rdms[at]),
      given,
      chosen,
    );
    ceilings.set([lower, upper], sample * 2);
  });
  const evaluations = { rows: samples.length, columns: k, data: scores };
  const byModel = transpose(evaluations);
  return {
    evaluations,
    noiseCeilings: { rows: samples.length, columns: 2, data: ceilings },
    means: rowMeans(whole),
    covariance: covarianceOfRows(byModel, rowMeans(byModel), ((samples.length - 1) * (units - 1)) / units),
    degreesOfFreedom: units - 1,
    noiseCeiling: noiseCeilingOf(where, subjects, options),
  };
}
