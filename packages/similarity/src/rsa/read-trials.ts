import { type Matrix, type MatrixInput, toMatrix } from '@lrsim/core';

/** Reads trials x channels in which NaN marks a channel that a trial lacks; all else is checked as `toMatrix` does. */
export function readTrials(where: string, argument: string, trials: MatrixInput): Matrix {
  const missing: number[] = [];
  let place = 0;
  const filled = (values: ArrayLike<number>) =>
    Float64Array.from(values, (value) => {
      if (Number.isNaN(value)) missing.push(place);
      place++;
      return Number.isNaN(value) ? 0 : value;
    });
  const matrix = toMatrix(where, argument, withRows(trials, filled));
  for (const at of missing) matrix.data[at] = Number.NaN;
  return matrix;
}

/** The same input, with each of its lists of numbers changed. */
function withRows(input: MatrixInput, change: (values: ArrayLike<number>) => Float64Array): MatrixInput {
  if (input === null || typeof input !== 'object') return input;
  if (Array.isArray(input))
    return input.map((row) =>
      typeof row?.[0] === 'number' ? change(row) : withRows(row, change),
    ) as unknown as MatrixInput;
  if ('dataSync' in input) return { data: change(input.dataSync()), shape: input.shape };
  if ('to1DArray' in input) return { data: change(input.to1DArray()), shape: [input.rows, input.columns] };
  return 'data' in input ? { data: change(input.data), shape: input.shape } : input;
}
