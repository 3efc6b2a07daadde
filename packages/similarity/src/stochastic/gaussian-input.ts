import { ArgumentError, type Matrix, type MatrixInput, toMatrix, toNdArray } from '@lrsim/core';
import { qr, symmetricEigen, transpose } from '@lrsim/linalg';
import { symmetricInput } from '../symmetric-input.js';
import type { GaussianInput } from './types.js';

/** Gaussians, one for each condition. */
export interface Gaussians {
  /** The argument's name, for messages. */
  readonly argument: string;
  /** Units (times units, for processes). */
  readonly dimensions: number;
  /** One row of `dimensions` for each condition. */
  readonly means: readonly Float64Array[];
  /** F with FF' the covariance, dimensions x anything, for each condition. */
  readonly factors: readonly Matrix[];
}

type Moments = Exclude<GaussianInput, MatrixInput>;
const hasMeans = (input: GaussianInput): input is Moments =>
  typeof input === 'object' && input !== null && 'means' in input;

/** Reads means with covariances, or trials. */
export const readGaussians = (input: GaussianInput, where: string, argument: string): Gaussians =>
  hasMeans(input) ? ofMoments(input.means, input.covariances, where, argument) : ofTrials(input, where, argument);

function ofMoments(means: MatrixInput, covariances: MatrixInput, where: string, argument: string): Gaussians {
  const { rows: conditions, columns: dimensions, data } = toMatrix(where, `${argument}.means`, means);
  const all = toNdArray(where, `${argument}.covariances`, covariances);
  const expected = [conditions, dimensions, dimensions].join(', ');
  if (all.shape.join(', ') !== expected)
    throw new ArgumentError(
      `${where}: ${argument}.covariances has the shape [${all.shape.join(', ')}]; expected [${expected}] for the means [${conditions}, ${dimensions}]`,
    );
  const size = dimensions * dimensions;
  return {
    argument,
    dimensions,
    means: Array.from({ length: conditions }, (_, c) => data.slice(c * dimensions, (c + 1) * dimensions)),
    factors: Array.from({ length: conditions }, (_, c) => {
      const one = { data: all.data.slice(c * size, (c + 1) * size), shape: [dimensions, dimensions] };
      return covarianceFactor(one, where, `${argument}.covariances[${c}]`);
    }),
  };
}

/** How negative an eigenvalue may be beside the largest: covariances are often estimated in float32. */
const NEGATIVE = 1e-6;

function covarianceFactor(input: MatrixInput, where: string, argument: string): Matrix {
  const { values, vectors } = symmetricEigen(symmetricInput(input, where, argument));
  const least = values[values.length - 1];
  if (least < -NEGATIVE * Math.abs(values[0]))
    throw new ArgumentError(
      `${where}: ${argument} has the eigenvalue ${least}; expected a covariance, with none below 0`,
    );
  const roots = values.map((value) => Math.sqrt(Math.max(0, value)));
  return { ...vectors, data: vectors.data.map((value, at) => value * roots[at % vectors.columns]) };
}

/** Single trials [conditions, repeats, units]. */
export interface Trials {
  readonly argument: string;
  readonly repeats: number;
  readonly dimensions: number;
  /** Repeats x units for each condition. */
  readonly conditions: readonly Matrix[];
}

/** Reads trials. */
export function readTrials(input: MatrixInput, where: string, argument: string): Trials {
  const { data, shape } = toNdArray(where, argument, input);
  if (shape.length !== 3)
    throw new ArgumentError(
      `${where}: ${argument} has the shape [${shape.join(', ')}]; expected trials [conditions, repeats, units]`,
    );
  const [count, repeats, dimensions] = shape;
  const size = repeats * dimensions;
  const conditions = Array.from({ length: count }, (_, c) => ({
    rows: repeats,
    columns: dimensions,
    data: data.slice(c * size, (c + 1) * size),
  }));
  return { argument, repeats, dimensions, conditions };
}

function ofTrials(input: MatrixInput, where: string, argument: string): Gaussians {
  const { repeats, dimensions, conditions } = readTrials(input, where, argument);
  if (repeats < 2)
    throw new ArgumentError(`${where}: ${argument} has 1 repeat; expected at least 2 to estimate covariances`);
  const means = conditions.map(({ data }) => {
    const sums = new Float64Array(dimensions);
    data.forEach((value, at) => {
      sums[at % dimensions] += value;
    });
    return sums.map((value) => value / repeats);
  });
  // Deviations as columns: their products with themselves are the covariance.
  const factors = conditions.map(({ data }, c) => {
    const factor = new Float64Array(dimensions * repeats);
    data.forEach((value, at) => {
      const [repeat, unit] = [Math.floor(at / dimensions), at % dimensions];
      factor[unit * repeats + repeat] = (value - means[c][unit]) / Math.sqrt(repeats - 1);
    });
    const deviations = { rows: dimensions, columns: repeats, data: factor };
    // With more repeats than dimensions the triangle of a QR says the same in fewer columns.
    return repeats > dimensions ? transpose(qr(transpose(deviations)).r) : deviations;
  });
  return { argument, dimensions, means, factors };
}

/** Throws where two inputs have different numbers of conditions. */
export function checkSameConditions(where: string, x: number, y: number): void {
  if (x !== y)
    throw new ArgumentError(`${where}: x has ${x} conditions, y has ${y}; both need the same, in the same order`);
}
