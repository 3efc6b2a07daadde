import type { Matrix } from '@lrsim/core';
import { minusRow, readUpperGram } from '@lrsim/linalg';
import { upperTriangle } from './rdm-input.js';

/** Below this many multiplications plain differences are as fast as a Gram matrix, and exact. */
const DIRECT = 200_000;
/** Where |a - b|^2 is below this fraction of |a|^2 + |b|^2, the Gram's cancellation shows: it is summed again directly. */
const CANCELS = 1e-3;

/** Squared Euclidean distances of all pairs of rows, condensed: no cancellation between rows that are close or far from 0. */
export function squaredDistances(patterns: Matrix): Float64Array {
  const { rows: n, columns: p, data } = patterns;
  if (n * n * p <= DIRECT) return upperTriangle(n, (i, j) => directly(data, p, i, j));
  return fromGram(patterns, true) ?? (fromGram(nearlyCentred(patterns), false) as Float64Array);
}

/** The squared norm of all rows may be this many times that of the rows minus their mean before products lose a digit to the mean. */
const FAR = 10;

/** From the products of all pairs of rows; where that is to be `checked`, undefined if the rows are far from 0 beside their distances. */
function fromGram(rows: Matrix, checked: boolean): Float64Array | undefined {
  const { rows: n, columns: p, data } = rows;
  return readUpperGram(rows, ({ data: gram }) => {
    const own = Float64Array.from({ length: n }, (_, i) => gram[i * (n + 1)]);
    if (checked && isFar(gram, own)) return undefined;
    const values = new Float64Array((n * (n - 1)) / 2);
    for (let i = 0, at = 0; i < n; i++) {
      const norm = own[i];
      for (let j = i + 1, to = i * n + j; j < n; j++, at++, to++) {
        const size = norm + own[j];
        const squared = size - 2 * gram[to];
        values[at] = squared < CANCELS * size ? directly(data, p, i, j) : squared;
      }
    }
    return values;
  });
}

/** Whether the mean of the rows is large beside their spread: n times its square is what the sum of all products has for each row. */
function isFar(gram: Float64Array, own: Float64Array): boolean {
  const n = own.length;
  const squares = own.reduce((sum, value) => sum + value, 0);
  let above = 0;
  for (let i = 0; i < n; i++) for (let at = i * (n + 1) + 1; at < (i + 1) * n; at++) above += gram[at];
  return !(squares < FAR * (squares - (squares + 2 * above) / n));
}

function directly(data: Float64Array, p: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0, a = i * p, b = j * p; k < p; k++, a++, b++) {
    const difference = data[a] - data[b];
    sum += difference * difference;
  }
  return sum;
}

/**
 * Columns shifted to near their means, by multiples of a power of two of about their spread: counts stay integers, and so
 * their ties stay ties.
 */
function nearlyCentred(patterns: Matrix): Matrix {
  const { rows, columns, data } = patterns;
  const sums = new Float64Array(columns);
  const least = Float64Array.from(data.subarray(0, columns));
  const most = Float64Array.from(least);
  for (let i = 0, at = 0; i < rows; i++)
    for (let k = 0; k < columns; k++, at++) {
      const value = data[at];
      sums[k] += value;
      if (value < least[k]) least[k] = value;
      if (value > most[k]) most[k] = value;
    }
  const shifts = sums.map((sum, k) => {
    if (most[k] === least[k]) return most[k];
    const unit = 2 ** Math.floor(Math.log2(most[k] - least[k]));
    return Math.round(sum / rows / unit) * unit;
  });
  return minusRow(patterns, shifts);
}
