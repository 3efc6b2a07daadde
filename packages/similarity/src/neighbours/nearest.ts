import { ArgumentError, checkInteger, lookUp, type Matrix } from '@lrsim/core';
import { multiplyTranspose } from '@lrsim/linalg';
import { cosineDistances } from '../statistics/cosine-distances.js';
import { euclideanDistances } from '../statistics/euclidean-distances.js';
import type { NeighbourOptions, NeighbourSimilarity } from './types.js';

/** Values of a row that differ by this part of its largest are equal: rounding, not data. */
const ROUNDING = 64 * Number.EPSILON;

/** How far samples are from each other: samples x samples, smaller is nearer. */
const farness: Readonly<Record<NeighbourSimilarity, (x: Matrix) => Matrix>> = {
  cosine: cosineDistances,
  euclidean: euclideanDistances,
  'inner-product': (x) => {
    const products = multiplyTranspose(x, x);
    return { ...products, data: products.data.map((value) => -value) };
  },
};

/** The nearest neighbours of every sample. */
export interface Neighbours {
  readonly k: number;
  /** Samples x k: indices of the neighbours, nearest first. */
  readonly lists: Int32Array;
  /** Samples x samples: what the neighbours were chosen by, smaller is nearer. */
  readonly farness: Matrix;
}

/**
 * The k nearest neighbours of every row of a matrix.
 *
 * @throws ArgumentError for a k that is not an integer from 1 to rows - 1, or an option that does not exist.
 */
export function nearest(x: Matrix, options: NeighbourOptions, where: string, argument: string): Neighbours {
  const { k = 10, similarity = 'cosine', self = 'exclude', ties = 'lower-index' } = options;
  checkInteger(where, 'k', k);
  if (k > x.rows - 1)
    throw new ArgumentError(
      `${where}: k is ${k}, but ${argument} has ${x.rows} samples; expected at most ${x.rows - 1}. Lower k`,
    );
  const sign = lookUp('tie rule', { 'lower-index': 1, 'higher-index': -1 }, ties);
  const dropFirst = lookUp('rule for the sample itself', { exclude: false, 'drop-first': true }, self);
  const distances = lookUp('neighbour similarity', farness, similarity)(x);
  const count = dropFirst ? k + 1 : k;
  const lists = new Int32Array(x.rows * k);
  const row = { best: new Float64Array(count), sign, count };
  for (let i = 0; i < x.rows; i++) {
    const values = distances.data.subarray(i * x.rows, (i + 1) * x.rows);
    const list = nearestOfRow(values, dropFirst ? -1 : i, row);
    lists.set(dropFirst ? list.slice(1) : list, i * k);
  }
  return { k, lists, farness: distances };
}

interface RowOptions {
  /** Room for the `count` smallest values. */
  readonly best: Float64Array;
  readonly count: number;
  /** 1 where the lower index comes first among equals, -1 where the higher does. */
  readonly sign: number;
}

/** Indices of the `count` smallest values, ascending; the index `without` is passed over. */
function nearestOfRow(values: Float64Array, without: number, { best, count, sign }: RowOptions): number[] {
  best.fill(Infinity);
  let largest = 0;
  for (let j = 0; j < values.length; j++) {
    largest = Math.max(largest, Math.abs(values[j]));
    if (j === without || values[j] >= best[count - 1]) continue;
    let at = count - 1;
    for (; at > 0 && best[at - 1] > values[j]; at--) best[at] = best[at - 1];
    best[at] = values[j];
  }
  const tolerance = ROUNDING * largest;
  const limit = best[count - 1] + tolerance;
  const candidates: number[] = [];
  for (let j = 0; j < values.length; j++) if (j !== without && values[j] <= limit) candidates.push(j);
  candidates.sort((a, b) => values[a] - values[b] || sign * (a - b));
  // Runs of values that follow each other within rounding are one tie.
  for (let start = 0; start < candidates.length; ) {
    let end = start + 1;
    while (end < candidates.length && values[candidates[end]] - values[candidates[end - 1]] <= tolerance) end++;
    if (end - start > 1) {
      const tied = candidates.slice(start, end).sort((a, b) => sign * (a - b));
      candidates.splice(start, end - start, ...tied);
    }
    start = end;
  }
  return candidates.slice(0, count);
}
