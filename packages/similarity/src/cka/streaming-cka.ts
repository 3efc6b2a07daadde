import { ArgumentError, type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';
import { columnMeans, frobeniusNorm, minusRow, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';

/** What exact streaming CKA has seen so far: plain data whose size does not depend on the number of samples. */
export interface StreamingCkaState {
  readonly samples: number;
  /** Mean of each unit. */
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
  /** Products of the centred data: X'Y, X'X and Y'Y. */
  readonly xy: Matrix;
  readonly xx: Matrix;
  readonly yy: Matrix;
}

/**
 * The state of one batch of samples x units, of any size; combine with `streamingCkaMerge`.
 *
 * @throws ArgumentError for different numbers of samples; NonFiniteError for NaN.
 */
export function streamingCkaBatch(x: MatrixInput, y: MatrixInput): StreamingCkaState {
  const where = 'streamingCkaBatch';
  const [a, b] = [toMatrix(where, 'x', x), toMatrix(where, 'y', y)];
  checkSameSamples(where, { argument: 'x', matrix: a }, { argument: 'y', matrix: b });
  const [xMeans, yMeans] = [columnMeans(a), columnMeans(b)];
  const [xCentred, yCentred] = [minusRow(a, xMeans), minusRow(b, yMeans)];
  return {
    samples: a.rows,
    xMeans,
    yMeans,
    xy: transposeMultiply(xCentred, yCentred),
    xx: transposeMultiply(xCentred, xCentred),
    yy: transposeMultiply(yCentred, yCentred),
  };
}

/**
 * The state of the samples of both, of the same units, in any order and of any sizes.
 *
 * @throws ArgumentError for different numbers of units.
 */
export function streamingCkaMerge(a: StreamingCkaState, b: StreamingCkaState): StreamingCkaState {
  for (const [argument, mine, other] of [
    ['x', a.xMeans.length, b.xMeans.length],
    ['y', a.yMeans.length, b.yMeans.length],
  ] as const)
    if (mine !== other)
      throw new ArgumentError(`streamingCkaMerge: ${argument} has ${mine} and ${other} units; expected the same`);
  const samples = a.samples + b.samples;
  const weight = (a.samples / samples) * b.samples;
  const difference = (one: Float64Array, two: Float64Array) => two.map((value, j) => value - one[j]);
  const mean = (one: Float64Array, delta: Float64Array) =>
    one.map((value, j) => value + delta[j] * (b.samples / samples));
  const product = (one: Matrix, two: Matrix, rows: Float64Array, columns: Float64Array): Matrix => ({
    ...one,
    data: one.data.map(
      (value, at) => value + two.data[at] + weight * rows[Math.floor(at / one.columns)] * columns[at % one.columns],
    ),
  });
  const [dx, dy] = [difference(a.xMeans, b.xMeans), difference(a.yMeans, b.yMeans)];
  return {
    samples,
    xMeans: mean(a.xMeans, dx),
    yMeans: mean(a.yMeans, dy),
    xy: product(a.xy, b.xy, dx, dy),
    xx: product(a.xx, b.xx, dx, dx),
    yy: product(a.yy, b.yy, dy, dy),
  };
}

/**
 * Linear CKA (biased) of all samples seen: the same as `linearCka` of them at once.
 *
 * @throws ArgumentError where x or y does not vary.
 */
export function streamingCkaValue({ xy, xx, yy }: StreamingCkaState): number {
  const [k, l] = [frobeniusNorm(xx), frobeniusNorm(yy)];
  for (const [argument, norm] of [
    ['x', k],
    ['y', l],
  ] as const)
    if (norm === 0)
      throw new ArgumentError(
        `streamingCkaValue: ${argument} is constant in all samples seen; expected some that differ`,
      );
  const cross = frobeniusNorm(xy);
  return Math.min(1, (cross / k) * (cross / l));
}
