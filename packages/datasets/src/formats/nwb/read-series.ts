import { ArgumentError } from '@lrsim/core';
import type { Dataset, Group } from 'h5wasm';
import type { NumericArray } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import type { Hdf5File } from '../hdf5/open-hdf5.js';
import { readAttribute, readText } from '../hdf5/read-attribute.js';
import { readDataset } from '../hdf5/read-dataset.js';
import type { NwbSeries } from './types.js';

/** Groups in groups are followed so deep; a damaged file may link a group into itself. */
const DEEPEST = 6;
const MOST_GROUPS = 10_000;

/** The time series of a file by path: the groups under `/processing` and `/acquisition` that hold `data`. */
export function findSeries(file: Hdf5File): Record<string, Group> {
  const found: Record<string, Group> = {};
  let visited = 0;
  const visit = (group: Group, depth: number) => {
    if (++visited > MOST_GROUPS) fileProblem(file.where, `has more than ${MOST_GROUPS} groups; it is damaged`);
    const names = group.keys();
    if (names.includes('data') && group.get('data') instanceof file.h5wasm.Dataset) {
      found[group.path.replace(/^\//, '')] = group;
    } else if (depth < DEEPEST) {
      for (const name of names) {
        const member = group.get(name);
        if (member instanceof file.h5wasm.Group) visit(member, depth + 1);
      }
    }
  };
  const there = file.root.keys();
  for (const name of ['processing', 'acquisition'].filter((top) => there.includes(top))) {
    const group = file.root.get(name);
    if (group instanceof file.h5wasm.Group) visit(group, 0);
  }
  return found;
}

/** Reads the samples of a time series from `start` up to `end`. */
export function readSeries(file: Hdf5File, group: Group, start = 0, end?: number): NwbSeries {
  const where = `${file.where}, series ${group.path.replace(/^\//, '')},`;
  const dataset = (name: string): Dataset | undefined => {
    const member = group.keys().includes(name) ? group.get(name) : null;
    return member instanceof file.h5wasm.Dataset ? member : undefined;
  };
  const stored = dataset('data') as Dataset;
  const length = stored.metadata.shape?.[0] ?? 0;
  const last = end ?? length;
  if (length === 0 && dataset('external_file'))
    fileProblem(where, 'keeps its images in other files, which external_file names; read those');
  if (!(Number.isInteger(start) && Number.isInteger(last) && 0 <= start && start <= last && last <= length))
    throw new ArgumentError(
      `openNwb: samples ${start} up to ${last} of ${group.path}; expected whole numbers within its ${length} samples`,
    );
  const values = readDataset(file, stored, [start, last]);
  if (values.kind !== 'numbers') return fileProblem(where, 'has data that are no numbers');
  const data: NumericArray = { data: values.data, shape: values.shape };
  const number = (name: string, otherwise: number) => Number(readAttribute(file, stored, name) ?? otherwise);
  return {
    data,
    unit: readText(file, stored, 'unit'),
    conversion: number('conversion', 1),
    offset: number('offset', 0),
    time: timeOf(file, where, dataset, length, start, last),
  };
}

/** Times of samples: stored, or from the first one's and the rate. */
function timeOf(
  file: Hdf5File,
  where: string,
  dataset: (name: string) => Dataset | undefined,
  length: number,
  start: number,
  end: number,
): Float64Array {
  const timestamps = dataset('timestamps');
  if (timestamps) {
    const found = timestamps.metadata.shape?.[0] ?? 0;
    if (found !== length) fileProblem(where, `has ${found} timestamps for ${length} samples; it is damaged`);
    const values = readDataset(file, timestamps, [start, end]);
    return values.kind === 'numbers'
      ? Float64Array.from(values.data)
      : fileProblem(where, 'has timestamps that are no numbers');
  }
  const starting = dataset('starting_time');
  if (!starting) return fileProblem(where, 'has neither timestamps nor a starting_time');
  const first = readDataset(file, starting);
  const rate = Number(readAttribute(file, starting, 'rate'));
  if (first.kind !== 'numbers' || first.data.length !== 1 || !(rate > 0 && Number.isFinite(rate)))
    return fileProblem(where, 'has a starting_time without a number and a rate above 0 Hz');
  const from = first.data[0];
  return Float64Array.from({ length: end - start }, (_, i) => from + (start + i) / rate);
}
