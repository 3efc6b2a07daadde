import { checkInteger, createRng, type MatrixInput, permutation } from '@lrsim/core';
import type { Measure } from '../types.js';
import { drawablePair } from './select.js';
import type { PermutationTest, PermutationTestOptions } from './types.js';

/**
 * Whether two representations are closer than their conditions in another order would be: a permutation test for any measure.
 *
 * Whole conditions of y are shuffled (the first axis of [conditions, time, units], so that time courses stay whole; rows of
 * [samples, units]). p = (1 + shuffles at least as close) / (1 + shuffles), never 0; small p speaks for a correspondence.
 *
 * @throws ArgumentError for different numbers of conditions, or what the measure refuses.
 */
export function permutationTest<O, P>(
  measure: Measure<O, P>,
  x: MatrixInput,
  y: MatrixInput,
  { options, permutations = 999, seed = 0 }: PermutationTestOptions<O> = {},
): PermutationTest {
  checkInteger('permutationTest', 'permutations', permutations);
  const [, shuffled] = drawablePair('permutationTest', x, y);
  const xPrepared = measure.prepare(x, options, 'x');
  const value = measure.compare(xPrepared, measure.prepare(y, options, 'y'), options);
  const rng = createRng(seed);
  const nullValues = Float64Array.from({ length: permutations }, () => {
    const drawn = shuffled.withConditions(permutation(rng, shuffled.conditions));
    return measure.compare(xPrepared, measure.prepare(drawn, options, 'y'), options);
  });
  // What is equal but for rounding counts as equally close.
  const margin = 1e-12 * Math.max(1, Math.abs(value));
  const asClose = nullValues.filter((one) => (measure.higherIsCloser ? one >= value - margin : one <= value + margin));
  return { value, nullValues, p: (1 + asClose.length) / (1 + permutations) };
}
