import { expect, it } from 'vitest';
import { readDamagedLater } from '../../../test/survives.js';
import { writeHdf5 } from '../../../test/write-hdf5.js';
import { writeNwb } from '../../../test/write-nwb.js';
import { openNwb } from './open-nwb.js';

/** Opens a file and reads all there is. */
async function readAll(bytes: Uint8Array): Promise<void> {
  const nwb = await openNwb(bytes, 'damaged.file');
  try {
    for (const unit of nwb.units?.each() ?? []) expect(unit.spikeTimes.length).toBeGreaterThanOrEqual(0);
    for (const column of nwb.trials?.columns ?? []) nwb.trials?.column(column);
    for (const series of nwb.series) nwb.readSeries(series);
  } finally {
    nwb.close();
  }
}

const written = () => writeHdf5((file) => writeNwb(file, Uint8Array.of(3, 3, 5)));

it('openNwb and what it reads end in a value or a FileFormatError for truncated and damaged files', async () => {
  const file = await written();
  expect(await readDamagedLater(readAll, file, 300)).toBeGreaterThan(300);
  await readAll(file); // h5wasm is still sound afterwards
}, 60_000);

it.each([
  // Sizes of objects of the global heap after which the walk over them comes to free space of size 0.
  [2096, 38],
  [2096, 138],
  [2144, 200],
  [2168, 255],
  [2192, 218],
  [2216, 12],
])('openNwb refuses a heap without end: byte %d = %d', async (at, value) => {
  const file = await written();
  // Where the heap is in the files that this version of h5wasm writes.
  expect(String.fromCharCode(...file.subarray(2048, 2052))).toBe('GCOL');
  file[at] = value;
  await expect(readAll(file)).rejects.toThrow('damaged.file cannot be read as HDF5');
});

it('h5wasm survives errors by the hundred: text that cannot be read frees nothing, and leaves nothing on its stack', async () => {
  const good = await written();
  const damaged = good.slice();
  damaged[2096] = 255;
  for (let time = 0; time < 300; time++) await expect(readAll(damaged)).rejects.toThrow('cannot be read as HDF5');
  await readAll(good);
});

it('after errors by the thousand, which keep files open, it says that h5wasm is used up', async () => {
  const good = await written();
  const damaged = good.slice();
  damaged[2096] = 255;
  let message = '';
  for (let time = 0; time < 3000 && !message.includes('broke down'); time++)
    message = await readAll(damaged).then(
      () => '',
      (error: Error) => error.message,
    );
  expect(message).toContain('start the process anew, or read damaged files in a worker');
  await expect(readAll(good)).rejects.toThrow('broke down');
});
