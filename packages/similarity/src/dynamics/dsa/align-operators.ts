import { ArgumentError, checkInteger, createRng, type Matrix } from '@lrsim/core';
import { frobeniusNorm, multiply, multiplyTranspose } from '@lrsim/linalg';
import { determinantSign } from '../../shape/determinant-sign.js';
import { alignmentBound } from './alignment-bound.js';
import type { AlignmentOptions, OperatorAlignment } from './alignment-types.js';
import { ascend, EXACT, NEARLY } from './ascend.js';
import { canonicalOperator } from './canonical-basis.js';
import { alignmentOf, distanceOf, type OperatorPair, pairAt } from './operator-pair.js';
import { flip, sweepPlanes } from './plane-rotations.js';
import { startingRotations } from './starts.js';

/** Sizes up to which a start costs next to nothing, and how many are made in any case: a good hill can be met often before the best. */
const [SMALL, FEWEST] = [12, 24];
/** Sizes up to which a start goes through sweeps of planes, which see past small hills, before it climbs. */
const SWEPT = 40;
const SWEEPS = 40;
/** A sweep that gains less than this leaves the rest to climbing, which converges faster. */
const STALLED = 1e-5;
/** After the sweeps, what is this far below the best so far is not climbed further. */
const HOPELESS = 5e-3;
/** Values this close, of operators of unit norm, are the same optimum. */
const SAME = 1e-8;
/** A gap this small closes the search. */
const CLOSED = 1e-12;

/**
 * The orthogonal C that brings C B C' nearest to A, both scaled to unit norm: the search behind `dsa`. The value is not convex
 * in C; it is climbed from several starts, spectral ones first, and told beside a bound that no C can exceed.
 *
 * @param a - square, [n, n].
 * @param b - square; the smaller of the two is filled up with zeros.
 * @throws ArgumentError for matrices that are not square, or are zero.
 */
export function alignOperators(a: Matrix, b: Matrix, options: AlignmentOptions = {}): OperatorAlignment {
  const size = Math.max(a.rows, b.rows);
  const { starts = size <= SMALL ? 96 : size <= SWEPT ? 24 : 3, agreeing = 6, reflection = true, seed = 0 } = options;
  checkInteger('alignOperators', 'starts', starts);
  const [canonicalA, canonicalB] = [unit('a', a, size), unit('b', b, size)].map(canonicalOperator);
  const [first, second] = [canonicalA.operator, canonicalB.operator];
  const inGiven = (c: Matrix) => multiplyTranspose(multiply(canonicalA.basis, c), canonicalB.basis);
  // The determinant that a rotation between the canonical bases needs to be proper between the given ones.
  const handedness = determinantSign(canonicalA.basis) * determinantSign(canonicalB.basis);
  const upperBound = Math.min(1, alignmentBound(first, second));

  const tried: number[] = [];
  let best: OperatorPair | undefined;
  let bestValue = -Infinity;
  for (const rotation of startingRotations(first, second, createRng(seed))) {
    const start = () => pairAt(first, second, proper(rotation, reflection, handedness));
    const climbed = climb(start(), reflection, bestValue);
    // At the bound already: values no longer tell, and what climbing turns by rounding would be lost.
    const pair = upperBound - alignmentOf(climbed) < CLOSED ? nearer(climbed, start()) : climbed;
    const value = alignmentOf(pair);
    tried.push(value);
    if (value > bestValue) [best, bestValue] = [pair, value];
    const reached = tried.filter((one) => one > bestValue - SAME).length;
    const settled = reached >= agreeing && tried.length >= Math.min(starts, FEWEST);
    if (upperBound - bestValue < CLOSED || tried.length >= starts || settled) break;
  }
  // Starts are compared with one another as far as each was climbed, not with the winner at its very top.
  const startsThatReachedBest = tried.filter((one) => one > bestValue - SAME).length;
  best = nearer(ascend(best as OperatorPair, EXACT, size <= SWEPT ? 1000 : 300), best as OperatorPair);
  bestValue = alignmentOf(best);
  const { k, c } = best;
  return {
    cosine: Math.max(-1, Math.min(1, bestValue)),
    chord: distanceOf({ size, a: first.data, k, c }),
    rotation: inGiven({ rows: size, columns: size, data: c }),
    upperBound: Math.max(upperBound, bestValue),
    gap: Math.max(0, upperBound - bestValue),
    starts: tried.length,
    startsThatReachedBest,
  };
}

/** The pair whose operators are closer. */
const nearer = (one: OperatorPair, other: OperatorPair) => (distanceOf(one) <= distanceOf(other) ? one : other);

/** Sweeps planes, then climbs where it may still become the best, until a sweep finds nothing more. */
function climb(start: OperatorPair, reflection: boolean, toBeat: number): OperatorPair {
  let pair = start;
  const sweeps = start.size <= SWEPT ? SWEEPS : 2;
  for (let round = 0; round < (start.size <= SWEPT ? 3 : 1); round++) {
    for (let sweep = 0; sweep < sweeps; sweep++) if (sweepPlanes(pair, reflection) < STALLED) break;
    if (start.size <= SWEPT && alignmentOf(pair) < toBeat - HOPELESS) break;
    pair = ascend(pair, NEARLY, 300, toBeat);
    if (sweepPlanes(pair, reflection) < SAME) break;
  }
  return pair;
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
