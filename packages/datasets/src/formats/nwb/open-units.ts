import { ArgumentError } from '@lrsim/core';
import type { Group } from 'h5wasm';
import type { NumericArray } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import type { Hdf5File } from '../hdf5/open-hdf5.js';
import { readDataset } from '../hdf5/read-dataset.js';
import { type OpenTable, openTable } from './read-table.js';
import type { NwbUnit } from './types.js';

/** A table of units, for reading. Its methods do not guard: what opens a file does. */
export interface OpenUnits extends OpenTable {
  unit(row: number): NwbUnit;
}

/** Opens a table of units. The index of a column is read and checked once, spikes unit by unit. */
export function openUnits(file: Hdf5File, group: Group): OpenUnits {
  const table = openTable(file, group);
  const known = new Map<string, ArrayLike<number>>();
  const endsOf = (column: string): ArrayLike<number> => {
    const ends = known.get(column) ?? table.ends(column);
    if (ends.length !== table.length)
      fileProblem(file.where, `has an index of ${column} for ${ends.length} units; expected ${table.length}`);
    known.set(column, ends);
    return ends;
  };
  /** The rows of a ragged column that belong to a unit. */
  const valuesOf = (column: string, row: number): NumericArray | undefined => {
    if (!Object.hasOwn(table.datasets, column)) return undefined;
    if (!Object.hasOwn(table.datasets, `${column}_index`))
      fileProblem(file.where, `has ${column} without ${column}_index, which says whose they are`);
    const ends = endsOf(column);
    const values = readDataset(file, table.datasets[column], [row === 0 ? 0 : ends[row - 1], ends[row]]);
    return values.kind === 'numbers' ? values : fileProblem(file.where, `has ${column} that are no numbers`);
  };
  const unit = (row: number): NwbUnit => {
    if (!(Number.isInteger(row) && row >= 0 && row < table.length))
      throw new ArgumentError(`openNwb: row is ${row}; expected a whole number from 0 to ${table.length - 1}`);
    const spikes = valuesOf('spike_times', row);
    if (!spikes) return fileProblem(file.where, 'has units without spike_times');
    if (spikes.shape.length !== 1)
      fileProblem(file.where, `has spike_times of ${spikes.shape.length} axes; expected one`);
    const observed = valuesOf('obs_intervals', row);
    if (observed && (observed.shape.length !== 2 || observed.shape[1] !== 2))
      fileProblem(file.where, `has obs_intervals of the shape [${observed.shape.join(', ')}]; expected [intervals, 2]`);
    return {
      row,
      spikeTimes: Float64Array.from(spikes.data),
      observed: observed && { data: observed.data, shape: observed.shape },
    };
  };
  return { ...table, unit };
}
