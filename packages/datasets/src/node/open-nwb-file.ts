import { openHdf5Path } from '../formats/hdf5/open-hdf5-path.js';
import { nwbFile } from '../formats/nwb/open-nwb.js';
import type { NwbFile } from '../formats/nwb/types.js';

/**
 * Opens an NWB 2 file (HDF5) on disk: as `openNwb`, but of a file of any size only what is asked for is read.
 *
 * @throws FileFormatError where there is no such file, or it is damaged; ArgumentError where h5wasm is not installed.
 */
export async function openNwbFile(path: string): Promise<NwbFile> {
  return nwbFile(await openHdf5Path('openNwbFile', path));
}
