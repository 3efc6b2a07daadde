import { lookUp, type Metric } from '@lrsim/core';
import { metrics } from './metrics.js';

/**
 * The metric of that name, with its default options.
 *
 * @throws UnknownNameError for an unknown name, with the nearest known one.
 */
export const metricNamed = (name: string): Metric<never> => lookUp<Metric<never>>('metric', metrics, name);
