import type { Matrix } from '@lrsim/core';
import { multiply, readProductTranspose, transposeMultiply } from '@lrsim/linalg';
import { productsToDistances, rowSquares, squaredDistances } from '../squared-distances.js';
import { stackRows } from '../stack-rows.js';
import type { Trials } from './gaussian-input.js';
import type { AlignmentProblem } from './search-alignment.js';

/** Which pairs of repeats of two conditions count: all, or only different ones. */
type Pairs = 'all' | 'different';

/** Distances below this share of the mean distance get no more weight: a pair that coincides would have an infinite one. */
const CLOSE = 1e-10;

/** Distances between the rows of two matrices, rows x rows. */
function distances(a: Matrix, b: Matrix): Matrix {
  const data = squaredDistances(a, b);
  for (let at = 0; at < data.length; at++) data[at] = Math.sqrt(data[at]);
  return { rows: a.rows, columns: b.rows, data };
}

/** How many pairs of repeats count. */
const pairsOf = (rows: number, columns: number, pairs: Pairs) => rows * (pairs === 'all' ? columns : columns - 1);

/** Mean over the pairs that count. */
function meanOf({ rows, columns, data }: Matrix, pairs: Pairs): number {
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += data[at];
  if (pairs === 'different') for (let i = 0; i < Math.min(rows, columns); i++) sum -= data[i * (columns + 1)];
  return sum / pairsOf(rows, columns, pairs);
}

/** Mean over conditions of the mean distance between repeats of one network. */
export const meanDistanceWithin = ({ conditions }: Trials, pairs: Pairs): number =>
  conditions.reduce((sum, one) => sum + meanOf(distances(one, one), pairs), 0) / conditions.length;

/**
 * Mean over conditions of the mean of |x - yQ| over pairs of repeats: all of the energy distance that depends on Q.
 *
 * |r| <= |r|^2 / (2 |r0|) + |r0| / 2, with equality at r0: weighting the squares by 1 / |r0| gives a Procrustes problem whose
 * solution cannot raise the sum of distances (iteratively reweighted least squares).
 */
export function energyProblem(x: Trials, y: Trials, pairs: Pairs): AlignmentProblem {
  const size = Math.max(x.dimensions, y.dimensions);
  const [xs, ys] = [x, y].map(({ conditions }) => conditions.map((one) => widened(one, size)));
  const means = (all: readonly Matrix[]) => stacked(all.map(columnMean), size);
  const allY = stackRows(ys);
  // Turning changes no norm.
  const [xSquares, ySquares] = [xs, ys].map((all) => all.map(rowSquares));
  return {
    size,
    steepness: 1 / (xs.length * pairsOf(x.repeats, y.repeats, pairs)),
    // With 5, 6 of 80 random problems ended lower and 2 higher, by 2e-6 on average, for a third more steps.
    firstRound: 3,
    guess: transposeMultiply(means(ys), means(xs)),
    improve(q) {
      let loss = 0;
      const turned = multiply(allY, q);
      // W'X of every condition, one below the other.
      const pulled = new Float64Array(allY.data.length);
      xs.forEach((a, c) => {
        const [start, end] = [c * y.repeats * size, (c + 1) * y.repeats * size];
        const b = { rows: y.repeats, columns: size, data: turned.data.subarray(start, end) };
        readProductTranspose(a, b, (apart) => {
          productsToDistances(apart.data, a, xSquares[c], b, ySquares[c]);
          for (let at = 0; at < apart.data.length; at++) apart.data[at] = Math.sqrt(apart.data[at]);
          const mean = meanOf(apart, pairs);
          loss += mean / xs.length;
          if (mean === 0) return;
          distancesToWeights(apart, mean, pairs);
          const part = transposeMultiply(apart, a).data;
          for (let at = 0; at < part.length; at++) pulled[start + at] = part[at] / mean;
        });
      });
      return { loss, towards: transposeMultiply(allY, { ...allY, data: pulled }) };
    },
  };
}

/** The weights of pairs in the place of their distances, times the mean distance: 1 for a pair that is as far apart. */
function distancesToWeights({ rows, columns, data }: Matrix, mean: number, pairs: Pairs): void {
  const floor = CLOSE * mean;
  for (let at = 0; at < data.length; at++) data[at] = mean / Math.max(data[at], floor);
  if (pairs === 'different') for (let i = 0; i < Math.min(rows, columns); i++) data[i * (columns + 1)] = 0;
}

function widened({ rows, columns, data }: Matrix, to: number): Matrix {
  const wide = new Float64Array(rows * to);
  for (let i = 0; i < rows; i++) wide.set(data.subarray(i * columns, (i + 1) * columns), i * to);
  return { rows, columns: to, data: wide };
}

function columnMean({ rows, columns, data }: Matrix): Float64Array {
  const mean = new Float64Array(columns);
  data.forEach((value, at) => {
    mean[at % columns] += value / rows;
  });
  return mean;
}

function stacked(rows: readonly Float64Array[], columns: number): Matrix {
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    data.set(row, i * columns);
  });
  return { rows: rows.length, columns, data };
}
