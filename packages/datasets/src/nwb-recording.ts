import { FileFormatError } from '@lrsim/core';
import type { NwbColumn, NwbFile, NwbTable, NwbUnit } from './formats/nwb/types.js';
import {
  type RecordingFromTrials,
  type RecordingFromTrialsOptions,
  recordingFromSpikes,
  type TrialTable,
  type UnitSpikes,
} from './recipe/index.js';

/** Options of a recording from an NWB file. */
export interface NwbRecordingOptions extends RecordingFromTrialsOptions {
  /** Units that count, by their row (default all). */
  readonly keepUnit?: (row: number) => boolean;
}

/**
 * A recording from the units and trials of an open NWB file: spikes are counted around an event of each trial, and what lies outside the
 * intervals in which a unit was observed is missing, not silent. Units are read one at a time, so that files may be larger than memory.
 *
 * @throws FileFormatError for a file without units or trials; errors of `recordingFromSpikes`.
 */
export async function nwbRecording(nwb: NwbFile, options: NwbRecordingOptions): Promise<RecordingFromTrials> {
  const { units, trials } = nwb;
  if (!units || !trials)
    throw new FileFormatError(
      `nwbRecording: the file has no ${units ? 'trials' : 'units'}; expected both. It has the tables ${nwb.intervals.join(', ') || 'none'}`,
    );
  const { keepUnit = () => true } = options;
  const read = function* (): Generator<UnitSpikes> {
    for (let row = 0; row < units.length; row++) if (keepUnit(row)) yield unitSpikes(units.unit(row));
  };
  return recordingFromSpikes(read(), trialTable(trials), options);
}

/** The columns of a table of trials that are one number or text each; others cannot tell conditions apart. */
export function trialTable(table: NwbTable): TrialTable {
  return Object.fromEntries(
    table.columns.flatMap((name) => {
      const values = plainValues(table.column(name), table.length);
      return values ? [[name, values] as const] : [];
    }),
  );
}

function plainValues(column: NwbColumn, rows: number): ArrayLike<number | string> | undefined {
  if (column.kind === 'ragged' || column.kind === 'unsupported') return undefined;
  return column.data.length === rows ? column.data : undefined;
}

/** A unit as the recipe takes it. */
export function unitSpikes({ row, spikeTimes, observed }: NwbUnit): UnitSpikes {
  const intervals = observed
    ? Array.from(
        { length: observed.shape[0] },
        (_, k) => [Number(observed.data[2 * k]), Number(observed.data[2 * k + 1])] as const,
      )
    : undefined;
  return { name: `unit ${row}`, spikeTimes, ...(intervals ? { observed: intervals } : {}) };
}
