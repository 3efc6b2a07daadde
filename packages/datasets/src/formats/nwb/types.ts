import type { NumericArray } from '../../types.js';

/** The values of a column, one a row of the table; `shape` begins with the number of rows. */
export type NwbColumn =
  | ({ readonly kind: 'numbers' } & NumericArray)
  | { readonly kind: 'booleans'; readonly data: Uint8Array; readonly shape: readonly number[] }
  | { readonly kind: 'strings'; readonly data: readonly string[]; readonly shape: readonly number[] }
  /** A column of lists of different lengths: one column a row. */
  | { readonly kind: 'ragged'; readonly rows: readonly NwbColumn[] }
  /** References to other objects and records, which are not read. */
  | { readonly kind: 'unsupported' };

/** A table of an NWB file; a column is read when it is asked for. */
export interface NwbTable {
  /** Number of rows. */
  readonly length: number;
  /** Names of the columns, without `id` and the indices of ragged ones. */
  readonly columns: readonly string[];
  /** Reads a column; throws UnknownNameError for one that is not there, FileFormatError for a damaged one. */
  column(name: string): NwbColumn;
}

/** One unit of a units table. */
export interface NwbUnit {
  /** Row in the table, from 0. */
  readonly row: number;
  /** Times of its spikes (s). */
  readonly spikeTimes: Float64Array;
  /** Start and end (s) of the intervals in which its spikes were looked for, [intervals, 2]; undefined: not stated. */
  readonly observed: NumericArray | undefined;
}

/** The table of units. */
export interface NwbUnits extends NwbTable {
  /** Reads one unit's spikes, and nothing of the others. */
  unit(row: number): NwbUnit;
  /** All units, one after the other, each read when its turn comes. */
  each(): IterableIterator<NwbUnit>;
}

/** A time series, such as the hand's position. */
export interface NwbSeries {
  /** Samples as they are stored, [samples, ...]; times `conversion` plus `offset` they are in `unit`. */
  readonly data: NumericArray;
  readonly unit: string | undefined;
  readonly conversion: number;
  readonly offset: number;
  /** Time of each sample (s). */
  readonly time: Float64Array;
}

/** An open NWB file. Every table is optional in the format. Close it when done. */
export interface NwbFile {
  /** Attributes of the root, such as `nwb_version`. */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly units: NwbUnits | undefined;
  readonly trials: NwbTable | undefined;
  /** Names of the tables under `/intervals`: trials, epochs and others. */
  readonly intervals: readonly string[];
  /** Reads a table under `/intervals`. */
  interval(name: string): NwbTable;
  /** Paths of the time series under `/processing` and `/acquisition`, such as `processing/behavior/hand_pos`. */
  readonly series: readonly string[];
  /** Reads a time series, or its samples from `start` up to `end` (exclusive). */
  readSeries(path: string, start?: number, end?: number): NwbSeries;
  /** Closes the file; nothing can be read afterwards. */
  close(): void;
}
