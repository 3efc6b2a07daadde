import { matlab73Variables } from '../formats/hdf5/read-matlab73.js';
import type { MatlabValue } from '../types.js';
import { type Hdf5Source, nameSource, openSource } from './hdf5-source.js';
import { startHdf5Worker, timeLimitOf } from './timed/timed-worker.js';
import type { TimeLimit } from './timed/types.js';

/**
 * Reads variables of a MATLAB v7.3 file on disk: as `readMatlab73`, but nothing else of the file is read, and within a limit of time. Of a
 * file in memory, the limit is what it adds.
 *
 * @param source - the path of the file, or its bytes.
 * @param variables - which to read; all by default.
 * @throws FileFormatError where there is no such file, it is damaged, or reading it takes longer than the limit; UnknownNameError for a
 *   variable that is not in it; ArgumentError where h5wasm is not installed.
 */
export async function readMatlab73File(
  source: Hdf5Source,
  variables?: readonly string[],
  { timeLimitMs }: TimeLimit = {},
): Promise<Readonly<Record<string, MatlabValue>>> {
  const limit = timeLimitOf('readMatlab73File', timeLimitMs);
  const where = nameSource('readMatlab73File', source);
  if (limit === Infinity) return matlab73Variables(await openSource('readMatlab73File', source), variables);
  const task = { reader: 'matlab73', source, variables } as const;
  const { worker, first } = await startHdf5Worker(where, task, limit);
  worker.end();
  return first as Readonly<Record<string, MatlabValue>>;
}
