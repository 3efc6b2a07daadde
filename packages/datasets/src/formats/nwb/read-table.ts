import { lookUp } from '@lrsim/core';
import type { Dataset, Group } from 'h5wasm';
import { fileProblem } from '../file-problem.js';
import type { Hdf5File } from '../hdf5/open-hdf5.js';
import { type Hdf5Values, readDataset } from '../hdf5/read-dataset.js';
import { checkRaggedIndex } from './ragged-index.js';
import type { NwbColumn, NwbTable } from './types.js';

/** A table with its datasets, for reading. Its `column` does not guard: what opens a file does. */
export interface OpenTable extends NwbTable {
  readonly datasets: Readonly<Record<string, Dataset>>;
  /** The ends of the rows of a ragged column, checked against the data's length. */
  ends(column: string): ArrayLike<number>;
}

/** Opens a dynamic table: a group of datasets, one a column; a ragged one has its rows' ends in `<name>_index`. */
export function openTable(file: Hdf5File, group: Group): OpenTable {
  const members = group.keys().map((name) => [name, group.get(name)] as const);
  const datasets: Record<string, Dataset> = Object.fromEntries(
    members.filter((member): member is [string, Dataset] => member[1] instanceof file.h5wasm.Dataset),
  );
  const names = Object.keys(datasets);
  const isIndex = (name: string) => name.endsWith('_index') && Object.hasOwn(datasets, name.slice(0, -'_index'.length));
  const columns = names.filter((name) => name !== 'id' && !isIndex(name));
  const rowsOf = (name: string): number => lengthOf(datasets[indexOf(datasets, name) ?? name]);
  const length = rowsOf(
    Object.hasOwn(datasets, 'id') ? 'id' : (columns[0] ?? fileProblem(file.where, `has no columns in ${group.path}`)),
  );
  const where = `${file.where}, table ${group.path},`;

  const ends = (column: string): ArrayLike<number> => {
    const index = datasets[`${column}_index`];
    const values = readDataset(file, index);
    if (values.kind !== 'numbers' || values.shape.length !== 1)
      return fileProblem(where, `has an index of ${column} that is no list of integers; it is damaged`);
    checkRaggedIndex(where, column, values.data, lengthOf(datasets[column]));
    return values.data;
  };
  const column = (name: string): NwbColumn => {
    lookUp(`column in ${where}`, Object.fromEntries(columns.map((key) => [key, key])), name);
    if (rowsOf(name) !== length)
      fileProblem(where, `has ${rowsOf(name)} rows in the column ${name}; expected ${length}; it is damaged`);
    const read = columnOf(readDataset(file, datasets[name]));
    return raggedOf(name, read);
  };
  /** Splits a column by its index, and that by its own: lists of lists. */
  const raggedOf = (name: string, values: NwbColumn): NwbColumn => {
    if (!Object.hasOwn(datasets, `${name}_index`)) return values;
    const rowEnds = ends(name);
    const rows = Array.from(rowEnds, (end, row) => sliceRows(values, row === 0 ? 0 : rowEnds[row - 1], end));
    return raggedOf(`${name}_index`, { kind: 'ragged', rows });
  };
  return { length, columns, column, datasets, ends };
}

/** The outermost index of a column: of lists of lists, the index of the index. */
function indexOf(datasets: Readonly<Record<string, Dataset>>, name: string): string | undefined {
  const index = `${name}_index`;
  return Object.hasOwn(datasets, index) ? (indexOf(datasets, index) ?? index) : undefined;
}

const lengthOf = (dataset: Dataset): number => dataset.metadata.shape?.[0] ?? 0;

const columnOf = (values: Hdf5Values): NwbColumn =>
  values.kind === 'references' || values.kind === 'records' || values.kind === 'other'
    ? { kind: 'unsupported' }
    : values;

/** The rows of a column from `start` up to `end`. */
function sliceRows(values: NwbColumn, start: number, end: number): NwbColumn {
  if (values.kind === 'unsupported') return values;
  if (values.kind === 'ragged') return { kind: 'ragged', rows: values.rows.slice(start, end) };
  const [, ...rest] = values.shape;
  const width = rest.reduce((product, size) => product * size, 1);
  const data = values.data.slice(start * width, end * width);
  return { ...values, data, shape: [end - start, ...rest] } as NwbColumn;
}
