import { openHdf5Path } from '../formats/hdf5/open-hdf5-path.js';
import { nwbFile } from '../formats/nwb/open-nwb.js';
import type { NwbFile } from '../formats/nwb/types.js';
import { timedNwb } from './timed/timed-nwb.js';
import { timeLimitOf } from './timed/timed-worker.js';
import type { TimeLimit } from './timed/types.js';

/**
 * Opens an NWB 2 file (HDF5) on disk: as `openNwb`, but of a file of any size only what is asked for is read.
 *
 * @throws FileFormatError where there is no such file, it is damaged, or opening it or one thing read from it takes longer than the
 *   limit; ArgumentError where h5wasm is not installed.
 */
export async function openNwbFile(path: string, { timeLimitMs }: TimeLimit = {}): Promise<NwbFile> {
  const limit = timeLimitOf('openNwbFile', timeLimitMs);
  return limit === Infinity
    ? nwbFile(await openHdf5Path('openNwbFile', path))
    : timedNwb(`openNwbFile: ${path}`, path, limit);
}
