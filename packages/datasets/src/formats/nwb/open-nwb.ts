import { ArgumentError, lookUp } from '@lrsim/core';
import type { Group } from 'h5wasm';
import { guarded } from '../hdf5/guarded.js';
import { type Hdf5File, openHdf5 } from '../hdf5/open-hdf5.js';
import { readAttribute } from '../hdf5/read-attribute.js';
import { type OpenUnits, openUnits } from './open-units.js';
import { findSeries, readSeries } from './read-series.js';
import { type OpenTable, openTable } from './read-table.js';
import type { NwbFile, NwbTable, NwbUnit, NwbUnits } from './types.js';

/**
 * Opens an NWB 2 file (HDF5) in memory; needs the package `h5wasm`. Tables, spikes and time series are read when asked
 * for. Close the file when done: until then its bytes stay in the memory of h5wasm.
 *
 * For files on disk, `openNwbFile` of `@lrsim/datasets/node` reads the parts asked for only.
 *
 * @param name - the file's name, for messages.
 * @throws FileFormatError for another, damaged or truncated file, here or in what reads from it.
 * @throws ArgumentError where h5wasm is not installed.
 * Source: NWB Format Specification 2.x, https://nwb-schema.readthedocs.io.
 */
export async function openNwb(bytes: Uint8Array, name = 'the file'): Promise<NwbFile> {
  return nwbFile(await openHdf5(`openNwb: ${name}`, bytes));
}

/** The content of an open HDF5 file as NWB; closes it where it cannot be that. */
export function nwbFile(file: Hdf5File): NwbFile {
  let closed = false;
  const guard = <T>(read: () => T): T => {
    if (closed) throw new ArgumentError(`${file.where} is closed; read from it before close()`);
    return guarded(file.h5wasm, file.where, read);
  };
  const close = () => {
    if (closed) return;
    closed = true;
    file.close();
  };
  try {
    return { ...guard(() => contentOf(file, guard)), close };
  } catch (error) {
    try {
      close();
    } catch {
      // What went wrong first says more.
    }
    throw error;
  }
}

type Guard = <T>(read: () => T) => T;

function contentOf(file: Hdf5File, guard: Guard): Omit<NwbFile, 'close'> {
  const units = groupOf(file, file.root, 'units');
  const parent = groupOf(file, file.root, 'intervals');
  const tables = Object.fromEntries(
    (parent?.keys() ?? []).flatMap((name) => {
      const group = parent && groupOf(file, parent, name);
      return group ? [[name, group] as const] : [];
    }),
  );
  const interval = (name: string) =>
    guardTable(
      guard,
      guard(() => openTable(file, lookUp(`table in ${file.where}`, tables, name))),
    );
  const series = findSeries(file);
  return {
    attributes: rootAttributes(file),
    units: units && guardUnits(guard, openUnits(file, units)),
    trials: Object.hasOwn(tables, 'trials') ? guardTable(guard, openTable(file, tables.trials)) : undefined,
    intervals: Object.keys(tables),
    interval,
    series: Object.keys(series),
    readSeries: (path, start, end) =>
      guard(() => readSeries(file, lookUp(`time series in ${file.where}`, series, path), start, end)),
  };
}

function groupOf(file: Hdf5File, parent: Group, name: string): Group | undefined {
  const group = parent.keys().includes(name) ? parent.get(name) : undefined;
  return group instanceof file.h5wasm.Group ? group : undefined;
}

const guardTable = (guard: Guard, { length, columns, column }: OpenTable): NwbTable => ({
  length,
  columns,
  column: (name) => guard(() => column(name)),
});

function guardUnits(guard: Guard, units: OpenUnits): NwbUnits {
  const unit = (row: number): NwbUnit => guard(() => units.unit(row));
  const each = function* () {
    for (let row = 0; row < units.length; row++) yield unit(row);
  };
  return { ...guardTable(guard, units), unit, each };
}

function rootAttributes(file: Hdf5File): Record<string, string | number> {
  const names = file.h5wasm.Module.get_attribute_names(file.root.file_id, file.root.path);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = readAttribute(file, file.root, name);
      return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [];
    }),
  );
}
