import { ArgumentError } from '@lrsim/core';
import type { Label } from './types.js';

/** Labels as indices into the distinct ones. */
export interface Grouping {
  /** The distinct labels, ascending: numbers by value, before texts by code unit. */
  readonly labels: readonly Label[];
  /** For each row, which of them it has. */
  readonly groupOf: Int32Array;
  /** How many rows each has. */
  readonly counts: Int32Array;
}

const ascending = (a: Label, b: Label) => {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
};

/** Groups rows by their labels. */
export function groupBy(where: string, argument: string, given: ArrayLike<Label>, rows: number): Grouping {
  if (given.length !== rows)
    throw new ArgumentError(`${where}: ${argument} has ${given.length} labels; expected ${rows}, one for each trial`);
  const list = Array.from(given);
  list.forEach((label, at) => {
    if (typeof label !== 'string' && !Number.isFinite(label))
      throw new ArgumentError(`${where}: ${argument} is ${label} at [${at}]; expected a number or a text`);
  });
  const labels = [...new Set(list)].sort(ascending);
  const index = new Map(labels.map((label, at) => [label, at]));
  const groupOf = Int32Array.from(list, (label) => index.get(label) ?? 0);
  const counts = new Int32Array(labels.length);
  for (const group of groupOf) counts[group]++;
  return { labels, groupOf, counts };
}

/** The default runs: how many trials of the same condition came before each trial. */
export function runsByOccurrence({ groupOf, labels }: Grouping): Int32Array {
  const seen = new Int32Array(labels.length);
  return groupOf.map((group) => seen[group]++);
}
