import { createRng, FileFormatError } from '@lrsim/core';
import { expect } from 'vitest';

/** Whether `read` ends in a value or a FileFormatError; any other exception fails the test, saying what was read. */
function endsWell(read: (bytes: Uint8Array) => unknown, bytes: Uint8Array, what: string): 'value' | 'error' {
  try {
    read(bytes);
    return 'value';
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw new Error(`${what} ended in another exception`, { cause: error });
    expect(error.message, what).toContain('damaged.file');
    return 'error';
  }
}

/** Reads every beginning of a file, at most `most` of them. Returns how many ended in a FileFormatError. */
export function readTruncations(read: (bytes: Uint8Array) => unknown, file: Uint8Array, most = 500): number {
  const step = Math.max(1, Math.floor(file.length / most));
  let errors = 0;
  for (let length = 0; length < file.length; length += step)
    if (endsWell(read, file.slice(0, length), `the first ${length} bytes`) === 'error') errors += 1;
  return errors;
}

/** Reads a file with one to eight bytes changed, `times` times. Returns how many ended in a FileFormatError. */
export function readDamaged(read: (bytes: Uint8Array) => unknown, file: Uint8Array, times = 500): number {
  const rng = createRng('damage');
  let errors = 0;
  for (let time = 0; time < times; time++) {
    const bytes = Uint8Array.from(file);
    const changes: string[] = [];
    for (let count = 1 + rng.integer(8); count > 0; count--) {
      const at = rng.integer(bytes.length);
      bytes[at] = rng.uniform() < 0.3 ? 0xff : rng.integer(256);
      changes.push(`byte ${at} = ${bytes[at]}`);
    }
    if (endsWell(read, bytes, changes.join(', ')) === 'error') errors += 1;
  }
  return errors;
}
