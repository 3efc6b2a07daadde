// Measures of activity in the same conditions, a family each

export * from './bures/index.js';
export * from './cca/index.js';
export * from './cka/index.js';
export * from './gromov-wasserstein/index.js';
export * from './matching/index.js';
export * from './neighbours/index.js';
export * from './regression/index.js';
export * from './riemannian/index.js';
export * from './shape/index.js';
export * from './statistics/index.js';
export * from './subspace/index.js';
export * from './topology/index.js';

// Measures of dynamics, and of distributions of responses

export * from './dynamics/index.js';
export * from './stochastic/index.js';

// Gradients; transport

export * from './gradients/index.js';
export * from './transport/index.js';

// Comparisons that any measure can be used in; representational similarity analysis

export * from './compare/index.js';
export * from './rsa/index.js';

// All of them by name; looking one up; making another; the names of other libraries

export { compatibleMeasures } from './compatible-measures.js';
export { defineMeasure } from './define-measure.js';
export { defineMetric } from './define-metric.js';
export { metricNamed } from './metric-named.js';
export { metrics } from './metrics.js';

// Types

export type { CompatibleMeasures, Fitted, Measure, MeasureDefinition, MeasureFacts } from './types.js';
