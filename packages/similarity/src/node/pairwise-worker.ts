// The threads of `pairwiseInThreads`.
import { type ErrorParts, errorParts, type NdArray } from '@lrsim/core';
import { valueOfPair } from '../compare/pairwise.js';
import { metrics } from '../metrics.js';
import type { Measure } from '../types.js';

/** Pairs to compare, as places i n + j of the matrix of values. */
export interface PairsTask {
  readonly name: keyof typeof metrics;
  readonly options: unknown;
  /** In memory that all threads share. */
  readonly representations: readonly NdArray[];
  readonly pairs: readonly number[];
}

/** What this thread has prepared, by index: the threads of a pool see one list, one measure and one set of options. */
const prepared = new Map<number, unknown>();

/** What comes of a task. */
export type PairsAnswer = { readonly values: Float64Array } | { readonly error: ErrorParts };

/** The values of the pairs. */
export function comparePairs({ name, options, representations, pairs }: PairsTask): PairsAnswer {
  const measure = metrics[name] as unknown as Measure<unknown, unknown>;
  const count = representations.length;
  const ready = (i: number) => {
    if (!prepared.has(i)) prepared.set(i, measure.prepare(representations[i], options, `representations[${i}]`, false));
    return prepared.get(i);
  };
  const valueAt = (at: number) => valueOfPair(measure, ready, Math.floor(at / count), at % count, options);
  try {
    return { values: Float64Array.from(pairs, valueAt) };
  } catch (error) {
    return { error: errorParts(error) };
  }
}
