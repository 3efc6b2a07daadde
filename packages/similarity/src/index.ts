// Distances and similarities

export { ccaDistance } from './cca-distance.js';
export { angularCka, ckaDistance, linearCka } from './linear-cka.js';
export { procrustes, procrustesEuclidean } from './procrustes.js';

// All of them by name; looking one up; making another

export { defineMetric } from './define-metric.js';
export { metricNamed } from './metric-named.js';
export { metrics } from './metrics.js';

// What they are made of

export { canonicalCorrelations } from './canonical-correlations.js';

// Types

export type { CcaOptions, ProcrustesOptions, ProcrustesScore } from './types.js';
