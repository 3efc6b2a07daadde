import { FileFormatError, UnknownNameError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { add73, everything73 } from '../../../test/matlab73-everything.js';
import { writeHdf5 } from '../../../test/write-hdf5.js';
import { readMatlab73 } from './read-matlab73.js';

describe('readMatlab73', () => {
  const double = (value: number) => ({ kind: 'numeric', class: 'double', data: Float64Array.of(value), shape: [1, 1] });

  it('reads every kind of value, row-major with its MATLAB shape', async () => {
    const read = await readMatlab73(await everything73());
    const text = { kind: 'char', rows: ['og'], shape: [1, 2] };
    expect(read).toEqual({
      x: { kind: 'numeric', class: 'double', data: Float64Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] },
      i: { kind: 'numeric', class: 'int64', data: Float64Array.of(-7, 2 ** 40), shape: [1, 2] },
      flag: { kind: 'logical', data: Uint8Array.of(0, 1), shape: [1, 2] },
      words: { kind: 'char', rows: ['on', 'go'], shape: [2, 2] },
      none: { kind: 'numeric', class: 'single', data: new Float32Array(), shape: [0, 3] },
      z: {
        kind: 'numeric',
        class: 'double',
        data: Float64Array.of(1, 2),
        imaginary: Float64Array.of(3, 4),
        shape: [1, 2],
      },
      handle: { kind: 'unsupported', class: 'function handle' },
      cell: { kind: 'cell', elements: [double(5), double(5), text, double(5)], shape: [2, 2] },
      emptyCell: { kind: 'cell', elements: [], shape: [0, 0] },
      one: {
        kind: 'struct',
        fields: ['inner', 'rate'],
        elements: [{ inner: { kind: 'struct', fields: [], elements: [{}], shape: [1, 1] }, rate: double(3) }],
        shape: [1, 1],
      },
      many: { kind: 'struct', fields: ['value'], elements: [{ value: double(5) }, { value: text }], shape: [1, 2] },
      s: {
        kind: 'sparse',
        rowIndex: Int32Array.of(2, 0),
        columnStart: Int32Array.of(0, 1, 2),
        data: Float64Array.of(5, -2),
        logical: false,
        shape: [3, 2],
      },
    });
  });

  it('reads the variables asked for', async () => {
    const bytes = await everything73();
    expect(Object.keys(await readMatlab73(bytes, 'a.mat', ['z', 'x']))).toEqual(['z', 'x']);
    await expect(readMatlab73(bytes, 'a.mat', ['wrods'])).rejects.toThrow(UnknownNameError);
    await expect(readMatlab73(bytes, 'a.mat', 'words' as never)).rejects.toThrow('expected a list of names');
  });

  it('refuses a cell within itself, and reads one many times over in no time', async () => {
    const cyclic = await writeHdf5((file) => {
      const cell = add73(file, 'cell', 'cell', [1, 1], [file.create_group('#refs#').create_reference()]);
      cell.write_slice([[], []], [cell.create_reference()]);
    });
    await expect(readMatlab73(cyclic)).rejects.toThrow('has the value /cell within itself');
    // each level names the one below twice: 2^60 values if each reference were read anew
    const doubling = await writeHdf5((file) => {
      const refs = file.create_group('#refs#');
      let below = add73(refs, 'r0', 'double', [1, 1], Float64Array.of(1)).create_reference();
      for (let level = 1; level < 60; level++)
        below = add73(refs, `r${level}`, 'cell', [1, 2], [below, below]).create_reference();
      add73(file, 'cell', 'cell', [1, 2], [below, below]);
    });
    expect((await readMatlab73(doubling)).cell).toMatchObject({ kind: 'cell', shape: [1, 2] });
  });

  it('refuses cells nested without end, other files, and sizes a file cannot hold', async () => {
    const deep = await writeHdf5((file) => {
      const refs = file.create_group('#refs#');
      let below = add73(refs, 'r0', 'double', [1, 1], Float64Array.of(1)).create_reference();
      for (let level = 1; level < 150; level++)
        below = add73(refs, `r${level}`, 'cell', [1, 1], [below]).create_reference();
      add73(file, 'cell', 'cell', [1, 1], [below]);
    });
    await expect(readMatlab73(deep, 'deep.mat')).rejects.toThrow('nested more than 100 deep');
    await expect(readMatlab73(new Uint8Array(2000), 'x.mat')).rejects.toThrow('x.mat is not an HDF5 file');
    const huge = await writeHdf5((file) => {
      const chunked = { chunks: [1000], maxshape: [null], data: Float64Array.of(1), shape: [1] };
      file.create_dataset({ name: 'x', ...chunked }).resize([2 ** 40]);
    });
    await expect(readMatlab73(huge)).rejects.toThrow(FileFormatError);
    await expect(readMatlab73(huge)).rejects.toThrow(/declares 8796093022208 bytes/);
    const elsewhere = await writeHdf5((file) => void file.create_external_link('/etc/passwd', '/x', 'x'));
    await expect(readMatlab73(elsewhere)).rejects.toThrow('has a link or a type where an array should be');
  });
});
