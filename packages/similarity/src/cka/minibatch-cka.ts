import { ArgumentError, checkInteger, lookUp, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { centred, checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { hsicOf } from './hsic.js';
import { type KernelData, kernelData } from './kernel-data.js';
import type { BatchedCkaOptions, Kernel, MinibatchCkaOptions } from './types.js';

/** Samples of a batch, at least: the unbiased estimator divides by n (n - 3). */
const SMALLEST = 4;

/** What minibatch CKA has seen so far: plain data, to be kept, sent and merged. */
export interface MinibatchCkaState {
  readonly batches: number;
  readonly samples: number;
  /** Sums over batches of the unbiased HSIC of x with y, of x with itself and of y with itself. */
  readonly xy: number;
  readonly xx: number;
  readonly yy: number;
}

/** Minibatch CKA of nothing yet. */
export const minibatchCkaStart: MinibatchCkaState = { batches: 0, samples: 0, xy: 0, xx: 0, yy: 0 };

/**
 * Minibatch CKA after one more batch, the same samples of both representations, at least 4. Batches may differ in size.
 *
 * @throws ArgumentError for fewer than 4 samples or different numbers of them; NonFiniteError for NaN.
 */
export function minibatchCkaUpdate(
  state: MinibatchCkaState,
  x: MatrixInput,
  y: MatrixInput,
  { kernel, weights = 'batches' }: MinibatchCkaOptions = {},
): MinibatchCkaState {
  const where = 'minibatchCkaUpdate';
  return withBatch(where, state, batchOf(where, x, 'x', kernel), batchOf(where, y, 'y', kernel), weights);
}

/** The samples of one batch; without `data` where they are all equal, which adds nothing to any sum. */
export interface Batch {
  readonly argument: string;
  readonly matrix: Matrix;
  readonly data?: KernelData;
}

function batchOf(where: string, input: MatrixInput, argument: string, kernel: Kernel | undefined): Batch {
  const matrix = toMatrix(where, argument, input);
  if (matrix.rows < SMALLEST)
    throw new ArgumentError(
      `${where}: ${argument} has ${matrix.rows} samples in a batch; the unbiased estimator needs at least ${SMALLEST}`,
    );
  const constant = matrix.data.every((value, at) => value === matrix.data[at % matrix.columns]);
  const shaped = { data: matrix.data, shape: [matrix.rows, matrix.columns] };
  const data = constant ? undefined : kernelData(shaped, { kernel, estimator: 'unbiased' }, where, argument);
  return { argument, matrix, data };
}

function withBatch(
  where: string,
  state: MinibatchCkaState,
  x: Batch,
  y: Batch,
  weights: NonNullable<MinibatchCkaOptions['weights']>,
): MinibatchCkaState {
  checkSameSamples(where, x, y);
  const samples = x.matrix.rows;
  const weight = lookUp('weighting of batches', { batches: 1, samples }, weights);
  return {
    batches: state.batches + 1,
    samples: state.samples + samples,
    xy: state.xy + weight * dependence(x, y),
    xx: state.xx + weight * dependence(x, x),
    yy: state.yy + weight * dependence(y, y),
  };
}

const dependence = ({ data: x }: Batch, { data: y }: Batch) => (x && y ? hsicOf(x, y) : 0);

/** What two accumulators have seen, together, in any order. */
export const minibatchCkaMerge = (a: MinibatchCkaState, b: MinibatchCkaState): MinibatchCkaState => ({
  batches: a.batches + b.batches,
  samples: a.samples + b.samples,
  xy: a.xy + b.xy,
  xx: a.xx + b.xx,
  yy: a.yy + b.yy,
});

/**
 * CKA of the batches seen: the ratio of sums of unbiased HSIC, the root taken after summing. From -1 to 1.
 *
 * @source Nguyen, Raghu & Kornblith 2021 (arXiv 2010.15327), eq. 2.
 * @throws ArgumentError before the first batch, or where x or y does not vary in any.
 */
export function minibatchCkaValue({ batches, xy, xx, yy }: MinibatchCkaState): number {
  if (batches === 0) throw new ArgumentError('minibatchCkaValue: state has 0 batches; expected at least 1');
  if (!(xx > 0 && yy > 0))
    throw new ArgumentError(
      `minibatchCkaValue: ${xx > 0 ? 'y' : 'x'} is constant in every batch; expected samples that differ`,
    );
  return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

/** A dataset cut into batches. */
export interface Batches {
  readonly argument: string;
  readonly matrix: Matrix;
  readonly batches: readonly Batch[];
}

/**
 * Minibatch CKA of consecutive batches of the samples: what `minibatchCkaUpdate` accumulates, in one call.
 *
 * @throws ArgumentError for different numbers of samples, fewer than 4, no variance, or NaN.
 */
export const minibatchCka = /* @__PURE__ */ defineMeasure<Batches, BatchedCkaOptions>({
  name: 'minibatch-cka',
  range: [-1, 1],
  higherIsCloser: true,
  invariance: ['translation', 'isotropic-scaling', 'permutation', 'rotation'],
  isMetric: false,
  source: 'Nguyen, Raghu & Kornblith 2021 (arXiv 2010.15327), eq. 2',
  prepare(input, { kernel, batchSize = 32 }, where, argument) {
    checkInteger(where, 'batchSize', batchSize, SMALLEST);
    centred(input, where, argument);
    const matrix = toMatrix(where, argument, input);
    const batches: Batch[] = [];
    for (let first = 0; first < matrix.rows; ) {
      const end = matrix.rows - first - batchSize < SMALLEST ? matrix.rows : first + batchSize;
      const rows = matrix.data.slice(first * matrix.columns, end * matrix.columns);
      batches.push(batchOf(where, { data: rows, shape: [end - first, matrix.columns] }, argument, kernel));
      first = end;
    }
    return { argument, matrix, batches };
  },
  compare(x, y, { weights = 'batches' }) {
    const where = 'minibatch-cka';
    checkSameSamples(where, x, y);
    return minibatchCkaValue(
      x.batches.reduce((state, batch, k) => withBatch(where, state, batch, y.batches[k], weights), minibatchCkaStart),
    );
  },
});
