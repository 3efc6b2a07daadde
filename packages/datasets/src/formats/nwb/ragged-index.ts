import { fileProblem } from '../file-problem.js';

/**
 * Checks the ends of a ragged column's rows: whole, never falling, the last where the data ends. Files cut short or
 * exported without their data have ends past it; slicing by those would return other rows' values.
 */
export function checkRaggedIndex(where: string, column: string, ends: ArrayLike<number>, length: number): void {
  for (let row = 0, start = 0; row < ends.length; start = ends[row++])
    if (!(Number.isInteger(ends[row]) && ends[row] >= start))
      fileProblem(
        where,
        `has an index of ${column} that falls from ${start} to ${ends[row]} at row ${row}; it is damaged`,
      );
  const last = ends.length === 0 ? 0 : ends[ends.length - 1];
  if (last !== length)
    fileProblem(
      where,
      `has an index of ${column} that ends at ${last} where the data has ${length} values; it was cut short or is damaged`,
    );
}
