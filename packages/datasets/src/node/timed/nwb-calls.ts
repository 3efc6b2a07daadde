import type { ErrorParts } from '@lrsim/core';
import type { NwbFile, NwbTable } from '../../formats/nwb/types.js';

/** What a table has before a column is read. */
export interface TableFacts {
  readonly length: number;
  readonly columns: readonly string[];
}

/** What an open file has before anything is read. */
export interface FileFacts {
  readonly attributes: NwbFile['attributes'];
  readonly units: TableFacts | undefined;
  readonly trials: TableFacts | undefined;
  readonly intervals: readonly string[];
  readonly series: readonly string[];
}

/** One call of an open file's methods, as it goes to the worker. */
export interface NwbCall {
  readonly name: keyof typeof nwbCalls;
  readonly arguments: readonly unknown[];
}

/** What comes back. */
export type Answer = { readonly value: unknown } | { readonly error: ErrorParts };

const factsOf = (table: NwbTable | undefined): TableFacts | undefined =>
  table && { length: table.length, columns: table.columns };

const tableOf = (nwb: NwbFile, where: 'units' | 'trials' | { readonly interval: string }) =>
  (typeof where === 'object' ? nwb.interval(where.interval) : nwb[where]) as NwbTable;

/** The calls that a worker answers, of the file it has open. What they give can be copied between threads. */
export const nwbCalls = {
  file: (nwb: NwbFile): FileFacts => ({
    attributes: nwb.attributes,
    units: factsOf(nwb.units),
    trials: factsOf(nwb.trials),
    intervals: nwb.intervals,
    series: nwb.series,
  }),
  interval: (nwb: NwbFile, name: string) => factsOf(nwb.interval(name)),
  column: (nwb: NwbFile, where: Parameters<typeof tableOf>[1], name: string) => tableOf(nwb, where).column(name),
  unit: (nwb: NwbFile, row: number) => nwb.units?.unit(row),
  series: (nwb: NwbFile, path: string, start?: number, end?: number) => nwb.readSeries(path, start, end),
  close: (nwb: NwbFile) => nwb.close(),
} as const;
