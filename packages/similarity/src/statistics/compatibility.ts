import type { MatrixInput } from '@lrsim/core';
import { concentricityDifference, magnitudeDifference, uniformityDifference } from './cloud-statistics.js';
import { distanceCorrelation } from './distance-correlation.js';
import { ensd } from './ensd.js';
import { rsmSpectralNorm, rsmVectorNorm, stress } from './rsm-norms.js';

/** The measures of statistics under the names and with the conventions of other libraries. */
export const statisticsCompatibility: Readonly<Record<string, (x: MatrixInput, y: MatrixInput) => number>> = {
  'ensd/ENSD': (x, y) => ensd(x, y),
  'diffscore/ensd': (x, y) => ensd(x, y),
  'resi/DistanceCorrelation': (x, y) => distanceCorrelation(x, y),
  'resi/RSMNormDifference': (x, y) => rsmSpectralNorm(x, y),
  'resi/MagnitudeDifference': (x, y) => magnitudeDifference(x, y),
  'resi/ConcentricityDifference': (x, y) => concentricityDifference(x, y),
  'resi/UniformityDifference': (x, y) => uniformityDifference(x, y),
  'llm_repsim/rsm_norm_diff': (x, y) => rsmVectorNorm(x, y),
  'repsim/Stress': (x, y) => stress(x, y),
  'repsim/Stress-rescaled': (x, y) => stress(x, y, { rescale: 'lower-median' }),
};
