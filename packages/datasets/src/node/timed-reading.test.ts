import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFormatError, UnknownNameError } from '@lrsim/core';
// The built package, since the worker is a file of it.
import { openNwbFile as openBuilt, readMatlab73File as readBuilt } from '@lrsim/datasets/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything73 } from '../../test/matlab73-everything.js';
import { writeHdf5 } from '../../test/write-hdf5.js';
import { writeNwb } from '../../test/write-nwb.js';
import { openNwbFile } from './open-nwb-file.js';
import { readMatlab73File } from './read-matlab73-file.js';
import { startTimedWorker } from './timed/timed-worker.js';

let folder: string;
let path: string;
let damaged: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lrsim-nwb-'));
  const bytes = await writeHdf5((file) => writeNwb(file, Uint8Array.of(3, 3, 5)));
  path = join(folder, 'good.nwb');
  damaged = join(folder, 'damaged.nwb');
  await writeFile(path, bytes);
  bytes[2096] = 255; // in the heap that holds its text
  await writeFile(damaged, bytes);
});
afterAll(() => rm(folder, { recursive: true }));

describe('openNwbFile with a time limit', () => {
  it('reads in a worker what it reads without one', async () => {
    const [here, there] = [await openNwbFile(path, { timeLimitMs: Infinity }), await openBuilt(path)];
    for (const key of ['attributes', 'intervals', 'series'] as const) expect(there[key]).toEqual(here[key]);
    expect([...(there.units?.each() ?? [])]).toEqual([...(here.units?.each() ?? [])]);
    expect(there.units?.unit(2)).toEqual(here.units?.unit(2));
    for (const table of ['units', 'trials'] as const) {
      expect([there[table]?.length, there[table]?.columns]).toEqual([here[table]?.length, here[table]?.columns]);
      for (const column of here[table]?.columns ?? [])
        expect(there[table]?.column(column)).toEqual(here[table]?.column(column));
    }
    for (const name of here.intervals)
      expect(there.interval(name).column('start_time')).toEqual(here.interval(name).column('start_time'));
    for (const name of here.series) expect(there.readSeries(name, 1)).toEqual(here.readSeries(name, 1));
    expect(() => there.trials?.column('splt')).toThrow(UnknownNameError);
    there.close();
    there.close();
    here.close();
    expect(() => there.units?.unit(0)).toThrow('is closed');
  });

  it('reads bytes in the worker, too, and refuses what is neither a path nor bytes', async () => {
    for (const timeLimitMs of [60_000, Infinity]) {
      const nwb = await openBuilt(await readFile(path), { timeLimitMs });
      expect(nwb.units?.length).toBe(3);
      nwb.close();
      const bytes = await readFile(damaged);
      await expect(openBuilt(bytes, { timeLimitMs })).rejects.toThrow('openNwbFile: the bytes given cannot be read');
      expect((await readBuilt(await everything73(), ['x'], { timeLimitMs })).x).toMatchObject({ shape: [2, 3] });
      for (const wrong of [undefined, 3] as unknown[] as string[]) {
        await expect(openBuilt(wrong, { timeLimitMs })).rejects.toThrow('openNwbFile: source is');
        await expect(readBuilt(wrong, undefined, { timeLimitMs })).rejects.toThrow('readMatlab73File: source is');
      }
    }
  });

  it('throws here what reading throws in the worker', async () => {
    await expect(openBuilt(damaged, { timeLimitMs: 60_000 })).rejects.toThrow(FileFormatError);
    await expect(openBuilt(damaged, { timeLimitMs: 60_000 })).rejects.toThrow('damaged.nwb cannot be read as HDF5');
    await expect(openBuilt(join(folder, 'none.nwb'), { timeLimitMs: 60_000 })).rejects.toThrow('does not exist');
    await expect(openNwbFile(path, { timeLimitMs: 0 })).rejects.toThrow('timeLimitMs is 0');
    // Beside this source there is no worker: one that was not asked for is done without, one that was is missed.
    const nwb = await openNwbFile(path);
    nwb.close();
    await expect(openNwbFile(path, { timeLimitMs: 60_000 })).rejects.toThrow(
      'the worker that reads with a limit is missing',
    );
  });
});

describe('readMatlab73File', () => {
  it('reads in a worker what it reads without one, and fails as it does', async () => {
    const file = join(folder, 'everything.mat');
    await writeFile(file, await everything73());
    expect(await readBuilt(file)).toEqual(await readMatlab73File(file, undefined, { timeLimitMs: Infinity }));
    await expect(readBuilt(file, ['nothing'])).rejects.toThrow(UnknownNameError);
    await expect(readBuilt(damaged)).rejects.toThrow(FileFormatError);
  });
});

describe('a timed worker', () => {
  const worker = (script: string) =>
    new URL(
      `data:text/javascript,${encodeURIComponent(`
      import { workerData } from 'node:worker_threads';
      const { port, answered } = workerData;
      const send = (answer) => { port.postMessage(answer); Atomics.add(answered, 0, 1); Atomics.notify(answered, 0); };
      ${script}`)}`,
    );
  const forEver = 'for (;;);';

  it('is given up where it does not begin', async () => {
    await expect(startTimedWorker('reader: file', worker(forEver), {}, 300)).rejects.toThrow(
      /reader: file takes longer than 0\.3 s/,
    );
  });

  it('is given up where it does not answer, and answers no more', async () => {
    const { worker: timed, first } = await startTimedWorker(
      'reader: file',
      worker(
        `port.on('message', (call) => { if (call === 'end?') { ${forEver} } send({ value: call }); }); send({ value: 1 });`,
      ),
      {},
      3000, // a crowded machine may take a second to start a worker
    );
    expect(first).toBe(1);
    expect(timed.ask('echo')).toBe('echo');
    expect(() => timed.ask('end?')).toThrow(/takes longer than 3 s/);
    expect(() => timed.ask('echo')).toThrow('is read no more');
  });

  it('is not waited for where it ends', async () => {
    await expect(startTimedWorker('reader: file', worker('process.exit();'), {}, 60_000)).rejects.toThrow(
      'ended without an answer',
    );
  });

  it('passes on an error of its own', async () => {
    await expect(
      startTimedWorker('reader: file', worker('throw new Error("no such thing")'), {}, 60_000),
    ).rejects.toThrow('no such thing');
  });
});
