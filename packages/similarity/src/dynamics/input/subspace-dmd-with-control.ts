import { ArgumentError, checkInteger, checkNumber, lookUp, type Matrix } from '@lrsim/core';
import {
  leadingColumns,
  leastSquares,
  multiply,
  qr,
  scaleColumns,
  solvePositiveDefinite,
  svd,
  transpose,
  transposeMultiply,
} from '@lrsim/linalg';
import { stackRows } from '../../stack-rows.js';
import { ridgeRegression } from '../dmd/dmd.js';
import { readTrials, rowsBetween } from '../trials.js';
import type { TrialsInput } from '../types.js';
import type { ControlledSystem } from './controllability.js';

/** How the part of the future that the past explains, at given inputs, is found. */
export type SubspaceProjection = 'oblique' | 'orthogonal';

/** Options of `subspaceDmdWithControl`. */
export interface SubspaceOptions {
  /** Samples of the past, and of the future, that a state sums up (default 1). */
  readonly nDelays?: number;
  /** Dimension of the state; by default the fewest singular values with 0.999 of the sum of squares. */
  readonly rank?: number;
  /** Ridge on the regression of the states (default 1e-8). */
  readonly lambda?: number;
  /**
   * Default `oblique` (N4SID by QR), exact for a system without noise. `orthogonal` projects the inputs to come out of past and
   * future: the order shows in it, but the states lose what those inputs happen to share with them, and A is off by that.
   */
  readonly projection?: SubspaceProjection;
}

/** A controlled system in the coordinates of its hidden state, x(t + 1) = A x + B u, y = C x. */
export interface SubspaceSystem extends ControlledSystem {
  /** Units x states. */
  readonly c: Matrix;
  /** Of the projected future, descending: the order of the system shows in them. */
  readonly singularValues: Float64Array;
}

/** Past, inputs to come and outputs to come, a row for each window. */
interface Windows {
  readonly past: Matrix;
  readonly futureInputs: Matrix;
  readonly future: Matrix;
}

const projections: Readonly<Record<SubspaceProjection, (windows: Windows, lambda: number) => Matrix>> = {
  // [U_f Z_p Y_f] = QR; what Z_p adds to U_f in explaining Y_f is Z_p R_22^+ R_23.
  oblique({ past, futureInputs, future }) {
    const [inputs, pasts] = [futureInputs.columns, past.columns];
    const { r } = qr(besides([futureInputs, past, future]));
    const rows = rowsBetween(r, inputs, inputs + pasts);
    const after = transpose(rowsBetween(transpose(rows), inputs, r.columns));
    const r22 = leadingColumns(after, pasts);
    const r23 = transpose(rowsBetween(transpose(after), pasts, after.columns));
    return multiply(past, leastSquares(r22, r23, 1e-15));
  },
  orthogonal({ past, futureInputs, future }, lambda) {
    const without = (a: Matrix) => minus(a, multiply(futureInputs, ridge(futureInputs, a, lambda)));
    const [z, y] = [without(past), without(future)];
    return multiply(z, ridge(z, y, lambda));
  },
};

/**
 * Subspace identification of a system with inputs whose states are hidden: the past of inputs and outputs is projected onto
 * the outputs to come, at given inputs to come; its leading directions are the states, and A and B follow by ridge regression
 * within trials. A is defined up to a change of coordinates, so its eigenvalues are what to compare.
 *
 * @param outputs - [trials, time, units], one trial [time, units], or a list of trials; those of at most 2 nDelays samples say
 *   nothing and are left out.
 * @param inputs - the same trials and times.
 * @throws ArgumentError for trials that do not correspond, or too few samples for nDelays.
 * @source Van Overschee & De Moor 1996, Subspace Identification for Linear Systems, chapter 4 (N4SID).
 */
export function subspaceDmdWithControl(
  outputs: TrialsInput,
  inputs: TrialsInput,
  { nDelays = 1, rank, lambda = 1e-8, projection = 'oblique' }: SubspaceOptions = {},
): SubspaceSystem {
  const where = 'subspaceDmdWithControl';
  checkInteger(where, 'nDelays', nDelays);
  checkNumber(where, 'lambda', lambda, 0);
  if (rank !== undefined) checkInteger(where, 'rank', rank);
  const [y, u] = [readTrials(where, 'outputs', outputs), readTrials(where, 'inputs', inputs)];
  if (y.length !== u.length || y.some(({ rows }, k) => rows !== u[k].rows))
    throw new ArgumentError(
      `${where}: outputs has ${y.length} trials of ${y.map(({ rows }) => rows).join(', ')} samples, inputs has ${u.length} of ${u.map(({ rows }) => rows).join(', ')}; expected the same`,
    );
  const used = y.flatMap(({ rows }, k) => (rows > 2 * nDelays ? [k] : []));
  const counts = used.map((k) => y[k].rows - 2 * nDelays);
  const needed = 2 * nDelays * (u[0].columns + y[0].columns);
  const found = counts.reduce((sum, count) => sum + count, 0);
  if (found < needed)
    throw new ArgumentError(
      `${where}: nDelays ${nDelays} leaves ${found} windows; expected at least ${needed}; use fewer delays`,
    );

  const windowsOf = (trials: readonly Matrix[], start: number) =>
    stackRows(used.map((k, i) => windows(trials[k], start, nDelays, counts[i])));
  const projected = lookUp(
    'projection',
    projections,
    projection,
  )(
    {
      past: besides([windowsOf(u, 0), windowsOf(y, 0)]),
      futureInputs: windowsOf(u, nDelays),
      future: windowsOf(y, nDelays),
    },
    lambda,
  );
  const { u: left, values, v } = svd(projected);
  const kept = Math.min(rank ?? fewestWith(0.999, values), values.length);
  const roots = values.map(Math.sqrt);
  const states = scaleColumns(leadingColumns(left, kept), roots);

  const [before, after]: Matrix[][] = [[], []];
  let at = 0;
  used.forEach((k, i) => {
    const mine = rowsBetween(states, at, at + counts[i]);
    const driving = rowsBetween(u[k], nDelays, nDelays + counts[i] - 1);
    before.push(besides([rowsBetween(mine, 0, counts[i] - 1), driving]));
    after.push(rowsBetween(mine, 1, counts[i]));
    at += counts[i];
  });
  const both = ridgeRegression(stackRows(before), stackRows(after), lambda);
  return {
    a: leadingColumns(transpose(both), kept),
    b: transpose(rowsBetween(both, kept, both.rows)),
    c: scaleColumns(leadingColumns(rowsBetween(v, 0, y[0].columns), kept), roots),
    singularValues: values,
  };
}

/** `count` rows of `length` successive samples each, the first from `start`. */
function windows({ columns, data }: Matrix, start: number, length: number, count: number): Matrix {
  const width = length * columns;
  const rows = new Float64Array(count * width);
  for (let j = 0; j < count; j++)
    rows.set(data.subarray((start + j) * columns, (start + j) * columns + width), j * width);
  return { rows: count, columns: width, data: rows };
}

/** Matrices of the same rows beside one another. */
function besides(parts: readonly Matrix[]): Matrix {
  const [rows, columns] = [parts[0].rows, parts.reduce((sum, part) => sum + part.columns, 0)];
  const data = new Float64Array(rows * columns);
  let offset = 0;
  for (const part of parts) {
    for (let i = 0; i < rows; i++)
      data.set(part.data.subarray(i * part.columns, (i + 1) * part.columns), i * columns + offset);
    offset += part.columns;
  }
  return { rows, columns, data };
}

/** (X'X + lambda I)^-1 X'Y. */
function ridge(x: Matrix, y: Matrix, lambda: number): Matrix {
  const gram = transposeMultiply(x, x);
  for (let i = 0; i < gram.rows; i++) gram.data[i * gram.columns + i] += lambda;
  return solvePositiveDefinite(gram, transposeMultiply(x, y));
}

const minus = (a: Matrix, b: Matrix): Matrix => ({ ...a, data: a.data.map((value, at) => value - b.data[at]) });

function fewestWith(share: number, values: Float64Array): number {
  const total = values.reduce((sum, value) => sum + value * value, 0);
  let held = 0;
  for (let i = 0; i < values.length; i++) {
    held += values[i] * values[i];
    if (held >= share * total) return i + 1;
  }
  return values.length;
}
