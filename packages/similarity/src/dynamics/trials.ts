import { ArgumentError, type Matrix, type MatrixInput, viewNdArray } from '@lrsim/core';
import type { TrialsInput } from './types.js';

/**
 * Reads trials, each as a matrix of time x units; equal numbers of units, any lengths. They may be in the caller's own memory: to be
 * read at once, not kept, not written to.
 */
export function readTrials(where: string, argument: string, input: TrialsInput): Matrix[] {
  if (!isList(input)) return trialsOf(where, argument, input);
  const trials = input.flatMap((part, i) => trialsOf(where, `${argument}[${i}]`, part));
  const units = trials[0].columns;
  trials.forEach((trial, i) => {
    if (trial.columns !== units)
      throw new ArgumentError(
        `${where}: ${argument} has ${trial.columns} units in trial ${i}, ${units} in trial 0; expected the same in every trial`,
      );
  });
  return trials;
}

/** Whether it is a list of arrays rather than of rows of numbers. */
function isList(input: TrialsInput): input is readonly MatrixInput[] {
  if (!Array.isArray(input) || input.length === 0) return false;
  return input.every(
    (part) => part !== null && typeof part === 'object' && !(ArrayBuffer.isView(part) || typeof part[0] === 'number'),
  );
}

function trialsOf(where: string, argument: string, input: MatrixInput): Matrix[] {
  const { data, shape } = viewNdArray(where, argument, input);
  const columns = shape[shape.length - 1];
  const rows = shape[shape.length - 2];
  const size = rows * columns;
  return Array.from({ length: data.length / size }, (_, k) => ({
    rows,
    columns,
    data: data.subarray(k * size, (k + 1) * size),
  }));
}

/** Rows from `start` up to `end` of a matrix, sharing its storage. */
export const rowsBetween = ({ columns, data }: Matrix, start: number, end: number): Matrix => ({
  rows: end - start,
  columns,
  data: data.subarray(start * columns, end * columns),
});
