import { openHdf5Path } from '../formats/hdf5/open-hdf5-path.js';
import { matlab73Variables } from '../formats/hdf5/read-matlab73.js';
import type { MatlabValue } from '../types.js';

/**
 * Reads variables of a MATLAB v7.3 file on disk: as `readMatlab73`, but nothing else of the file is read.
 *
 * @param variables - which to read; all by default.
 * @throws FileFormatError where there is no such file, or it is damaged; UnknownNameError for a variable that is not
 * in it; ArgumentError where h5wasm is not installed.
 */
export async function readMatlab73File(
  path: string,
  variables?: readonly string[],
): Promise<Readonly<Record<string, MatlabValue>>> {
  return matlab73Variables(await openHdf5Path('readMatlab73File', path), variables);
}
