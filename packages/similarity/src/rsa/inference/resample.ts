import { ArgumentError, checkInteger, createRng, permutation, type Rng } from '@lrsim/core';
import { subsetRdm } from '../rdm-input.js';
import type { CompareRdmsOptions, Rdm } from '../types.js';
import type { ResampledFactor, SeedOptions } from './types.js';

/** The generator of `rng`, or of `seed` (default 0). */
export const generatorOf = ({ rng, seed = 0 }: SeedOptions): Rng => rng ?? createRng(seed);

/** n draws with replacement from n. */
export const drawn = (n: number, rng: Rng): number[] => Array.from({ length: n }, () => rng.integer(n));

/** Draws after which another one with enough different members is given up. */
const MOST_DRAWS = 1000;

/** Draws with replacement that leave at least `needed` different members. @throws ArgumentError where that is too seldom. */
export function drawnDifferent(where: string, factor: string, count: number, needed: number, rng: Rng): number[] {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const members = drawn(count, rng);
    if (new Set(members).size >= needed) return members;
  }
  throw new ArgumentError(
    `${where}: in ${MOST_DRAWS} draws none had the ${needed} different ${factor} that are needed of ${count}; expected more ${factor} or fewer folds`,
  );
}

/** Of how many units the samples are that vary a factor; of both, of the fewer. @throws ArgumentError for an unknown factor. */
export const resampledUnits = (where: string, over: ResampledFactor, subjects: number, conditions: number): number => {
  const units = { subjects, conditions, both: Math.min(subjects, conditions) };
  if (!Object.hasOwn(units, over))
    throw new ArgumentError(`${where}: over is '${over}'; expected 'subjects', 'conditions' or 'both'`);
  return units[over];
};

/** Subjects and conditions as drawn, copies included. */
export interface Drawn {
  readonly subjects: readonly number[];
  readonly conditions: readonly number[];
}

/** 0 to n - 1 in folds of sizes that differ by at most 1, at random. */
export function randomFolds(n: number, folds: number, rng: Rng): number[][] {
  const order = permutation(rng, n);
  return Array.from({ length: folds }, (_, fold) => order.filter((_, at) => at % folds === fold));
}

/**
 * The options for some of the conditions: variances are taken along.
 *
 * @throws ArgumentError for a covariance matrix or `signal`, of which repeated conditions have no inverse.
 */
export function optionsOfConditions<O extends CompareRdmsOptions>(
  where: string,
  options: O,
  chosen: readonly number[],
): O {
  const { conditionCovariance, signal } = options;
  if (signal)
    throw new ArgumentError(
      `${where}: signal is given; expected whitening that does not depend on it where conditions vary`,
    );
  if (conditionCovariance === undefined) return options;
  const list = conditionCovariance as ArrayLike<unknown>;
  if (!(ArrayBuffer.isView(conditionCovariance) || Array.isArray(conditionCovariance)) || typeof list[0] !== 'number')
    throw new ArgumentError(
      `${where}: conditionCovariance is a matrix; expected a list of variances, or none, where conditions vary`,
    );
  const variances = list as ArrayLike<number>;
  return { ...options, conditionCovariance: chosen.map((at) => variances[at]) };
}

/** RDMs of some of the conditions; pairs of a condition with itself are NaN. */
export const ofConditions = (rdms: readonly Rdm[], chosen: readonly number[]): Rdm[] =>
  rdms.map((rdm) => subsetRdm(rdm, chosen));

/** Checks a number of samples, folds or repeats. */
export function checkCount(where: string, argument: string, value: number, minimum: number, maximum = Infinity): void {
  checkInteger(where, argument, value, minimum);
  if (value > maximum) throw new ArgumentError(`${where}: ${argument} is ${value}; expected at most ${maximum}`);
}
