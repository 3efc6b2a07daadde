import { ArgumentError } from '@lrsim/core';
import type { NwbColumn, NwbFile, NwbSeries, NwbTable, NwbUnit } from '../../formats/nwb/types.js';
import type { Hdf5Source } from '../hdf5-source.js';
import type { FileFacts, NwbCall, TableFacts } from './nwb-calls.js';
import { startHdf5Worker } from './timed-worker.js';

/**
 * Opens an NWB file in a worker, where each call may take so long: whatever a damaged file makes of the HDF5 library, this thread
 * goes on.
 */
export async function timedNwb(where: string, source: Hdf5Source, timeLimitMs: number): Promise<NwbFile> {
  const { worker, first } = await startHdf5Worker(where, { reader: 'nwb', source }, timeLimitMs);
  let closed = false;
  const ask = <T>(name: NwbCall['name'], ...given: readonly unknown[]): T => {
    if (closed) throw new ArgumentError(`${where} is closed; read from it before close()`);
    return worker.ask({ name, arguments: given } satisfies NwbCall) as T;
  };
  const table = ({ length, columns }: TableFacts, at: unknown): NwbTable => ({
    length,
    columns,
    column: (name) => ask<NwbColumn>('column', at, name),
  });
  const unit = (row: number) => ask<NwbUnit>('unit', row);
  const { attributes, units, trials, intervals, series } = first as FileFacts;
  const each = function* () {
    for (let row = 0; row < (units?.length ?? 0); row++) yield unit(row);
  };
  return {
    attributes,
    units: units && { ...table(units, 'units'), unit, each },
    trials: trials && table(trials, 'trials'),
    intervals,
    interval: (name) => table(ask<TableFacts>('interval', name), { interval: name }),
    series,
    readSeries: (name, start, end) => ask<NwbSeries>('series', name, start, end),
    close() {
      if (closed) return;
      try {
        ask('close');
      } finally {
        closed = true;
        worker.end();
      }
    },
  };
}
