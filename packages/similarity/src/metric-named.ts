import { lookUp, type Metric } from '@lrsim/core';
import { metrics } from './metrics.js';

/**
 * The metric of that name, with its default options.
 *
 * @param table - where to look: the built-in metrics by default; `{ ...metrics, mine }` adds one's own.
 * @throws UnknownNameError for an unknown name, with the nearest known one.
 */
export const metricNamed = <T extends Metric = (typeof metrics)[keyof typeof metrics]>(
  name: string,
  table: Readonly<Record<string, T>> = metrics as unknown as Readonly<Record<string, T>>,
): T => lookUp<T>('metric', table, name);
