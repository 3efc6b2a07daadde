import { FileFormatError } from '@lrsim/core';
import type { Dataset } from 'h5wasm';
import { describe, expect, it } from 'vitest';
import { writeHdf5 } from '../../../test/write-hdf5.js';
import { guarded } from './guarded.js';
import { openHdf5 } from './open-hdf5.js';
import { readDataset } from './read-dataset.js';

describe('readDataset', () => {
  const failing = (filters: readonly { readonly id: number; readonly name: string }[], size = 8) =>
    ({
      path: '/depth',
      metadata: { type: 1, size, shape: [4], chunks: [4] },
      filters,
      get value() {
        throw new Error('a required filter is not registered');
      },
    }) as unknown as Dataset;

  it('says which filter is missing of a dataset that cannot be read, and that it is damaged where none is', async () => {
    const file = await openHdf5(
      'test: a.h5',
      await writeHdf5((made) => {
        made.create_group('g');
      }),
    );
    const reading = (filters: readonly { readonly id: number; readonly name: string }[]) => () =>
      guarded(file.h5wasm, file.where, () => readDataset(file, failing(filters)));
    const zstd = reading([
      { id: 2, name: 'shuffle' },
      { id: 32015, name: 'zstd' },
    ]);
    expect(zstd).toThrow(FileFormatError);
    expect(zstd).toThrow(/a\.h5 has the dataset \/depth, compressed by the HDF5 filter 32015 \(zstd\).*gzip/);
    expect(zstd).not.toThrow(/damaged/);
    expect(reading([{ id: 1, name: 'deflate' }])).toThrow(/a required filter is not registered\); it is damaged/);
    expect(reading([{ id: 32000, name: 'lzf' }])).toThrow(/it is damaged/);
    // Numbers of 16 bits are left alone.
    expect(readDataset(file, failing([], 2))).toEqual({ kind: 'other', shape: [4] });
    file.close();
  });
});
