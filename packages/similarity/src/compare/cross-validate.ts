import { ArgumentError, checkInteger, createRng, type MatrixInput, permutation } from '@lrsim/core';
import type { Measure } from '../types.js';
import { type Drawable, drawablePair, indices } from './select.js';
import type { CrossValidation, CrossValidationOptions } from './types.js';

/**
 * A measure on what its alignment was learnt from and on what was left out.
 *
 * Over conditions (default; leave one out): for each fold the measure is fitted on the other conditions (means, rotation,
 * weights, whatever it learns) and scores both those and the ones left out, with the means and the alignment of the
 * training conditions (Liu, Yang & Cueva 2025). A measure that learns nothing is computed on each part by itself.
 *
 * Over units: the units of each dataset are dealt at random into folds; a fold's test value is the measure between its
 * units of x and its units of y, the train value that between all others: how much hangs on which neurons were recorded.
 *
 * @throws ArgumentError for fewer folds than 2, or more than there are conditions or units.
 */
export function crossValidate<O, P>(
  measure: Measure<O, P>,
  x: MatrixInput,
  y: MatrixInput,
  { options, over = 'conditions', folds, seed }: CrossValidationOptions<O> = {},
): CrossValidation {
  const [a, b] = drawablePair('crossValidate', x, y);
  const values = over === 'units' ? overUnits() : overConditions();
  const [train, test] = [0, 1].map((part) => Float64Array.from(values, (pair) => pair[part]));
  const [trainMean, testMean] = [mean(train), mean(test)];
  return { train, test, trainMean, trainSd: sd(train), testMean, testSd: sd(test) };

  function overConditions(): [train: number, test: number][] {
    const order = seed === undefined ? indices(a.conditions) : permutation(createRng(seed), a.conditions);
    return deal(order, folds ?? a.conditions, 'conditions').map(([left, rest]) => {
      const [xRest, yRest] = [a.withConditions(rest), b.withConditions(rest)];
      const fitted = measure.fit(xRest, yRest, options);
      return [fitted.score(xRest, yRest), fitted.score(a.withConditions(left), b.withConditions(left))];
    });
  }

  function overUnits(): [train: number, test: number][] {
    const rng = createRng(seed ?? 0);
    const dealt = ([a, b] as const).map((one: Drawable, i) =>
      deal(permutation(rng.fork(`units ${i}`), one.units), folds ?? 2, 'units'),
    );
    return dealt[0].map(([xLeft, xRest], fold) => {
      const [yLeft, yRest] = dealt[1][fold];
      return [
        measure(a.withUnits(xRest), b.withUnits(yRest), options),
        measure(a.withUnits(xLeft), b.withUnits(yLeft), options),
      ];
    });
  }
}

/** Contiguous parts of an order, each with the rest, in ascending order. */
function deal(order: readonly number[], folds: number, what: string): [left: number[], rest: number[]][] {
  checkInteger('crossValidate', 'folds', folds, 2);
  if (folds > order.length)
    throw new ArgumentError(`crossValidate: folds is ${folds}; there are only ${order.length} ${what}`);
  const ascending = (chosen: readonly number[]) => [...chosen].sort((i, j) => i - j);
  return indices(folds).map((fold) => {
    const [start, end] = [fold, fold + 1].map((k) => Math.floor((k * order.length) / folds));
    return [ascending(order.slice(start, end)), ascending([...order.slice(0, start), ...order.slice(end)])];
  });
}

export const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

const sd = (values: Float64Array) => {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
};
