import { ArgumentError, type Matrix, type MatrixInput } from '@lrsim/core';
import type { Measure } from '../types.js';
import type { PairwiseOptions } from './types.js';

/** Between two moments in which others may run, progress is shown and a signal is heard (ms). */
const TURN_MS = 100;

/**
 * The measure between every two of many representations: a matrix with [i, j] the value between i and j, its diagonal
 * included. Each representation is prepared once; a symmetric measure computes each pair once. Representations are not copied:
 * they must stay as they are until it has ended.
 *
 * @throws ArgumentError for fewer than two representations, or what the measure refuses, which names `representations[i]`.
 */
export async function pairwise<O, P>(
  measure: Measure<O, P>,
  representations: readonly MatrixInput[],
  settings: PairwiseOptions<O> = {},
): Promise<Matrix> {
  if (representations.length < 2)
    throw new ArgumentError(`pairwise: representations has ${representations.length} members; expected at least 2`);
  const prepared = representations.map((one, i) =>
    measure.prepare(one, settings.options, `representations[${i}]`, false),
  );
  return fill('pairwise', measure, prepared, prepared, measure.symmetric, settings);
}

/**
 * The measure between each of some representations and each of others: [i, j] is the value between xs[i] and ys[j]. Each
 * representation is prepared once, and none is copied: they must stay as they are until it has ended.
 *
 * @throws ArgumentError for an empty list, or what the measure refuses, which names `xs[i]` or `ys[j]`.
 */
export async function crossDistances<O, P>(
  measure: Measure<O, P>,
  xs: readonly MatrixInput[],
  ys: readonly MatrixInput[],
  settings: PairwiseOptions<O> = {},
): Promise<Matrix> {
  if (xs.length === 0 || ys.length === 0)
    throw new ArgumentError(
      `crossDistances: there are ${xs.length} xs and ${ys.length} ys; expected at least 1 of each`,
    );
  const [a, b] = Object.entries({ xs, ys }).map(([name, list]) =>
    list.map((one, i) => measure.prepare(one, settings.options, `${name}[${i}]`, false)),
  );
  return fill('crossDistances', measure, a, b, false, settings);
}

async function fill<O, P>(
  where: string,
  measure: Measure<O, P>,
  xs: readonly P[],
  ys: readonly P[],
  mirrored: boolean,
  { options, known, onProgress, signal }: PairwiseOptions<O>,
): Promise<Matrix> {
  const columns = ys.length;
  const values = startingValues(where, xs.length, columns, known);
  const missing = missingPairs(values, mirrored);
  const total = missing.length;
  let turn = performance.now();
  for (const [done, at] of missing.entries()) {
    if (performance.now() - turn > TURN_MS) {
      onProgress?.({ done, total, values });
      await new Promise((resolve) => setTimeout(resolve));
      turn = performance.now();
    }
    signal?.throwIfAborted();
    const [i, j] = [Math.floor(at / columns), at % columns];
    values.data[at] = mirrored
      ? valueOfPair(measure, (k) => xs[k], i, j, options)
      : measure.compare(xs[i], ys[j], options);
    if (mirrored) values.data[j * columns + i] = values.data[at];
  }
  onProgress?.({ done: total, total, values });
  return values;
}

/** The value between two of one list of prepared representations: a metric is zero from each to itself, by definition. */
export const valueOfPair = <O, P>(
  measure: Measure<O, P>,
  prepared: (index: number) => P,
  i: number,
  j: number,
  options: O | undefined,
): number => (i === j && measure.isMetric ? 0 : measure.compare(prepared(i), prepared(j), options));

/** Known values, or NaN where there are none. @throws ArgumentError for known ones of another size. */
export function startingValues(where: string, rows: number, columns: number, known: Matrix | undefined): Matrix {
  if (known && (known.rows !== rows || known.columns !== columns))
    throw new ArgumentError(`${where}: known is ${known.rows} x ${known.columns}; expected ${rows} x ${columns}`);
  const data = known ? Float64Array.from(known.data) : new Float64Array(rows * columns).fill(Number.NaN);
  return { rows, columns, data };
}

/** Where values are to be computed; where the matrix is `mirrored`, only on and above the diagonal. */
export const missingPairs = ({ columns, data }: Matrix, mirrored: boolean): number[] =>
  Array.from(data.keys()).filter(
    (at) => Number.isNaN(data[at]) && !(mirrored && at % columns < Math.floor(at / columns)),
  );
