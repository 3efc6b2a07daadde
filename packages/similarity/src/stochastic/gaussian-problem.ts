import type { Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, svd, transposeMultiply } from '@lrsim/linalg';
import type { Gaussians } from './gaussian-input.js';
import type { AlignmentProblem } from './search-alignment.js';

/** One condition, padded: means [times, units] and factors of the covariance [times x units, columns] of both. */
interface Condition {
  readonly xMean: Matrix;
  readonly yMean: Matrix;
  readonly xFactor: Matrix;
  readonly yFactor: Matrix;
}

/** Times and units of each side. */
export interface Layout {
  readonly times: number;
  readonly xUnits: number;
  readonly yUnits: number;
}

/**
 * mean over conditions of alpha |mu - nu Q|^2 + (2 - alpha) Bures^2(S, Q'TQ), the same Q at every time.
 *
 * With S = AA', T = BB', Bures^2 = min over orthogonal R of |A - Q'BR|^2. For given Q each R comes from one SVD; for given R the
 * whole is a Procrustes problem for Q. Taking turns is therefore downhill in the very objective that is the score.
 */
export function gaussianProblem(x: Gaussians, y: Gaussians, layout: Layout, alpha: number): AlignmentProblem {
  const size = Math.max(layout.xUnits, layout.yUnits);
  const conditions = x.means.map((_, c) => paddedCondition(x, y, c, layout, size));
  const count = conditions.length;
  const towardsMeans = conditions
    .map(({ xMean, yMean }) => transposeMultiply(yMean, xMean))
    .reduce((sum, one) => add(sum, one, 1));
  return {
    size,
    steepness: 2 / count,
    firstRound: 5,
    guess: towardsMeans,
    improve(q) {
      let loss = 0;
      const towards = add({ ...towardsMeans, data: new Float64Array(size * size) }, towardsMeans, alpha);
      for (const { xMean, yMean, xFactor, yFactor } of conditions) {
        if (alpha > 0) loss += alpha * squaredDistance(xMean, multiply(yMean, q));
        if (alpha === 2) continue;
        const turned = eachTime(yFactor, size, (block) => transposeMultiply(q, block));
        const { u, v } = svd(transposeMultiply(turned, xFactor));
        const r = multiplyTranspose(u, v);
        loss += (2 - alpha) * squaredDistance(xFactor, multiply(turned, r));
        // (BR)A' summed over times.
        const paired = multiply(yFactor, r);
        for (let start = 0; start < paired.rows; start += size)
          add(towards, multiplyTranspose(rowsFrom(paired, start, size), rowsFrom(xFactor, start, size)), 2 - alpha);
      }
      return { loss: loss / count, towards };
    },
  };
}

function paddedCondition(x: Gaussians, y: Gaussians, c: number, layout: Layout, size: number): Condition {
  const { times, xUnits, yUnits } = layout;
  const columns = Math.max(x.factors[c].columns, y.factors[c].columns);
  const mean = (data: Float64Array, units: number) => padded({ rows: times, columns: units, data }, 1, 1, size);
  return {
    xMean: mean(x.means[c], xUnits),
    yMean: mean(y.means[c], yUnits),
    xFactor: padded(x.factors[c], xUnits, size, columns),
    yFactor: padded(y.factors[c], yUnits, size, columns),
  };
}

/** Every `from` rows become `to`, and the columns `columns`, by appended zeros. */
function padded(matrix: Matrix, from: number, to: number, columns: number): Matrix {
  const rows = (matrix.rows / from) * to;
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < matrix.rows; i++) {
    const row = Math.floor(i / from) * to + (i % from);
    data.set(matrix.data.subarray(i * matrix.columns, (i + 1) * matrix.columns), row * columns);
  }
  return { rows, columns, data };
}

const rowsFrom = ({ columns, data }: Matrix, start: number, rows: number): Matrix => ({
  rows,
  columns,
  data: data.subarray(start * columns, (start + rows) * columns),
});

function eachTime(matrix: Matrix, size: number, turn: (block: Matrix) => Matrix): Matrix {
  const data = new Float64Array(matrix.data.length);
  for (let start = 0; start < matrix.rows; start += size)
    data.set(turn(rowsFrom(matrix, start, size)).data, start * matrix.columns);
  return { ...matrix, data };
}

function squaredDistance({ data: a }: Matrix, { data: b }: Matrix): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] - b[at]) * (a[at] - b[at]);
  return sum;
}

/** A plus factor B, in place. */
function add(a: Matrix, b: Matrix, factor: number): Matrix {
  for (let at = 0; at < a.data.length; at++) a.data[at] += factor * b.data[at];
  return a;
}
