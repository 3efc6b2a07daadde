import { defineMeasure } from '../define-measure.js';
import { fitTrials } from './energy.js';
import { fitGaussians, unitsAtOneTime } from './gaussian.js';
import { type Gaussians, readGaussians, readTrials, type Trials } from './gaussian-input.js';
import type { EnergyStochasticOptions, GaussianStochasticOptions } from './types.js';

const GAUSSIAN = 'gaussian-stochastic';
const ENERGY = 'energy-stochastic';

/**
 * `gaussianStochasticDistance` as a measure of single trials [conditions, repeats, units], for comparisons of many networks and of
 * held-out conditions. A metric as far as its search finds the best alignment.
 *
 * @throws ArgumentError as `gaussianStochasticDistance`.
 */
export const gaussianStochastic = /* @__PURE__ */ defineMeasure<Gaussians, GaussianStochasticOptions>({
  name: GAUSSIAN,
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['permutation', 'rotation'],
  isMetric: true,
  source:
    'Duong, Zhou, Nassar, Berman, Olieslagers & Williams 2023 (arXiv 2211.11665), alpha 1 over rotations by default',
  prepare: (input, _, where, argument) => readGaussians(input, where, argument),
  compare: (x, y, options) => fitGaussians(GAUSSIAN, [x, y], options, unitsAtOneTime).value,
  fit: (x, y, options) => fitGaussians(GAUSSIAN, [x, y], options, unitsAtOneTime),
});

/**
 * `energyStochasticDistance` as a measure of single trials [conditions, repeats, units]. Estimated without bias, and a root cut off
 * at 0, it can break the triangle inequality by its error: no metric.
 *
 * @throws ArgumentError as `energyStochasticDistance`.
 */
export const energyStochastic = /* @__PURE__ */ defineMeasure<Trials, EnergyStochasticOptions>({
  name: ENERGY,
  range: [0, Infinity],
  higherIsCloser: false,
  invariance: ['permutation', 'rotation'],
  isMetric: false,
  source:
    'Duong, Zhou, Nassar, Berman, Olieslagers & Williams 2023 (arXiv 2211.11665), unbiased over rotations by default',
  prepare: (input, _, where, argument) => readTrials(input, where, argument),
  compare: (x, y, options) => fitTrials(ENERGY, [x, y], options).value,
  fit: (x, y, options) => fitTrials(ENERGY, [x, y], options),
});
