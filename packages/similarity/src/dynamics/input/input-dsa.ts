import { createRng, type Matrix } from '@lrsim/core';
import { multiply, multiplyTranspose, qr, svd, transposeMultiply } from '@lrsim/linalg';
import type { TrialsInput } from '../types.js';
import {
  type ControllabilityDistances,
  type ControllabilityScore,
  type ControlledSystem,
  controllabilityDistances,
  controllabilityMatrix,
  procrustesRotation,
} from './controllability.js';
import { dmdWithControl } from './dmd-with-control.js';

/** Activity and what drove it: the same trials and times. */
export interface DrivenActivity {
  /** [trials, time, units], [time, units], or a list of trials. */
  readonly states: TrialsInput;
  /** The same with inputs for units. */
  readonly inputs: TrialsInput;
}

/** Options of `inputDsa`. */
export interface InputDsaOptions {
  /** Default `angular`. */
  readonly score?: ControllabilityScore;
  /** Ridge of the fits (default 1e-8). */
  readonly lambda?: number;
  /** Whether the inputs may be rotated into one another as well: for inputs of which only the space is known (default false). */
  readonly alignInputs?: boolean;
}

/**
 * Dynamical similarity analysis of systems with inputs: DMD with control of each, then the distance of their controllability
 * matrices after the best rotation of the states (and, where asked, of the inputs).
 *
 * With `alignInputs` the two rotations are found in turns, from several starts; without, exactly.
 *
 * @throws ArgumentError for trials that do not correspond, or different numbers of units or inputs; NonFiniteError for NaN.
 * @source Huang et al. 2025, InputDSA (arXiv 2510.25943).
 */
export function inputDsa(
  x: DrivenActivity,
  y: DrivenActivity,
  { score = 'angular', lambda = 1e-8, alignInputs = false }: InputDsaOptions = {},
): ControllabilityDistances {
  const [a, b] = [x, y].map(({ states, inputs }) => dmdWithControl(states, inputs, { lambda }));
  if (!alignInputs) return controllabilityDistances(a, b, { score });
  const distances = startingTurns(a.b.columns).map((turn) => alignedInTurns(a, b, turn, score));
  return distances.reduce((best, one) => (one.joint < best.joint ? one : best));
}

/** Starts of the inputs' rotation: none, and random ones. */
const STARTS = 8;
const ROUNDS = 200;
/** A round that gains less than this relative to the distance is the last. */
const GAIN = 1e-10;

function startingTurns(inputs: number): Matrix[] {
  const rng = createRng('inputDsa');
  const identity = Float64Array.from({ length: inputs * inputs }, (_, at) => (at % (inputs + 1) === 0 ? 1 : 0));
  const random = () => qr({ rows: inputs, columns: inputs, data: identity.map(() => rng.normal()) }).q;
  return [{ rows: inputs, columns: inputs, data: identity }, ...Array.from({ length: STARTS - 1 }, random)];
}

/** The states' rotation for given inputs, then the inputs' for given states, until neither brings the systems nearer. */
function alignedInTurns(
  x: ControlledSystem,
  y: ControlledSystem,
  start: Matrix,
  score: ControllabilityScore,
): ControllabilityDistances {
  const turned = (turn: Matrix) => ({ a: y.a, b: multiplyTranspose(y.b, turn) });
  let turn = start;
  let best = controllabilityDistances(x, turned(turn), { score });
  for (let round = 0; round < ROUNDS; round++) {
    const next = inputRotation(x, y, turned(turn));
    const distances = controllabilityDistances(x, turned(next), { score });
    if (!(distances.joint < best.joint * (1 - GAIN))) break;
    [turn, best] = [next, distances];
  }
  return best;
}

/** The rotation of y's inputs that brings its controllability matrix nearest to x's under the states' rotation for `turned`. */
function inputRotation(x: ControlledSystem, y: ControlledSystem, turned: ControlledSystem): Matrix {
  const [kx, ky] = [controllabilityMatrix(x), controllabilityMatrix(y)];
  const carried = multiply(procrustesRotation(kx, controllabilityMatrix(turned), 'inputDsa'), ky);
  // Every block is a map from the inputs: as one matrix, blocks below one another.
  const { u, v } = svd(transposeMultiply(stacked(kx, x.b.columns), stacked(carried, y.b.columns)));
  return multiplyTranspose(u, v);
}

/** The blocks of `width` columns below one another. */
function stacked({ rows, columns, data }: Matrix, width: number): Matrix {
  const blocks = columns / width;
  const out = new Float64Array(data.length);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < blocks; k++)
      out.set(data.subarray(i * columns + k * width, i * columns + (k + 1) * width), (k * rows + i) * width);
  return { rows: rows * blocks, columns: width, data: out };
}
