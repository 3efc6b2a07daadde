import { availableParallelism } from 'node:os';
import {
  ArgumentError,
  checkInteger,
  errorFromParts,
  lookUp,
  type Matrix,
  type MatrixInput,
  type NdArray,
  toNdArray,
} from '@lrsim/core';
import { Tinypool } from 'tinypool';
import { missingPairs, startingValues } from '../compare/pairwise.js';
import type { PairwiseOptions } from '../compare/types.js';
import { metrics } from '../metrics.js';
import type { Measure } from '../types.js';
import type { PairsAnswer, PairsTask } from './pairwise-worker.js';

/** Options of `pairwiseInThreads`: those of `pairwise`, and how many threads. */
export interface PairwiseInThreadsOptions<O> extends PairwiseOptions<O> {
  /** Default: one for each core, and no more than there is work for. */
  readonly threads?: number;
}

/** Parts of the work for each thread: more of them even out what pairs cost, and show more progress. */
const PARTS = 8;

/**
 * `pairwise` in several threads: the same values, by a measure's name. The representations lie in memory that all threads share;
 * each thread prepares those that it compares, once.
 *
 * @param name - of a built-in measure, such as `dsa`.
 * @param settings.options - the measure's own, without functions, which cannot go from thread to thread.
 * @throws ArgumentError for fewer than two representations, or what the measure refuses, which names `representations[i]`;
 *   UnknownNameError for another name.
 */
export async function pairwiseInThreads<O>(
  name: keyof typeof metrics,
  representations: readonly MatrixInput[],
  { threads = availableParallelism(), options, known, onProgress, signal }: PairwiseInThreadsOptions<O> = {},
): Promise<Matrix> {
  const where = 'pairwiseInThreads';
  const measure = lookUp('measure', metrics, name) as unknown as Measure<O>;
  checkInteger(where, 'threads', threads);
  const count = representations.length;
  if (count < 2) throw new ArgumentError(`${where}: representations has ${count} members; expected at least 2`);
  const shared = representations.map((one, i) => inSharedMemory(toNdArray(where, `representations[${i}]`, one)));
  const values = startingValues(where, count, count, known);
  const missing = missingPairs(values, measure.symmetric);
  signal?.throwIfAborted();

  const pool = new Tinypool({
    // Beside the built file that this is part of.
    filename: new URL('./pairwise-worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(1, Math.min(threads, missing.length)),
  });
  const partSize = Math.max(1, Math.ceil(missing.length / (threads * PARTS)));
  const parts = Array.from({ length: Math.ceil(missing.length / partSize) }, (_, k) =>
    missing.slice(k * partSize, (k + 1) * partSize),
  );
  let done = 0;
  try {
    await Promise.all(
      parts.map(async (pairs) => {
        const task: PairsTask = { name, options, representations: shared, pairs };
        const answer = (await pool.run(task, { name: 'comparePairs', signal })) as PairsAnswer;
        if ('error' in answer) throw errorFromParts(answer.error);
        pairs.forEach((at, k) => {
          values.data[at] = answer.values[k];
          if (measure.symmetric) values.data[(at % count) * count + Math.floor(at / count)] = answer.values[k];
        });
        done += pairs.length;
        onProgress?.({ done, total: missing.length, values });
      }),
    );
  } catch (error) {
    // The pool's own error for a signal says less than the signal's reason.
    signal?.throwIfAborted();
    throw error;
  } finally {
    await pool.destroy();
  }
  return values;
}

function inSharedMemory({ data, shape }: NdArray): NdArray {
  const shared = new Float64Array(new SharedArrayBuffer(data.byteLength));
  shared.set(data);
  return { data: shared, shape };
}
