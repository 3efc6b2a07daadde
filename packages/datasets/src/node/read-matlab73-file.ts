import { openHdf5Path } from '../formats/hdf5/open-hdf5-path.js';
import { matlab73Variables } from '../formats/hdf5/read-matlab73.js';
import type { MatlabValue } from '../types.js';
import { startHdf5Worker, timeLimitOf } from './timed/timed-worker.js';
import type { TimeLimit } from './timed/types.js';

/**
 * Reads variables of a MATLAB v7.3 file on disk: as `readMatlab73`, but nothing else of the file is read.
 *
 * @param variables - which to read; all by default.
 * @throws FileFormatError where there is no such file, it is damaged, or reading it takes longer than the limit; UnknownNameError for a
 *   variable that is not in it; ArgumentError where h5wasm is not installed.
 */
export async function readMatlab73File(
  path: string,
  variables?: readonly string[],
  { timeLimitMs }: TimeLimit = {},
): Promise<Readonly<Record<string, MatlabValue>>> {
  const limit = timeLimitOf('readMatlab73File', timeLimitMs);
  if (limit === Infinity) return matlab73Variables(await openHdf5Path('readMatlab73File', path), variables);
  const task = { reader: 'matlab73', path, variables } as const;
  const { worker, first } = await startHdf5Worker(`readMatlab73File: ${path}`, task, limit);
  worker.end();
  return first as Readonly<Record<string, MatlabValue>>;
}
