export { classicalMds } from './classical-mds.js';
export { metricMds } from './metric-mds.js';
export { sphericalMds } from './spherical-mds.js';
export type { ClassicalMds, MetricMds, MetricMdsOptions, SphericalMdsOptions } from './types.js';
