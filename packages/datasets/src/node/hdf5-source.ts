import { ArgumentError } from '@lrsim/core';
import { type Hdf5File, openHdf5 } from '../formats/hdf5/open-hdf5.js';
import { openHdf5Path } from '../formats/hdf5/open-hdf5-path.js';

/** An HDF5 file: its path, or its bytes. */
export type Hdf5Source = string | Uint8Array;

/** `reader: file`, for messages. @throws ArgumentError for what is neither a path nor bytes. */
export function nameSource(reader: string, source: Hdf5Source): string {
  if (typeof source === 'string') return `${reader}: ${source}`;
  if (source instanceof Uint8Array) return `${reader}: the bytes given`;
  throw new ArgumentError(
    `${reader}: source is ${typeof source}; expected the path of a file or its bytes (Uint8Array)`,
  );
}

/** Opens it in this thread. */
export const openSource = (reader: string, source: Hdf5Source): Promise<Hdf5File> =>
  typeof source === 'string' ? openHdf5Path(reader, source) : openHdf5(nameSource(reader, source), source);
