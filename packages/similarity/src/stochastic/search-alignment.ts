import { checkInteger, checkNumber, createRng, lookUp, type Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose } from '@lrsim/linalg';
import { ascend } from '../orthogonal/ascend.js';
import { type Group, groups, identityMatrix } from './alignment-group.js';
import type { AlignmentSearch } from './types.js';

/** An objective of Q that falls, or stays, when Q is replaced by the member of the group closest to `towards`. */
export interface AlignmentProblem {
  readonly size: number;
  /** How steep the objective is: its slope along dQ is -steepness tr(dQ' towards), but for what is symmetric in Q'dQ. */
  readonly steepness: number;
  /** The objective at Q, and what to go towards from there. */
  improve(q: Matrix): Improvement;
  /** Steps that tell good starts from bad ones: each has so many before the worse half is dropped, then twice as many, and so on. */
  readonly firstRound: number;
  /** A matrix whose closest member is worth starting from, if there is one. */
  readonly guess?: Matrix;
}

export interface Improvement {
  readonly loss: number;
  readonly towards: Matrix;
}

export interface FoundAlignment {
  readonly alignment: Matrix;
  readonly loss: number;
  readonly converged: boolean;
  readonly iterations: number;
}

/** An alignment, and what the objective is there. */
interface Position {
  q: Matrix;
  at: Improvement;
}

/** A start on its way. */
interface Walker extends Position {
  steps: number;
  converged: boolean;
  /** A loss that is rounding of zero. */
  readonly negligible: number;
  /** How far beyond its own solution each step goes; 1 is not at all. */
  reach: number;
}

const LONGEST_REACH = 20;

/**
 * The least of an objective over a group, from several starts: each goes downhill, the worse half is dropped after every round,
 * and the last goes on until it no longer improves.
 */
export function searchAlignment(where: string, problem: AlignmentProblem, options: AlignmentSearch): FoundAlignment {
  const { restarts = 20, seed = 0, maxIterations = 2000, tolerance = 1e-12 } = options;
  const group = lookUp('alignment group', groups, options.group ?? 'orth');
  checkInteger(where, 'restarts', restarts, 0);
  checkInteger(where, 'maxIterations', maxIterations);
  checkNumber(where, 'tolerance', tolerance, 0);
  const starts = startsOf(problem, group, restarts, seed).map((q) => ({ q, at: problem.improve(q) }));
  const negligible = Number.EPSILON ** 2 * Math.max(...starts.map(({ at }) => at.loss));
  let walkers = starts.map((start): Walker => ({ ...start, steps: 0, converged: false, negligible, reach: 1 }));
  for (let steps = problem.firstRound; walkers.length > 1; steps *= 2) {
    for (const walker of walkers) walk(walker, problem, group, Math.min(steps, maxIterations), tolerance);
    walkers.sort((a, b) => a.at.loss - b.at.loss);
    walkers = apart(walkers.slice(0, Math.floor(walkers.length / 2)), group.continuous ? SAME_PLACE : 0);
  }
  const [best] = walkers;
  if (group.continuous) climb(best, problem, maxIterations);
  walk(best, problem, group, maxIterations, tolerance);
  return { alignment: best.q, loss: best.at.loss, converged: best.converged, iterations: best.steps };
}

/** Rotations closer to one another than this, |Q1 - Q2| / |Q1|, end in the same place: see `apart`. Permutations do where they are the same. */
const SAME_PLACE = 0.2;

/** Without those that are in the place of a better one, where they would end: of 40 Gaussian and 80 energy problems none ended higher. */
const apart = (sorted: readonly Walker[], reach: number): Walker[] =>
  sorted.filter((one, at) => !sorted.slice(0, at).some((better) => distanceBetween(one.q, better.q) <= reach));

const distanceBetween = (a: Matrix, b: Matrix): number =>
  Math.sqrt(a.data.reduce((sum, value, at) => sum + (value - b.data[at]) ** 2, 0) / a.rows);

function startsOf({ size, guess }: AlignmentProblem, group: Group, restarts: number, seed: number): Matrix[] {
  if (group === groups.identity) return [identityMatrix(size)];
  const rng = createRng(seed);
  const random = Array.from({ length: restarts }, (_, k) => group.random(size, rng.fork(`start ${k}`)));
  return [...(guess ? [group.closest(guess)] : []), identityMatrix(size), ...random];
}

/** The size of a gradient, for an objective of 1, at which steps of their own kind are as good. */
const FLAT = 1e-9;

/** Follows the gradient, which converges faster near the least than steps to the closest member do, as far as it goes. */
function climb(walker: Walker, { size, steepness, improve }: AlignmentProblem, steps: number): void {
  const { q, at, negligible } = walker;
  if (at.loss <= negligible) return;
  const scale = 1 / at.loss;
  const problem = {
    size,
    value: ({ at }: Position) => -scale * at.loss,
    gradient({ q, at: { towards } }: Position) {
      const { data } = multiplyTranspose(towards, q);
      const triangle: number[] = [];
      for (let i = 0; i < size; i++)
        for (let j = 0; j < i; j++) triangle.push(scale * steepness * (data[i * size + j] - data[j * size + i]));
      return Float64Array.from(triangle);
    },
    turned({ q }: Position, r: Float64Array): Position {
      const turned = multiply({ ...q, data: r }, q);
      return { q: turned, at: improve(turned) };
    },
  };
  const { state } = ascend<Position>(problem, { q, at }, { stationary: FLAT, maximumSteps: steps });
  if (state.at.loss < at.loss) Object.assign(walker, { ...state, reach: 1 });
}

/**
 * Steps downhill until one improves too little, or `steps` are done. A step goes further than to its own solution while that pays
 * (over-relaxed bound optimisation, Salakhutdinov & Roweis 2003); where it does not, it is taken as it is.
 */
function walk(walker: Walker, problem: AlignmentProblem, group: Group, steps: number, tolerance: number): void {
  for (let step = 0; step < steps && !walker.converged; step++) {
    const { q, at, reach } = walker;
    if (at.loss <= walker.negligible) {
      walker.converged = true;
      return;
    }
    const solution = group.closest(at.towards);
    walker.steps++;
    if (reach > 1 && group.continuous) {
      const further = group.closest(beyond(q, solution, reach));
      const there = problem.improve(further);
      if (there.loss < at.loss) {
        Object.assign(walker, { q: further, at: there, reach: Math.min(LONGEST_REACH, reach * 1.3) });
        continue;
      }
    }
    const there = problem.improve(solution);
    // Rounding apart the loss never rises; where it does, the older alignment is kept.
    if (there.loss <= at.loss) Object.assign(walker, { q: solution, at: there });
    const stalled = reach === 1 && !(at.loss - there.loss > tolerance * at.loss);
    walker.converged = stalled && !goNextDoor(walker, problem, group, tolerance);
    walker.reach = reach > 1 ? 1 : 1.5;
  }
}

/** Moves to the first neighbour that is better, if one is. */
function goNextDoor(walker: Walker, problem: AlignmentProblem, group: Group, tolerance: number): boolean {
  const { loss } = walker.at;
  for (const q of group.neighbours(walker.q)) {
    const at = problem.improve(q);
    if (!(loss - at.loss > tolerance * loss)) continue;
    Object.assign(walker, { q, at });
    return true;
  }
  return false;
}

/** Q0 + reach (Q1 - Q0) */
const beyond = (from: Matrix, to: Matrix, reach: number): Matrix => ({
  ...from,
  data: from.data.map((value, at) => value + reach * (to.data[at] - value)),
});
