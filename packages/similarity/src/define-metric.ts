import type { MatrixInput } from '@lrsim/core';
import { defineMeasure } from './define-measure.js';
import type { Measure, MeasureFacts } from './types.js';

/**
 * Makes a measure of a plain function of two datasets, its name and what is known of it: three lines for a measure of one's
 * own, which then works wherever the others do.
 */
export function defineMetric<O = never>(
  name: string,
  value: (x: MatrixInput, y: MatrixInput, options?: O) => number,
  facts: MeasureFacts,
): Measure<O, MatrixInput> {
  return defineMeasure<MatrixInput, O>({
    name,
    ...facts,
    prepare: (input) => input,
    compare: (x, y, options) => value(x, y, options as O),
  });
}
