import { ArgumentError, lookUp, type MatrixInput } from '@lrsim/core';
import { energyProblem, meanDistanceWithin } from './energy-problem.js';
import { checkSameUnits } from './gaussian.js';
import { checkSameConditions, readTrials, type Trials } from './gaussian-input.js';
import { searchAlignment } from './search-alignment.js';
import type { EnergyEstimator, EnergyStochasticOptions, StochasticFit } from './types.js';

/** Which pairs of repeats count within a network, and between the two. */
const estimators = {
  unbiased: { within: 'different', between: 'all' },
  biased: { within: 'all', between: 'all' },
  paired: { within: 'different', between: 'different' },
} as const satisfies Readonly<Record<EnergyEstimator, unknown>>;

/**
 * Energy stochastic shape distance between single trials [conditions, repeats, units] of two networks:
 * min over Q of sqrt(mean over conditions of E|x - yQ| - E|x - x'| / 2 - E|y - y'| / 2).
 *
 * It compares whole distributions, not their first two moments. Repeats need not correspond, nor be as many; conditions do. The
 * fewer units of two networks are padded with silent ones. Over `orth` and `perm` the value is the best of several starts, all
 * from a fixed seed.
 *
 * @source Duong, Zhou, Nassar, Berman, Olieslagers & Williams 2023 (arXiv 2211.11665); Székely & Rizzo 2013
 *   (doi 10.1016/j.jspi.2013.03.018) for the estimators.
 * @throws ArgumentError for other than three axes, different numbers of conditions, fewer than two repeats (but for `biased`),
 *   unequal repeats for `paired`, options out of range, or NaN.
 */
export const energyStochasticDistance = (
  x: MatrixInput,
  y: MatrixInput,
  options: EnergyStochasticOptions = {},
): number => fitEnergyStochastic(x, y, options).value;

/** Finds the alignment of `energyStochasticDistance`, whose arguments and errors it has. */
export function fitEnergyStochastic(
  x: MatrixInput,
  y: MatrixInput,
  options: EnergyStochasticOptions = {},
): StochasticFit<MatrixInput> {
  const where = 'fitEnergyStochastic';
  return fitTrials(where, [readTrials(x, where, 'x'), readTrials(y, where, 'y')], options);
}

/** Aligns trials that have been read. */
export function fitTrials(
  where: string,
  [x, y]: readonly [Trials, Trials],
  options: EnergyStochasticOptions,
): StochasticFit<MatrixInput> {
  const estimator = options.estimator ?? 'unbiased';
  const { within, between } = lookUp('energy estimator', estimators, estimator);
  const problemOf = (a: Trials, b: Trials) => {
    checkSameConditions(where, a.conditions.length, b.conditions.length);
    if (within === 'different') for (const one of [a, b]) checkRepeats(where, one, estimator);
    if (between === 'different' && a.repeats !== b.repeats)
      throw new ArgumentError(
        `${where}: x has ${a.repeats} repeats, y has ${b.repeats}; the paired estimator needs as many, recorded together`,
      );
    return energyProblem(a, b, between);
  };
  const distanceFrom = (a: Trials, b: Trials, cross: number) => {
    const square = cross - (meanDistanceWithin(a, within) + meanDistanceWithin(b, within)) / 2;
    return options.squared ? square : Math.sqrt(Math.max(0, square));
  };

  const { alignment, loss, converged, iterations } = searchAlignment(where, problemOf(x, y), options);
  const score = (newX: MatrixInput, newY: MatrixInput) => {
    const [a, b] = [readTrials(newX, where, 'x'), readTrials(newY, where, 'y')];
    checkSameUnits(where, 'x', a.dimensions, x.dimensions);
    checkSameUnits(where, 'y', b.dimensions, y.dimensions);
    return distanceFrom(a, b, problemOf(a, b).improve(alignment).loss);
  };
  return { value: distanceFrom(x, y, loss), alignment, converged, iterations, score };
}

function checkRepeats(where: string, { argument, repeats }: Trials, estimator: string): void {
  if (repeats < 2)
    throw new ArgumentError(`${where}: ${argument} has 1 repeat; expected at least 2 for the ${estimator} estimator`);
}
