import { nwbFile } from '../formats/nwb/open-nwb.js';
import type { NwbFile } from '../formats/nwb/types.js';
import { type Hdf5Source, nameSource, openSource } from './hdf5-source.js';
import { timedNwb } from './timed/timed-nwb.js';
import { timeLimitOf } from './timed/timed-worker.js';
import type { TimeLimit } from './timed/types.js';

/**
 * Opens an NWB 2 file (HDF5) on disk: as `openNwb`, but of a file of any size only what is asked for is read, and within a limit of
 * time. Of a file in memory, the limit is what it adds.
 *
 * @param source - the path of the file, or its bytes.
 * @throws FileFormatError where there is no such file, it is damaged, or opening it or one thing read from it takes longer than the
 *   limit; ArgumentError where h5wasm is not installed.
 */
export async function openNwbFile(source: Hdf5Source, { timeLimitMs }: TimeLimit = {}): Promise<NwbFile> {
  const limit = timeLimitOf('openNwbFile', timeLimitMs);
  const where = nameSource('openNwbFile', source);
  return limit === Infinity ? nwbFile(await openSource('openNwbFile', source)) : timedNwb(where, source, limit);
}
