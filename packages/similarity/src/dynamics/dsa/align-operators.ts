import { ArgumentError, checkInteger, createRng, type Matrix } from '@lrsim/core';
import { frobeniusNorm, multiply, multiplyTranspose } from '@lrsim/linalg';
import { EXACT } from '../../orthogonal/ascend.js';
import { determinantSign } from '../../shape/determinant-sign.js';
import { alignmentBound } from './alignment-bound.js';
import type { AlignmentOptions, OperatorAlignment } from './alignment-types.js';
import { canonicalOperator } from './canonical-basis.js';
import { alignmentOf, climbed, distanceOf, type OperatorPair, pairAt } from './operator-pair.js';
import { flip } from './plane-rotations.js';
import { highestHill, nearer, SWEPT } from './search-hills.js';
import { kicked, startingRotations } from './starts.js';

/** Sizes up to which a kick costs next to nothing. */
const SMALL = 12;

/**
 * The orthogonal C that brings C B C' nearest to A, both scaled to unit norm: the search behind `dsa`. The value is not convex
 * in C; it is climbed from several starts, spectral ones first, and told beside a bound that no C can exceed. What is climbed is
 * the value of the operators without their traces: operators near the identity, as those of slow dynamics are, would else be
 * nearly aligned by any C.
 *
 * @param a - square, [n, n].
 * @param b - square; the smaller of the two is filled up with zeros.
 * @throws ArgumentError for matrices that are not square, or are zero.
 */
export function alignOperators(a: Matrix, b: Matrix, options: AlignmentOptions = {}): OperatorAlignment {
  const size = Math.max(a.rows, b.rows);
  const few = size > SWEPT;
  const {
    starts = few ? 3 : 32,
    kicks = few ? 0 : size <= SMALL ? 2 * size : 12,
    reflection = true,
    seed = 0,
  } = options;
  checkInteger('alignOperators', 'starts', starts);
  checkInteger('alignOperators', 'kicks', kicks, 0);
  const [canonicalA, canonicalB] = [unit('a', a, size), unit('b', b, size)].map(canonicalOperator);
  const [partA, partB] = [canonicalA, canonicalB].map(({ operator }) => withoutTrace(operator));
  const [first, second] = [partA.rest, partB.rest];
  const inGiven = (c: Matrix) => multiplyTranspose(multiply(canonicalA.basis, c), canonicalB.basis);
  // The determinant that a rotation between the canonical bases needs to be proper between the given ones.
  const handedness = determinantSign(canonicalA.basis) * determinantSign(canonicalB.basis);
  const boundOfRest = alignmentBound(first, second);

  const rng = createRng(seed);
  const rotations = startingRotations(first, second, rng);
  const startAt = () => {
    const rotation = proper(rotations.next().value as Matrix, reflection, handedness);
    return () => pairAt(first, second, rotation);
  };
  const kick = (pair: OperatorPair) => kicked(pair, rng);
  const found = highestHill({ starts, startAt, kicks, kick, reflection, upperBound: boundOfRest });
  const steps = { stationary: EXACT, maximumSteps: size <= SWEPT ? 1000 : 300 };
  // Starts are compared with one another as far as each was climbed; the winner is climbed to its very top.
  const best = nearer(climbed(found.best, steps), found.best);
  const whole = (rest: number) =>
    Math.max(-1, Math.min(1, size * partA.mean * partB.mean + partA.norm * partB.norm * rest));
  const { k, c } = best;
  const cosine = whole(alignmentOf(best));
  const upperBound = Math.max(cosine, whole(boundOfRest));
  return {
    cosine,
    chord: Math.hypot(
      Math.sqrt(size) * (partA.mean - partB.mean),
      distanceOf({ a: first.data.map((value) => partA.norm * value), k: k.map((value) => partB.norm * value) }),
    ),
    rotation: inGiven({ rows: size, columns: size, data: c }),
    upperBound,
    gap: upperBound - cosine,
    starts: found.starts,
    startsThatReachedBest: found.startsThatReachedBest,
  };
}

/** An operator as mean I + norm rest: a multiple of the identity, which no rotation changes, and the rest, of unit norm. */
function withoutTrace(operator: Matrix): { readonly mean: number; readonly norm: number; readonly rest: Matrix } {
  const n = operator.rows;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += operator.data[i * n + i] / n;
  const data = operator.data.map((value, at) => (at % (n + 1) === 0 ? value - mean : value));
  const norm = frobeniusNorm({ ...operator, data });
  // Of a multiple of the identity nothing is left.
  return { mean, norm, rest: { ...operator, data: norm > 0 ? data.map((value) => value / norm) : data } };
}

/** A matrix of the determinant of a rotation where reflections are not allowed: one axis is flipped if need be. */
function proper(rotation: Matrix, reflection: boolean, handedness: number): Matrix {
  if (reflection || determinantSign(rotation) * handedness > 0) return rotation;
  const c = Float64Array.from(rotation.data);
  flip({ size: rotation.rows, c, k: new Float64Array(c.length) }, 0);
  return { ...rotation, data: c };
}

/** A square matrix of unit norm, filled up with zeros to a size. */
function unit(argument: string, a: Matrix, size: number): Matrix {
  if (a.rows !== a.columns)
    throw new ArgumentError(`alignOperators: ${argument} is ${a.rows} x ${a.columns}; expected a square matrix`);
  const norm = frobeniusNorm(a);
  if (norm === 0) throw new ArgumentError(`alignOperators: ${argument} is zero; it has no direction to align`);
  const data = new Float64Array(size * size);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.rows; j++) data[i * size + j] = a.data[i * a.rows + j] / norm;
  return { rows: size, columns: size, data };
}
