import { ArgumentError, lookUp } from '@lrsim/core';
import type { Grouping, TrialTable } from './types.js';

/** The trials of a table that count, with the label of the condition of each. */
export interface GroupedTrials {
  /** Rows of the table. */
  readonly rows: readonly number[];
  /** The condition of each of them, such as 'direction=90, context=1'. */
  readonly conditions: readonly string[];
}

/** Groups trials by the values, or ranks of the values, of some columns. A trial with a missing value in one of them does not count. */
export function groupTrials(
  table: TrialTable,
  { by, ranked = [], tolerance = 1e-6, keep = () => true }: Grouping,
): GroupedTrials {
  const where = 'groupTrials';
  if (by.length === 0) throw new ArgumentError(`${where}: by is empty; expected at least one column`);
  const columns = by.map((name) => lookUp('column of trials', table, name));
  const count = trialsOf(table);
  const ranks = columns.map((column, c) => lookUpRanks(column, tolerance, ranked.includes(by[c])));
  const names = Object.keys(table);
  const rows = Array.from({ length: count }, (_, row) => row).filter((row) => {
    const missing = columns.some((column) => Number.isNaN(column[row]) || column[row] === '');
    return !missing && keep(Object.fromEntries(names.map((name) => [name, table[name][row]])));
  });
  return { rows, conditions: rows.map((row) => by.map((name, c) => `${name}=${ranks[c](row)}`).join(', ')) };
}

/** The number of trials of a table. @throws ArgumentError for columns of different lengths. */
export function trialsOf(table: TrialTable): number {
  const lengths = Object.entries(table).map(([name, column]) => [name, column.length] as const);
  if (lengths.length === 0) throw new ArgumentError('trials: the table has no columns; expected at least one');
  const [first, count] = lengths[0];
  const other = lengths.find(([, length]) => length !== count);
  if (other)
    throw new ArgumentError(
      `trials: column ${other[0]} has ${other[1]} rows, ${first} has ${count}; expected the same`,
    );
  return count;
}

/** What a row's value is called: itself, or its rank among the distinct values. */
function lookUpRanks(
  column: ArrayLike<number | string>,
  tolerance: number,
  byRank: boolean,
): (row: number) => number | string {
  const numbers = Array.from(column).filter(
    (value): value is number => typeof value === 'number' && Number.isFinite(value),
  );
  const levels: number[] = [];
  for (const value of numbers.sort((a, b) => a - b))
    if (levels.length === 0 || value - levels[levels.length - 1] > tolerance) levels.push(value);
  return (row) => {
    const value = column[row];
    if (typeof value === 'string') return value;
    const rank = levels.findIndex((level) => Math.abs(value - level) <= tolerance);
    return byRank ? rank : levels[rank];
  };
}
