import { ArgumentError, type Matrix } from '@lrsim/core';
import type { Label } from './types.js';

/** Labels as indices of classes, in the order of their first trial. */
export interface Classes<L extends Label> {
  readonly classes: readonly L[];
  readonly indices: Int32Array;
  readonly counts: Float64Array;
}

/** Reads one label for each trial, of at least two classes. */
export function readClasses<L extends Label>(where: string, labels: readonly L[], trials: number): Classes<L> {
  if (labels.length !== trials)
    throw new ArgumentError(
      `${where}: labels has ${labels.length} labels, x has ${trials} trials; expected one for each`,
    );
  const classes = [...new Set(labels)];
  if (classes.length < 2)
    throw new ArgumentError(`${where}: labels names ${classes.length} class; expected at least 2 to tell apart`);
  const at = new Map(classes.map((label, k) => [label, k]));
  const indices = Int32Array.from(labels, (label) => at.get(label) as number);
  const counts = new Float64Array(classes.length);
  for (const k of indices) counts[k]++;
  return { classes, indices, counts };
}

/** The rows at some positions. */
export function rowsAt({ columns, data }: Matrix, positions: ArrayLike<number>): Matrix {
  const kept = new Float64Array(positions.length * columns);
  for (let i = 0; i < positions.length; i++)
    kept.set(data.subarray(positions[i] * columns, (positions[i] + 1) * columns), i * columns);
  return { rows: positions.length, columns, data: kept };
}

/** The column of the largest value in each row, the first of equal ones. */
export function largestColumns({ rows, columns, data }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => {
    let best = 0;
    for (let k = 1; k < columns; k++) if (data[i * columns + k] > data[i * columns + best]) best = k;
    return best;
  });
}
