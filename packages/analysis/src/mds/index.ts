export { classicalMds } from './classical-mds.js';
export { metricMds } from './metric-mds.js';
export type { ClassicalMds, MetricMds, MetricMdsOptions } from './types.js';
