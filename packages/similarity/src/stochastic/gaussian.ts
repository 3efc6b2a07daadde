import { ArgumentError, checkInteger, checkNumber } from '@lrsim/core';
import { checkSameConditions, type Gaussians, readGaussians } from './gaussian-input.js';
import { gaussianProblem, type Layout } from './gaussian-problem.js';
import { searchAlignment } from './search-alignment.js';
import type { GaussianInput, GaussianProcessOptions, GaussianStochasticOptions, StochasticFit } from './types.js';

/**
 * Stochastic shape distance between the Gaussian responses of two networks to the same conditions:
 * min over Q of sqrt(mean_i [alpha |mu_i - nu_i Q|^2 + (2 - alpha) Bures^2(S_i, Q'T_iQ)]), S and T the covariances.
 *
 * Nothing is centred over conditions. The fewer units of two networks are padded with silent ones. Over `orth` and `perm` the
 * problem is not convex: the value is the best of several starts, all from a fixed seed, and an upper bound of the minimum; see
 * `fitGaussianStochastic` for the alignment and its use on other conditions.
 *
 * @source Duong, Zhou, Nassar, Berman, Olieslagers & Williams 2023 (arXiv 2211.11665).
 * @throws ArgumentError for different numbers of conditions, shapes that do not match, fewer than two repeats, covariances that
 *   are not symmetric or have negative eigenvalues, options out of range, or NaN.
 */
export const gaussianStochasticDistance = (
  x: GaussianInput,
  y: GaussianInput,
  options: GaussianStochasticOptions = {},
): number => fitGaussianStochastic(x, y, options).value;

/** Finds the alignment of `gaussianStochasticDistance`, whose arguments and errors it has. */
export function fitGaussianStochastic(
  x: GaussianInput,
  y: GaussianInput,
  options: GaussianStochasticOptions = {},
): StochasticFit<GaussianInput> {
  const where = 'fitGaussianStochastic';
  return fitGaussians(where, [readGaussians(x, where, 'x'), readGaussians(y, where, 'y')], options, unitsAtOneTime);
}

/**
 * The same distance between Gaussian processes: means [conditions, times x units] with covariances over times and units together,
 * or trials [conditions, repeats, times x units], all flattened time by time. One Q turns the units at every time; sums over
 * times are not averaged.
 *
 * @source Duong et al. 2023 (arXiv 2211.11665).
 * @throws ArgumentError as `gaussianStochasticDistance`, and where the flattened length is no multiple of `units`.
 */
export const gaussianProcessDistance = (x: GaussianInput, y: GaussianInput, options: GaussianProcessOptions): number =>
  fitGaussianProcess(x, y, options).value;

/** Finds the alignment of `gaussianProcessDistance`, whose arguments and errors it has. */
export function fitGaussianProcess(
  x: GaussianInput,
  y: GaussianInput,
  options: GaussianProcessOptions,
): StochasticFit<GaussianInput> {
  const where = 'fitGaussianProcess';
  const [xUnits, yUnits] = typeof options.units === 'number' ? [options.units, options.units] : options.units;
  for (const units of [xUnits, yUnits]) checkInteger(where, 'units', units);
  const read = [readGaussians(x, where, 'x'), readGaussians(y, where, 'y')] as const;
  return fitGaussians(where, read, options, (a, b) => {
    const [times, yTimes] = [timesOf(where, a, xUnits), timesOf(where, b, yUnits)];
    if (times !== yTimes)
      throw new ArgumentError(`${where}: x has ${times} times, y has ${yTimes}; both need the same`);
    return { times, xUnits, yUnits };
  });
}

function timesOf(where: string, { argument, dimensions }: Gaussians, units: number): number {
  if (dimensions % units !== 0)
    throw new ArgumentError(
      `${where}: ${argument} has ${dimensions} values per condition; expected a multiple of its ${units} units`,
    );
  return dimensions / units;
}

/** Aligns Gaussians that have been read, as the options say and the layout of the two requires. */
export function fitGaussians(
  where: string,
  [a, b]: readonly [Gaussians, Gaussians],
  options: GaussianStochasticOptions,
  layoutOf: (x: Gaussians, y: Gaussians) => Layout,
): StochasticFit<GaussianInput> {
  const { alpha = 1 } = options;
  checkNumber(where, 'alpha', alpha, 0, 2);
  const problemOf = (x: Gaussians, y: Gaussians) => {
    checkSameConditions(where, x.means.length, y.means.length);
    const layout = layoutOf(x, y);
    return { layout, problem: gaussianProblem(x, y, layout, alpha) };
  };
  const { layout, problem } = problemOf(a, b);
  const { alignment, loss, converged, iterations } = searchAlignment(where, problem, options);
  const score = (x: GaussianInput, y: GaussianInput) => {
    const held = problemOf(readGaussians(x, where, 'x'), readGaussians(y, where, 'y'));
    checkSameUnits(where, 'x', held.layout.xUnits, layout.xUnits);
    checkSameUnits(where, 'y', held.layout.yUnits, layout.yUnits);
    return Math.sqrt(held.problem.improve(alignment).loss);
  };
  return { value: Math.sqrt(loss), alignment, converged, iterations, score };
}

/** One time, at which every value is that of a unit. */
export const unitsAtOneTime = (x: Gaussians, y: Gaussians): Layout => ({
  times: 1,
  xUnits: x.dimensions,
  yUnits: y.dimensions,
});

/** Throws where held-out conditions have other units than those of the fit. */
export function checkSameUnits(where: string, argument: string, units: number, trained: number): void {
  if (units !== trained)
    throw new ArgumentError(
      `${where}: ${argument} has ${units} units, the conditions it was fitted on have ${trained}; expected the same`,
    );
}
