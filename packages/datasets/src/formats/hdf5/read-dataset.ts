import type { Dataset, Metadata, Reference } from 'h5wasm';
import type { NumericData } from '../../types.js';
import { fileProblem } from '../file-problem.js';
import { MissingFilter } from './guarded.js';
import type { Hdf5File } from './open-hdf5.js';

/** Deflate cannot do better than this many bytes from one. */
const LARGEST_RATIO = 1032;
/** Fill values take no bytes in a file; so much is read whatever the size of the file. */
const ALWAYS_READ = 2 ** 26;
const MOST_BYTES = 2 ** 31 - 1;

/** The values of a dataset, in the order of the file (last axis fastest). */
export type Hdf5Values =
  | { readonly kind: 'numbers'; readonly data: NumericData; readonly shape: readonly number[] }
  | { readonly kind: 'booleans'; readonly data: Uint8Array; readonly shape: readonly number[] }
  | { readonly kind: 'strings'; readonly data: readonly string[]; readonly shape: readonly number[] }
  | { readonly kind: 'references'; readonly data: readonly Reference[]; readonly shape: readonly number[] }
  | {
      readonly kind: 'records';
      readonly data: readonly unknown[];
      readonly fields: readonly string[];
      readonly shape: readonly number[];
    }
  | { readonly kind: 'other'; readonly shape: readonly number[] };

/**
 * Reads a dataset, or of its first axis the rows from `start` up to `end`.
 *
 * @throws FileFormatError for a dataset that declares more than the file can hold, one stored in other files, and
 * 64-bit integers beyond 2^53; MissingFilter for one that is compressed by a filter of others.
 */
export function readDataset(file: Hdf5File, dataset: Dataset, rows?: readonly [number, number]): Hdf5Values {
  const { metadata } = dataset;
  const place = `${file.where}, dataset ${dataset.path},`;
  const full = metadata.shape ?? [0]; // a null dataspace: no value at all
  if (metadata.virtual_sources?.length) fileProblem(place, 'is put together from other files, which are not read');
  const shape = rows ? [rows[1] - rows[0], ...full.slice(1)] : full;
  const count = shape.reduce((product, size) => product * size, 1);
  checkSize(file, place, metadata, count);
  if (count === 0 && metadata.type !== 0 && metadata.type !== 1) return emptyValues(metadata, shape);
  if (count === 0) return { kind: 'numbers', data: new Float64Array(), shape };
  // Numbers of 16 bits, which h5wasm has no array for.
  if (metadata.type === 1 && metadata.size === 2) return { kind: 'other', shape };
  const value = namingFilters(dataset, () =>
    rows ? dataset.slice([[rows[0], rows[1]], ...full.slice(1).map((): [] => [])]) : dataset.value,
  );
  const data = full.length === 0 ? [value] : value;
  return { ...valuesOf(place, metadata, data), shape } as Hdf5Values;
}

/** Filters of the HDF5 library have numbers below this, those of others above; of them h5wasm has LZF. */
const [FOREIGN, LZF] = [256, 32000];

/** Runs `read`; where it fails, says so if the dataset is compressed by a filter that is not part of the HDF5 library. */
function namingFilters<T>(dataset: Dataset, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const missing = dataset.metadata.chunks && dataset.filters.find(({ id }) => id >= FOREIGN && id !== LZF);
    if (!missing) throw error;
    throw new MissingFilter(
      `has the dataset ${dataset.path}, compressed by the HDF5 filter ${missing.id} (${missing.name || 'no name'}), which h5wasm does not have; write it anew with gzip, as h5repack -f GZIP=4 does`,
      { cause: error },
    );
  }
}

function checkSize({ bytes }: Hdf5File, place: string, metadata: Metadata, count: number): void {
  const most = Math.min(Math.max(bytes * LARGEST_RATIO, ALWAYS_READ), MOST_BYTES);
  const chunk = (metadata.chunks ?? []).reduce((product, size) => product * size, 1);
  for (const size of [count * metadata.size, chunk * metadata.size])
    if (!(size <= most))
      fileProblem(place, `declares ${size} bytes, of which at most ${most} are read at a time from a file of ${bytes}`);
}

const kinds: Readonly<Record<number, Hdf5Values['kind']>> = { 3: 'strings', 6: 'records', 7: 'references' };

function emptyValues(metadata: Metadata, shape: readonly number[]): Hdf5Values {
  if (isBoolean(metadata)) return { kind: 'booleans', data: new Uint8Array(), shape };
  const kind = kinds[metadata.type] ?? 'other';
  return { kind, data: [], fields: fieldsOf(metadata), shape } as Hdf5Values;
}

const fieldsOf = ({ compound_type }: Metadata): string[] => (compound_type?.members ?? []).map(({ name }) => name);
const isBoolean = ({ enum_type }: Metadata): boolean => enum_type?.members.FALSE === 0 && enum_type.members.TRUE === 1;

function valuesOf(place: string, metadata: Metadata, data: unknown): { kind: Hdf5Values['kind']; data?: unknown } {
  const kind = kinds[metadata.type];
  if (kind === 'records') return { kind, data, fields: fieldsOf(metadata) } as ReturnType<typeof valuesOf>;
  if (kind) return { kind, data };
  if (isBoolean(metadata)) return { kind: 'booleans', data: Uint8Array.from(data as ArrayLike<number>) };
  // 0 integers, 1 floats, 8 enumerations
  if (![0, 1, 8].includes(metadata.type)) return { kind: 'other' };
  return { kind: 'numbers', data: numbersOf(place, data as ArrayLike<number | bigint>) };
}

function numbersOf(place: string, data: ArrayLike<number | bigint>): NumericData {
  if (Array.isArray(data)) return Float64Array.from(data as number[], Number);
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return data as NumericData;
  const numbers = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    numbers[i] = Number(data[i]);
    if (!Number.isSafeInteger(numbers[i]))
      fileProblem(place, `holds the integer ${data[i]} at position ${i}; expected integers below 2^53`);
  }
  return numbers;
}
