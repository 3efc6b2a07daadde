import type { MatrixInput, Metric } from '@lrsim/core';

/** What is known of a metric beside its name: see `Metric`. */
type MetricFacts = Pick<Metric, 'range' | 'higherIsCloser' | 'invariance' | 'isMetric' | 'source'>;

/** Makes a metric of a function of two datasets, its name and what is known of it, without changing the function. */
export function defineMetric<O>(
  name: string,
  measure: (x: MatrixInput, y: MatrixInput, options?: O) => number,
  facts: MetricFacts,
): Metric<O> {
  const metric = (x: MatrixInput, y: MatrixInput, options?: O) => measure(x, y, options);
  // A function's own name can be redefined but not assigned.
  return Object.assign(Object.defineProperty(metric, 'name', { value: name }), facts);
}
