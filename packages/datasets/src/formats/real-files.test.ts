import { readFileSync } from 'node:fs';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { expect, it } from 'vitest';
import { type Facts, realFacts } from '../../test/real-facts.js';
import { openNwbFile } from '../node/open-nwb-file.js';
import type { MatlabValue } from '../types.js';
import { readMatlab73 } from './hdf5/read-matlab73.js';
import { openNwb } from './nwb/open-nwb.js';
import { readMatlab } from './read-matlab.js';
import { readNpz } from './read-npz.js';

const folders = [
  'real/README.json',
  'real/mante',
  'real/matlab_v5',
  'real/matlab_v73',
  'real/nwb',
  'real/derived',
  'real/other',
];
const bytesOf = (path: string) => readFileSync(referencePath('real', path));
const textOf = (path: string) => bytesOf(path).toString('utf8');
const shapeOf = (value: MatlabValue | undefined) => (value && 'shape' in value ? value.shape : undefined);
const rowsOf = (csv: string) =>
  csv
    .trim()
    .split('\n')
    .map((line) => line.split(','));
const sum = (values: Iterable<number>) => Array.from(values).reduce((total, value) => total + value, 0);

/** A field of a struct in a struct. */
const field = (value: MatlabValue, ...path: string[]): Float64Array | Uint8Array | undefined => {
  const at = path.reduce<MatlabValue>(
    (inner, key) => (inner.kind === 'struct' ? inner.elements[0][key] : inner),
    value,
  );
  return at.kind === 'numeric' ? (at.data as Float64Array) : undefined;
};
const levels = (values: Iterable<number>) => [...new Set(values)].sort((a, b) => a - b);

function checkMante(file: string, facts: Facts): void {
  const { unit } = readMatlab(bytesOf(file), file);
  const numbers = (...path: string[]) => Array.from(field(unit, ...path) ?? []);
  const [response, time, context] = [numbers('response'), numbers('time'), numbers('task_variable', 'context')];
  expect({
    file: file.split('/')[1],
    trials: context.length,
    samples: time.length,
    t0: time[0],
    t1: time[time.length - 1],
    max_count: response.reduce((most, count) => Math.max(most, count), 0),
    motion_coh: levels(numbers('task_variable', 'stim_dir')),
    colour_coh_dir: levels(numbers('task_variable', 'stim_col2dir')),
    n_correct: sum(numbers('task_variable', 'correct')),
    spikes: sum(response),
    n_context_motion: context.filter((value) => value === 1).length,
    n_context_colour: context.filter((value) => value === -1).length,
  }).toEqual(facts);
}

async function checkNwb(file: string, facts: Facts): Promise<void> {
  const nwb = await openNwb(bytesOf(file), file);
  const { units, trials } = nwb;
  if (facts.nwb_version) expect(nwb.attributes.nwb_version).toBe(facts.nwb_version);
  if (facts.units !== undefined) expect(units?.length ?? false).toBe(facts.units);
  if (facts.trials !== undefined) expect(trials?.length ?? false).toBe(facts.trials);
  if (facts.intervals) expect(nwb.intervals).toEqual(facts.intervals);
  if (facts.index_dangling)
    expect(() => units?.unit(0)).toThrow(/index of spike_times that ends at \d+ where the data has 10 values/);
  else if (facts.spike_times_len) {
    const counts = Array.from(units?.each() ?? [], ({ spikeTimes }) => spikeTimes.length);
    expect(sum(counts)).toBe(facts.spike_times_len);
    if (facts.spike_times_index)
      expect(counts.map((_, i) => sum(counts.slice(0, i + 1)))).toEqual(facts.spike_times_index);
  }
  for (const column of trials?.columns ?? []) expect(trials?.column(column).kind, column).not.toBe('unsupported');
  nwb.close();
}

function checkArrays(file: string, facts: Facts): void {
  const archive = readNpz(bytesOf(file), file);
  for (const [name, shape] of Object.entries(facts)) expect(archive.array(name).shape, name).toEqual(shape);
}

function checkTable(file: string, facts: Facts): void {
  const [names, ...rows] = rowsOf(textOf(file));
  const units = names.filter((name) => name.startsWith('unit_')).length;
  expect({ rows: rows.length, columns: names.length, units }).toEqual(facts);
}

/** A list of the facts of the units of Mante 2013. */
function checkSummary(file: string): void {
  const all = realFacts();
  const summaries: { file: string }[] = JSON.parse(textOf(file));
  expect(summaries.length).toBe(Object.keys(all).filter((name) => name.startsWith('mante/')).length);
  for (const summary of summaries) expect(summary).toEqual(all[`mante/${summary.file}`]);
}

async function checkMatlab73(file: string, facts: Facts): Promise<void> {
  const variables = await readMatlab73(bytesOf(file), file);
  if (facts.dataset) {
    expect(variables[facts.dataset as string]).toMatchObject({
      class: facts.MATLAB_class,
      shape: facts['matlab shape'],
    });
  } else expect(variables[facts['cell variable'] as string]).toMatchObject({ kind: 'cell', shape: [1, 4] });
}

/** Facts of these are in their own words; read-matlab-real.test.ts asserts them one by one. */
function checkMatlab5(file: string, facts: Facts): void {
  const variables = readMatlab(bytesOf(file), file);
  for (const [name, fact] of Object.entries(facts))
    if (Object.hasOwn(variables, name)) expect(shapeOf(variables[name]), name).toEqual(fact);
}

const checks: Readonly<Record<string, (file: string, facts: Facts) => unknown>> = {
  'mante/.*\\.mat': checkMante,
  'matlab_v5/.*\\.mat': checkMatlab5,
  'matlab_v73/.*\\.mat': checkMatlab73,
  '.*\\.nwb': checkNwb,
  '.*\\.npz': checkArrays,
  '.*\\.csv': checkTable,
  '.*\\.json': checkSummary,
};

describeWithReference('every real file', folders, () => {
  it('has the facts that came with it', async () => {
    const unchecked: string[] = [];
    for (const [file, facts] of Object.entries(realFacts())) {
      const check = Object.entries(checks).find(([pattern]) => new RegExp(`^${pattern}$`).test(file))?.[1];
      if (check) await check(file, facts);
      else unchecked.push(file);
    }
    expect(unchecked).toEqual([]);
  }, 60_000);

  it('has, as NWB on disk, the spikes and the hand of the same trials in CSV', async () => {
    const nwb = await openNwbFile(referencePath('real', 'derived/mc_maze_2trials_nlb_layout.nwb'));
    const tables = ['748', '1356'].map((trial) => rowsOf(textOf(`other/mc_maze_trial_${trial}.csv`)));
    const [names] = tables[0];
    const columns = (name: string) =>
      tables.map(([header, ...rows]) => rows.map((row) => Number(row[header.indexOf(name)])));
    const unitNames = nwb.units?.column('original_name');
    if (unitNames?.kind !== 'strings') throw new Error('expected names');
    const counts = Array.from(nwb.units?.each() ?? [], ({ spikeTimes }) => spikeTimes.length);
    expect(counts).toEqual(unitNames.data.map((name) => sum(columns(name).flat())));
    const hand = nwb.readSeries('processing/behavior/hand_pos').data;
    const [x] = names.filter((name) => name.startsWith('hand_pos'));
    expect(Array.from(hand.data).filter((_, i) => i % 2 === 0)).toEqual(columns(x).flat());
    nwb.close();
  }, 60_000);
});
