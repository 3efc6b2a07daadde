import type { Measure } from '../types.js';
import { energyStochastic, gaussianStochastic } from './stochastic-measures.js';

/** The measures of distributions of responses by name: of single trials [conditions, repeats, units]. */
export const stochasticMeasures = {
  'gaussian-stochastic': gaussianStochastic,
  'energy-stochastic': energyStochastic,
} as const satisfies Readonly<Record<string, Measure>>;
