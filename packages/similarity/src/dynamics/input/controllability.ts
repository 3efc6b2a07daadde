import { ArgumentError, lookUp, type Matrix } from '@lrsim/core';
import { frobeniusNorm, multiply, multiplyTranspose, svd, transpose } from '@lrsim/linalg';
import { angleOfChord } from '../../angles.js';

/** A linear system with input: x(t + 1) = A x(t) + B u(t); A states x states, B states x inputs. */
export interface ControlledSystem {
  readonly a: Matrix;
  readonly b: Matrix;
}

/** `euclidean`: the norm of the difference after alignment; `angular`: the angle in radians. */
export type ControllabilityScore = 'euclidean' | 'angular';

/** Distances of two systems under the one rotation that aligns their controllability matrices. */
export interface ControllabilityDistances {
  readonly joint: number;
  /** Between A1 and C A2 C'. */
  readonly state: number;
  /** Between B1 and C B2. */
  readonly control: number;
}

/**
 * Distances of two systems with the same inputs, over rotations and reflections C of the states: min_C |K1 - C K2| with
 * K = [B, AB, A'B, A^2 B, A'^2 B, ...] of 2n - 1 blocks, and, under that C, those of A and of B alone. Exact, no search.
 *
 * @throws ArgumentError for different numbers of states or inputs.
 * @source Huang et al. 2025, InputDSA (arXiv 2510.25943); the C that solves the Procrustes problem, not its transpose.
 */
export function controllabilityDistances(
  x: ControlledSystem,
  y: ControlledSystem,
  { score = 'euclidean' }: { readonly score?: ControllabilityScore } = {},
): ControllabilityDistances {
  const distance = lookUp('controllability score', scores, score);
  checkSystem('x', x);
  checkSystem('y', y);
  const [kx, ky] = [controllabilityMatrix(x), controllabilityMatrix(y)];
  const c = procrustesRotation(kx, ky, 'controllabilityDistances');
  return {
    joint: distance(kx, multiply(c, ky)),
    state: distance(x.a, multiplyTranspose(multiply(c, y.a), c)),
    control: distance(x.b, multiply(c, y.b)),
  };
}

/** Distance of two input matrices, states x inputs, after the best rotation of the states alone. */
export function inputMatrixDistance(
  x: Matrix,
  y: Matrix,
  { score = 'euclidean' }: { readonly score?: ControllabilityScore } = {},
): number {
  const distance = lookUp('controllability score', scores, score);
  return distance(x, multiply(procrustesRotation(x, y, 'inputMatrixDistance'), y));
}

const scores: Readonly<Record<ControllabilityScore, (x: Matrix, y: Matrix) => number>> = {
  euclidean: (x, y) => frobeniusNorm(difference(x, 1, y, 1)),
  angular: (x, y) => angleOfChord(frobeniusNorm(difference(x, frobeniusNorm(x), y, frobeniusNorm(y)))),
};

const difference = (x: Matrix, xNorm: number, y: Matrix, yNorm: number): Matrix => ({
  ...x,
  data: x.data.map((value, at) => value / (xNorm || 1) - y.data[at] / (yNorm || 1)),
});

/** The orthogonal C that makes |X - C Y| least. */
export function procrustesRotation(x: Matrix, y: Matrix, where: string): Matrix {
  if (x.rows !== y.rows || x.columns !== y.columns)
    throw new ArgumentError(
      `${where}: y has ${y.rows} states and ${y.columns} columns of inputs, x has ${x.rows} and ${x.columns}; expected the same`,
    );
  const { u, v } = svd(multiplyTranspose(x, y));
  return multiplyTranspose(u, v);
}

/** [B, AB, A'B, A^2 B, A'^2 B, ...], 2n - 1 blocks. */
export function controllabilityMatrix({ a, b }: ControlledSystem): Matrix {
  const blocks = [b];
  let [forward, backward] = [b, b];
  const turned = transpose(a);
  for (let i = 1; i < a.rows; i++) {
    [forward, backward] = [multiply(a, forward), multiply(turned, backward)];
    blocks.push(forward, backward);
  }
  const columns = blocks.length * b.columns;
  const data = new Float64Array(b.rows * columns);
  blocks.forEach((block, k) => {
    for (let i = 0; i < b.rows; i++)
      data.set(block.data.subarray(i * b.columns, (i + 1) * b.columns), i * columns + k * b.columns);
  });
  return { rows: b.rows, columns, data };
}

function checkSystem(argument: string, { a, b }: ControlledSystem): void {
  if (a.rows !== a.columns || b.rows !== a.rows)
    throw new ArgumentError(
      `controllabilityDistances: ${argument} has a of ${a.rows} x ${a.columns} and b of ${b.rows} x ${b.columns}; expected a square and b with a row per state`,
    );
}
