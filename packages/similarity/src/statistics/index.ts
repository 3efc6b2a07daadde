// Dependence and shared dimensions

export { distanceCorrelation } from './distance-correlation.js';
export { ensd } from './ensd.js';

// Differences of distances between samples

export { rsmSpectralNorm, rsmVectorNorm, stress } from './rsm-norms.js';

// Differences of one number each

export { concentricityDifference, magnitudeDifference, uniformityDifference } from './cloud-statistics.js';

// All of them by name, and under the names of other libraries

export { statisticsCompatibility } from './compatibility.js';
export { statisticsMeasures } from './measures.js';

// Options

export type {
  DistanceCorrelationOptions,
  EnsdOptions,
  RsmNormOptions,
  StressOptions,
  UniformityOptions,
} from './types.js';
