import { checkInteger, checkNumber, lookUp, type Matrix } from '@lrsim/core';
import {
  type ComplexValues,
  generalEigenvalues,
  leadingColumns,
  leastSquares,
  multiply,
  multiplyTranspose,
  scaleColumns,
  solvePositiveDefinite,
  symmetricEigen,
  transpose,
  transposeMultiply,
} from '@lrsim/linalg';
import { lazily } from '../../lazily.js';
import { readTrials, rowsBetween } from '../trials.js';
import type { Dmd, DmdOptions, TrialsInput } from '../types.js';
import { hankelRows } from './delay-embedding.js';
import { hankelBasis, timesColumns } from './hankel-basis.js';
import { chosenRank } from './rank.js';
import { type ShiftedGram, shiftedGram } from './shifted-gram.js';

/**
 * Hankel dynamic mode decomposition (HAVOK): the linear operator that best carries the delay-embedded state one step on.
 *
 * The Hankel matrix is H = V S U', and with V- and V+ the coordinates of states and of their successors,
 * A' = (V-'V- + lambda I)^-1 V-'V+. Trials are kept apart: no pair reaches from one into the next.
 *
 * Where the Gram matrix of H is used (see `hankelBasis`), singular values below 1e-7 of the largest are not resolved.
 *
 * @param input - [trials, time, units], [time, units], or a list of trials of different lengths.
 * @throws ArgumentError for a trial too short for one pair, zero data, more than one rule for the rank; NonFiniteError for NaN.
 * @source Brunton et al., Nat. Commun. 8, 19 (2017); Ostrow et al. 2023 (arXiv 2306.10168), section 3.1.
 */
export const dmd = (input: TrialsInput, options: DmdOptions = {}): Dmd => fitDmd('dmd', 'input', input, options);

/** `dmd` that names its caller and argument in messages. */
export function fitDmd(where: string, argument: string, input: TrialsInput, options: DmdOptions): Dmd {
  const {
    nDelays = 1,
    delayInterval = 1,
    lambda = 1e-8,
    stepsAhead = 1,
    regression = 'principal-components',
  } = options;
  checkInteger(where, 'stepsAhead', stepsAhead);
  checkNumber(where, 'lambda', lambda, 0);
  const regress = lookUp('DMD regression', regressions, regression);
  const trials = readTrials(where, argument, input);
  const hankel = hankelRows(where, argument, trials, options, stepsAhead + 1);
  const reduced = regression === 'reduced-rank';
  const pairCount = hankel.lengths.reduce((sum, rows) => sum + rows - stepsAhead, 0);
  // With fewer pairs than columns, a small ridge would stand against the rounding of products.
  const isShiftable = delayInterval === 1 && lambda > 0 && pairCount >= hankel.columns;
  const shifted = isShiftable ? lazily(() => shiftedGram(hankel, stepsAhead)) : undefined;
  const { vectors, singularValues, numericalRank, isWellConditioned } = hankelBasis(
    where,
    argument,
    hankel,
    (values) => (reduced ? values.length : chosenRank(where, values, options)),
    shifted && (() => shifted().ofAll),
  );
  const kept = Math.min(numericalRank, reduced ? numericalRank : chosenRank(where, singularValues, options));
  const basis = leadingColumns(vectors, kept);
  const scales = singularValues.slice(0, kept);
  const unscaled = scaleColumns(
    basis,
    scales.map((scale) => 1 / scale),
  );
  const pairs =
    shifted && isWellConditioned
      ? productPairs(shifted().products(unscaled))
      : coordinatePairs(timesColumns(hankel, unscaled), hankel.lengths, stepsAhead);
  const { operator, rank } = regress(where, pairs, lambda, options);
  return {
    operator,
    rank,
    singularValues,
    basis,
    scales,
    units: trials[0].columns,
    nDelays,
    delayInterval,
    stepsAhead,
  };
}

/** Coordinates of states V- and of their successors V+. */
interface StatePairs {
  /** B with V- B nearest to V+, under a ridge. */
  regression(lambda: number): Matrix;
  /** V-'V+. */
  successors(): Matrix;
}

const productPairs = ({ before, successors }: ReturnType<ShiftedGram['products']>): StatePairs => ({
  regression: (lambda) => ridgeSolution(before, successors, lambda),
  successors: () => successors,
});

/** Each row and the one so many steps later; zero where that is in another trial, which no sum of products sees. */
function coordinatePairs(coordinates: Matrix, lengths: readonly number[], steps: number): StatePairs {
  const { rows, columns } = coordinates;
  const before = { rows: rows - steps, columns, data: coordinates.data.slice(0, (rows - steps) * columns) };
  let end = 0;
  for (const length of lengths) {
    end += length;
    before.data.fill(0, (end - steps) * columns, end * columns);
  }
  const after = rowsBetween(coordinates, steps, rows);
  return {
    regression: (lambda) => ridgeRegression(before, after, lambda),
    successors: () => transposeMultiply(before, after),
  };
}

/** B with V- B nearest to V+, under a ridge. */
export function ridgeRegression(before: Matrix, after: Matrix, lambda: number): Matrix {
  if (lambda === 0) return leastSquares(before, after);
  return ridgeSolution(transposeMultiply(before, before), transposeMultiply(before, after), lambda);
}

/** The same of V-'V-, which is changed, and V-'V+. */
function ridgeSolution(before: Matrix, successors: Matrix, lambda: number): Matrix {
  for (let i = 0; i < before.rows; i++) before.data[i * before.rows + i] += lambda;
  return solvePositiveDefinite(before, successors);
}

type Regression = (
  where: string,
  pairs: StatePairs,
  lambda: number,
  options: DmdOptions,
) => Pick<Dmd, 'operator' | 'rank'>;

const regressions: Readonly<Record<NonNullable<DmdOptions['regression']>, Regression>> = {
  'principal-components'(_, pairs, lambda) {
    const b = pairs.regression(lambda);
    return { operator: transpose(b), rank: b.rows };
  },
  'reduced-rank'(where, pairs, lambda, options) {
    const b = pairs.regression(lambda);
    const predicted = transposeMultiply(pairs.successors(), b);
    const symmetric = { ...predicted, data: predicted.data.map((value, at) => (value + mirrored(predicted, at)) / 2) };
    const { values, vectors } = symmetricEigen(symmetric);
    const rank = chosenRank(where, values, options);
    const leading = leadingColumns(vectors, rank);
    return { operator: multiplyTranspose(multiplyTranspose(leading, leading), b), rank };
  },
};

const mirrored = ({ columns, data }: Matrix, at: number) => data[(at % columns) * columns + Math.floor(at / columns)];

/** Eigenvalues of the operator of a DMD, in no order. */
export const dmdEigenvalues = ({ operator }: Pick<Dmd, 'operator'>): ComplexValues => generalEigenvalues(operator);

/** The operator of a DMD on delay-embedded states, h(t + steps) = U S A S^-1 U' h(t); free of the signs of coordinates. */
export function embeddedOperator({ operator, basis, scales }: Dmd): Matrix {
  const carried = multiply(scaleColumns(basis, scales), operator);
  return multiplyTranspose(
    scaleColumns(
      carried,
      scales.map((scale) => 1 / scale),
    ),
    basis,
  );
}
