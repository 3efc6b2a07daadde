import type { Measure } from '../types.js';
import { concentricityDifference, magnitudeDifference, uniformityDifference } from './cloud-statistics.js';
import { distanceCorrelation } from './distance-correlation.js';
import { ensd } from './ensd.js';
import { rsmSpectralNorm, rsmVectorNorm, stress } from './rsm-norms.js';

/** The measures of statistics of samples and their distances by name. */
export const statisticsMeasures = {
  'distance-correlation': distanceCorrelation,
  ensd,
  'rsm-spectral-norm': rsmSpectralNorm,
  'rsm-vector-norm': rsmVectorNorm,
  stress,
  'magnitude-difference': magnitudeDifference,
  'concentricity-difference': concentricityDifference,
  'uniformity-difference': uniformityDifference,
} as const satisfies Readonly<Record<string, Measure>>;
