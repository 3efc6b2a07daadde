import type { MatrixInput } from '@lrsim/core';
import type { Measure, MeasureDefinition } from './types.js';

/** Makes a callable measure of its definition. */
export function defineMeasure<P, O = never>(definition: MeasureDefinition<P, O>): Measure<O, P> {
  const { name, range, higherIsCloser, invariance, symmetric = true, isMetric, source } = definition;
  const prepare = (input: MatrixInput, options?: O, argument = 'x', lasting = true) =>
    definition.prepare(input, options ?? {}, name, argument, lasting);
  const read = (input: MatrixInput, options: O | undefined, argument: string) =>
    prepare(input, options, argument, false);
  const compare = (x: P, y: P, options?: O) => definition.compare(x, y, options ?? {});
  const measure = (x: MatrixInput, y: MatrixInput, options?: O) =>
    compare(read(x, options, 'x'), read(y, options, 'y'), options);
  const fit = (x: MatrixInput, y: MatrixInput, options?: O) =>
    definition.fit?.(prepare(x, options, 'x'), prepare(y, options, 'y'), options ?? {}) ?? {
      score: (newX: MatrixInput, newY: MatrixInput) => measure(newX, newY, options),
    };
  const facts = { range, higherIsCloser, invariance, symmetric, isMetric, source };
  const parts = { prepare, compare, fit, learns: definition.fit !== undefined };
  // A function's own name can be redefined but not assigned.
  return Object.assign(Object.defineProperty(measure, 'name', { value: name }), facts, parts);
}
