import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedRecording } from '@lrsim/datasets';
import { referenceKernel } from '@lrsim/rnn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.js';
import { createExperiment } from './experiment.js';
import { studySettings } from './settings.js';
import { advance, initialState } from './train.js';

const settings = studySettings({
  units: 8,
  trials: 2,
  updates: 3,
  kernel: 'reference',
  noise: 0.1,
  density: 0.5,
  excitatoryFraction: 0.8,
});
const experiment = createExperiment(settings, { rule: 'bptt', seed: 3 }, simulatedRecording(), referenceKernel);

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lrsim-'));
  file = join(folder, 'runs', 'run.safetensors');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a checkpoint', () => {
  it('gives back the state of a run, bit for bit', async () => {
    const state = advance(experiment, advance(experiment, initialState(experiment)));
    await saveCheckpoint(file, state, 'print');
    expect(await loadCheckpoint(file, 'print')).toEqual(state);
  });

  it('lets a run go on to the numbers it would have reached', async () => {
    let whole = initialState(experiment);
    while (!whole.done) whole = advance(experiment, whole);
    let pieces = initialState(experiment);
    while (!pieces.done) {
      await saveCheckpoint(file, advance(experiment, pieces), 'print');
      pieces = (await loadCheckpoint<Float64Array>(file, 'print')) as typeof pieces;
    }
    expect(pieces).toEqual(whole);
    expect(whole.losses).toHaveLength(settings.updates + 1);
    expect(whole.snapshots.map(({ update }) => update)).toEqual([0, 1, 2, 3]);
  });

  it("keeps a rule's own state", async () => {
    const feedback = { data: Float64Array.of(1, -2), shape: [1, 2] };
    const state = { ...initialState(experiment), ruleState: { feedback } };
    await saveCheckpoint(file, state, 'print');
    expect(await loadCheckpoint(file, 'print')).toEqual(state);
  });

  it('is undefined where there is none', async () => {
    expect(await loadCheckpoint(join(folder, 'nothing'), 'print')).toBeUndefined();
  });

  it('of another study is refused, with what to do', async () => {
    await saveCheckpoint(file, initialState(experiment), 'print');
    await expect(loadCheckpoint(file, 'other')).rejects.toThrow(
      /other settings, or of another kernel, recording .*--fresh/,
    );
  });

  it('that is damaged is refused by name', async () => {
    await saveCheckpoint(file, initialState(experiment), 'print');
    await truncate(file, (await readFile(file)).length - 10);
    await expect(loadCheckpoint(file, 'print')).rejects.toThrow(/run\.safetensors is truncated/);
    await writeFile(file, 'no safetensors at all');
    await expect(loadCheckpoint(file, 'print')).rejects.toThrow(/run\.safetensors/);
  });
});
