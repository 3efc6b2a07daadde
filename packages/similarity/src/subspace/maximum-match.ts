import { checkNumber, type Matrix, type MatrixInput } from '@lrsim/core';
import { multiply, orthonormalBasis, transposeMultiply } from '@lrsim/linalg';
import { checkSameSamples } from '../centred.js';
import { defineMeasure } from '../define-measure.js';
import { type Samples, samplesOf } from '../statistics/samples.js';
import type { MaximumMatch, MaximumMatchOptions } from './types.js';

export interface UnitColumns extends Samples {
  /** Samples x units that are not zero throughout, each of norm 1. */
  readonly columns: Matrix;
  /** Which units these are. */
  readonly index: readonly number[];
}

function prepare(
  input: MatrixInput,
  { centre = false, epsilon = 0.25 }: MaximumMatchOptions,
  where: string,
  argument: string,
): UnitColumns {
  checkNumber(where, 'epsilon', epsilon, 0, 1);
  const { matrix } = samplesOf(input, centre, where, argument);
  const norms = columnNorms(matrix);
  const index = Array.from(norms.keys()).filter((unit) => norms[unit] > 0);
  const columns = chosen(matrix, index);
  const data = columns.data.map((value, at) => value / norms[index[at % index.length]]);
  return { argument, matrix, columns: { ...columns, data }, index };
}

function match(x: UnitColumns, y: UnitColumns, epsilon: number): [a: number[], b: number[]] {
  checkSameSamples('maximum-match', x, y);
  let [a, b] = [[...x.index.keys()], [...y.index.keys()]];
  for (;;) {
    const before = a.length + b.length;
    a = near(x.columns, a, chosen(y.columns, b), epsilon);
    if (a.length === 0) return [[], []];
    b = near(y.columns, b, chosen(x.columns, a), epsilon);
    if (b.length === 0) return [[], []];
    if (a.length + b.length === before) return [a, b];
  }
}

/** Those of the units whose distance to the span of others is at most epsilon. */
function near(columns: Matrix, units: readonly number[], others: Matrix, epsilon: number): number[] {
  const candidates = chosen(columns, units);
  const { basis } = orthonormalBasis(others);
  const inside = multiply(basis, transposeMultiply(basis, candidates));
  const outside = columnNorms({ ...candidates, data: candidates.data.map((value, at) => value - inside.data[at]) });
  return units.filter((_, at) => outside[at] <= epsilon);
}

/** Some columns of a matrix. */
function chosen({ rows, columns, data }: Matrix, index: readonly number[]): Matrix {
  const part = new Float64Array(rows * index.length);
  for (let i = 0, at = 0; i < rows; i++) for (const unit of index) part[at++] = data[i * columns + unit];
  return { rows, columns: index.length, data: part };
}

function columnNorms({ rows, columns, data }: Matrix): Float64Array {
  const largest = new Float64Array(columns);
  data.forEach((value, at) => {
    largest[at % columns] = Math.max(largest[at % columns], Math.abs(value));
  });
  const sums = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) {
    const unit = at % columns;
    if (largest[unit] > 0) sums[unit] += (data[at] / largest[unit]) ** 2;
  }
  return sums.map((sum, unit) => largest[unit] * Math.sqrt(sum));
}

/**
 * Maximum match of two sets of units: the part of all units, of both representations, that belong to the largest pair of
 * sets in which each unit is within epsilon (relative to its norm) of the span of the other set.
 *
 * Found by dropping, in turn, the units of either that are too far from what is left of the other, which is exact. Units
 * that are zero throughout match nothing. Centred data also make it invariant to translation.
 *
 * @throws ArgumentError for different numbers of samples, fewer than two, no variance, NaN, or epsilon outside [0, 1].
 */
export const maximumMatch = /* @__PURE__ */ defineMeasure<UnitColumns, MaximumMatchOptions>({
  name: 'maximum-match',
  range: [0, 1],
  higherIsCloser: true,
  invariance: ['isotropic-scaling', 'unit-scaling', 'permutation'],
  isMetric: false,
  source: 'Wang et al. 2018 (arXiv 1810.11750), theorem 10 and algorithm 1',
  prepare,
  compare(x, y, { epsilon = 0.25 }) {
    const [a, b] = match(x, y, epsilon);
    return (a.length + b.length) / (x.matrix.columns + y.matrix.columns);
  },
});

/** The units of the maximum match themselves, options and errors as of `maximumMatch`. */
export function maximumMatchSets(x: MatrixInput, y: MatrixInput, options: MaximumMatchOptions = {}): MaximumMatch {
  const [one, two] = [prepare(x, options, 'maximumMatchSets', 'x'), prepare(y, options, 'maximumMatchSets', 'y')];
  const [a, b] = match(one, two, options.epsilon ?? 0.25);
  return { x: a.map((at) => one.index[at]), y: b.map((at) => two.index[at]) };
}
