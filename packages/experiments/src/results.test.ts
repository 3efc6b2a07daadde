import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bestKernel } from '@lrsim/rnn';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { studyFigures } from './figures.js';
import { resultsTable } from './results-table.js';
import { studySettings } from './settings.js';
import { runStudy, type StudyProgress } from './study.js';

const settings = studySettings({
  units: 10,
  trials: 3,
  updates: 6,
  seeds: [1, 2],
  noiseFloorDraws: 3,
  accuracies: [-0.2, 0.99],
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lrsim-'));
});
afterEach(() => rm(folder, { recursive: true }));

const study = (options = {}) => runStudy(settings, { folder, jobs: 1, ...options });

it('a study gives every number with what it was made from, and writes it to results.json', async () => {
  const results = await study();
  const kernel = (await bestKernel()).name; // what 'auto' came to
  expect(results).toMatchObject({
    settings: { ...settings, kernel },
    kernel,
    recording: { provenance: { simulated: true }, conditions: 8, timePoints: 121 },
    noiseFloor: { n: 6 },
    untrained: { distance: { n: 2 }, subsampled: { n: 6 } },
  });
  expect(results?.versions.node).toBe(process.versions.node);
  expect(results?.runs.map(({ rule, seed }) => `${rule} ${seed}`)).toEqual(['bptt 1', 'eprop 1', 'bptt 2', 'eprop 2']);
  for (const run of results?.runs ?? []) {
    expect(run.losses).toHaveLength(7);
    expect(run.snapshots.map(({ update }) => update)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  }
  expect(results?.matched[1].rules[0]).toMatchObject({ distances: [null, null], spread: null });
  expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toEqual(results);
});

it('stopped again and again, a study ends with the same bytes', async () => {
  await study();
  const whole = await readFile(join(folder, 'results.json'));
  await rm(folder, { recursive: true });
  let stops = 0;
  for (;;) {
    const controller = new AbortController();
    let updates = 0;
    const onProgress = ({ stage }: StudyProgress) => {
      if (stage === 'training' && ++updates === 4) controller.abort();
    };
    if (await study({ signal: controller.signal, onProgress })) break;
    stops += 1;
  }
  expect(stops).toBeGreaterThan(5);
  expect(await readFile(join(folder, 'results.json'))).toEqual(whole);
});

it('a run is not continued on another kernel, whose last digits differ', async () => {
  const controller = new AbortController();
  controller.abort();
  expect(
    await runStudy({ ...settings, kernel: 'tfjs' }, { folder, jobs: 1, signal: controller.signal }),
  ).toBeUndefined();
  await expect(runStudy({ ...settings, kernel: 'reference' }, { folder, jobs: 1 })).rejects.toThrow('another kernel');
});

it('stopped while the noise floor is measured, it ends there and goes on later', async () => {
  const controller = new AbortController();
  let splits = 0;
  const onProgress = ({ stage }: StudyProgress) => {
    if (stage === 'noise floor' && ++splits === 2) controller.abort();
  };
  expect(await study({ signal: controller.signal, onProgress })).toBeUndefined();
  expect(splits).toBe(2);
  expect((await study())?.noiseFloor.n).toBe(6);
});

it('a study with other settings in the same folder is refused before anything runs', async () => {
  await study();
  await expect(runStudy({ ...settings, gain: 2 }, { folder, jobs: 1 })).rejects.toThrow(
    /other settings, or of another kernel, recording/,
  );
});

it('adding a seed keeps the runs that are there', async () => {
  const first = await study();
  const ran: string[] = [];
  const onProgress = (progress: StudyProgress) => {
    if (progress.stage === 'training') ran.push(`${progress.run.seed}`);
  };
  const more = await runStudy({ ...settings, seeds: [1, 2, 3] }, { folder, jobs: 1, onProgress });
  expect(new Set(ran)).toEqual(new Set(['3']));
  expect(more?.runs.slice(0, 4).map(({ losses }) => losses)).toEqual(first?.runs.map(({ losses }) => losses));
});

it('table and figures say that a simulated recording is simulated, and are well-formed', async () => {
  const results = await study();
  if (!results) throw new Error('the study was not finished');
  expect(resultsTable(results)).toMatch(/SIMULATED recording/);
  expect(resultsTable(results)).toMatch(/0\.99 +│ not reached/);
  const figures = await studyFigures(results);
  expect(Object.keys(figures)).toEqual(['loss.svg', 'distance-accuracy.svg']);
  for (const svg of Object.values(figures)) {
    expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toMatch(/simulated/);
    expect(svg).not.toMatch(/NaN|undefined/);
  }
  expect(figures['distance-accuracy.svg']).toMatch(/noise floor/);
});
