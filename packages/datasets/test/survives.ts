import { createRng, FileFormatError } from '@lrsim/core';
import { expect } from 'vitest';

type Outcome = 'value' | 'error';

/** A damaged copy of a file, and what was done to it. */
interface Variant {
  readonly bytes: Uint8Array;
  readonly what: string;
}

/** Any exception but a FileFormatError fails the test, saying what was read. */
function outcomeOf(error: unknown, what: string): Outcome {
  if (!(error instanceof FileFormatError)) throw new Error(`${what} ended in another exception`, { cause: error });
  expect(error.message, what).toContain('damaged.file');
  return 'error';
}

/** Whether `read` ends in a value or a FileFormatError. */
function endsWell(read: (bytes: Uint8Array) => unknown, { bytes, what }: Variant): Outcome {
  try {
    read(bytes);
    return 'value';
  } catch (error) {
    return outcomeOf(error, what);
  }
}

async function endsWellLater(
  read: (bytes: Uint8Array) => Promise<unknown>,
  { bytes, what }: Variant,
): Promise<Outcome> {
  try {
    await read(bytes);
    return 'value';
  } catch (error) {
    return outcomeOf(error, what);
  }
}

/** Beginnings of a file, at most about `most` of them. */
function* truncations(file: Uint8Array, most: number): Generator<Variant> {
  const step = Math.max(1, Math.floor(file.length / most));
  for (let length = 0; length < file.length; length += step)
    yield { bytes: file.slice(0, length), what: `the first ${length} bytes` };
}

/** A file with one to eight bytes changed, `times` times. */
function* damages(file: Uint8Array, times: number): Generator<Variant> {
  const rng = createRng('damage');
  for (let time = 0; time < times; time++) {
    const bytes = Uint8Array.from(file);
    const changes: string[] = [];
    for (let count = 1 + rng.integer(8); count > 0; count--) {
      const at = rng.integer(bytes.length);
      bytes[at] = rng.uniform() < 0.3 ? 0xff : rng.integer(256);
      changes.push(`byte ${at} = ${bytes[at]}`);
    }
    yield { bytes, what: changes.join(', ') };
  }
}

function countErrors(read: (bytes: Uint8Array) => unknown, variants: Iterable<Variant>): number {
  let errors = 0;
  for (const variant of variants) if (endsWell(read, variant) === 'error') errors += 1;
  return errors;
}

/** Reads every beginning of a file, at most `most` of them. Returns how many ended in a FileFormatError. */
export const readTruncations = (read: (bytes: Uint8Array) => unknown, file: Uint8Array, most = 500): number =>
  countErrors(read, truncations(file, most));

/** Reads a file with one to eight bytes changed, `times` times. Returns how many ended in a FileFormatError. */
export const readDamaged = (read: (bytes: Uint8Array) => unknown, file: Uint8Array, times = 500): number =>
  countErrors(read, damages(file, times));

/** Reads truncations of a file and damaged copies of it, `times` of each, by a reader that is asynchronous. */
export async function readDamagedLater(
  read: (bytes: Uint8Array) => Promise<unknown>,
  file: Uint8Array,
  times: number,
): Promise<number> {
  let errors = 0;
  for (const variants of [truncations(file, times), damages(file, times)])
    for (const variant of variants) if ((await endsWellLater(read, variant)) === 'error') errors += 1;
  return errors;
}
