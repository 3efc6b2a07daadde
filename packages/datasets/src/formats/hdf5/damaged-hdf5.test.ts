import { expect, it } from 'vitest';
import { everything73 } from '../../../test/matlab73-everything.js';
import { readDamagedLater } from '../../../test/survives.js';
import { readMatlab73 } from './read-matlab73.js';

it('readMatlab73 ends in a value or a FileFormatError for truncated and damaged files', async () => {
  const file = await everything73();
  const read = (bytes: Uint8Array) => readMatlab73(bytes, 'damaged.file');
  const errors = await readDamagedLater(read, file, 300);
  expect(errors).toBeGreaterThan(300); // every truncation, and damage that hits more than values
  expect(await read(file)).toBeDefined(); // h5wasm is still sound afterwards
}, 60_000);
