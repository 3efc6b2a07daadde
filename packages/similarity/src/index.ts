// Measures, a family each

export * from './cca/index.js';
export * from './cka/index.js';
export * from './dynamics/index.js';
export * from './shape/index.js';

// All of them by name; looking one up; making another

export { defineMeasure } from './define-measure.js';
export { defineMetric } from './define-metric.js';
export { metricNamed } from './metric-named.js';
export { metrics } from './metrics.js';

// Types

export type { Fitted, Measure, MeasureDefinition, MeasureFacts } from './types.js';
