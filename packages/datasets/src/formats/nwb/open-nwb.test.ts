import { ArgumentError, FileFormatError, UnknownNameError } from '@lrsim/core';
import { describe, expect, it } from 'vitest';
import { writeHdf5 } from '../../../test/write-hdf5.js';
import { writeNwb } from '../../../test/write-nwb.js';
import { openNwb } from './open-nwb.js';

const indices = [
  Uint8Array.of(3, 3, 5),
  Uint16Array.of(3, 3, 5),
  Uint32Array.of(3, 3, 5),
  BigInt64Array.of(3n, 3n, 5n),
];

describe('openNwb', () => {
  it.each(indices)("reads each unit's spikes by an index of any width (%#)", async (ends) => {
    const nwb = await openNwb(await writeHdf5((file) => writeNwb(file, ends)));
    const { units } = nwb;
    expect(units?.length).toBe(3);
    expect(Array.from(units?.each() ?? [], ({ spikeTimes }) => Array.from(spikeTimes))).toEqual([
      [0.1, 0.2, 0.9],
      [],
      [1.5, 1.6],
    ]);
    expect(units?.unit(2).observed).toEqual({ data: Float64Array.of(0, 1, 1.4, 2), shape: [2, 2] });
    expect(units?.column('heldout')).toEqual({ kind: 'numbers', data: Uint8Array.of(0, 1, 0), shape: [3] });
    expect(() => units?.unit(3)).toThrow(ArgumentError);
    nwb.close();
    expect(() => units?.unit(0)).toThrow('is closed');
  });

  it('reads trials with text, ragged columns and lists of lists', async () => {
    const nwb = await openNwb(await writeHdf5((file) => writeNwb(file, indices[0])));
    const { trials } = nwb;
    expect(nwb.attributes).toEqual({ nwb_version: '2.6.0' });
    expect(trials?.columns).toEqual(['fixed', 'split', 'start_time', 'tags', 'target_pos']);
    expect(trials?.column('split')).toEqual({ kind: 'strings', data: ['train', 'val'], shape: [2] });
    expect(trials?.column('fixed')).toMatchObject({ data: ['é', 'ab'] });
    expect(trials?.column('target_pos')).toEqual({
      kind: 'ragged',
      rows: [
        { kind: 'numbers', data: Float32Array.of(1, 2), shape: [1, 2] },
        { kind: 'numbers', data: Float32Array.of(3, 4, 5, 6), shape: [2, 2] },
      ],
    });
    const tag = (text: string) => ({ kind: 'strings', data: [text], shape: [1] });
    expect(trials?.column('tags')).toEqual({
      kind: 'ragged',
      rows: [
        { kind: 'ragged', rows: [tag('a'), tag('b')] },
        { kind: 'ragged', rows: [tag('c')] },
      ],
    });
    expect(() => trials?.column('splt')).toThrow(UnknownNameError);
    nwb.close();
  });

  it('reads time series with stored times or a rate, whole or some samples', async () => {
    const nwb = await openNwb(await writeHdf5((file) => writeNwb(file, indices[0])));
    expect(nwb.series).toEqual(['processing/behavior/Position/eye', 'processing/behavior/hand_pos']);
    expect(nwb.readSeries('processing/behavior/hand_pos', 1)).toEqual({
      data: { data: Float64Array.of(3, 4, 5, 6), shape: [2, 2] },
      unit: 'mm',
      conversion: 0.001,
      offset: 0,
      time: Float64Array.of(0.1, 0.3),
    });
    expect(nwb.readSeries('processing/behavior/Position/eye', 1).time).toEqual(Float64Array.of(10.25, 10.5));
    expect(() => nwb.readSeries('processing/behavior/hand_pos', 0, 4)).toThrow(ArgumentError);
    nwb.close();
  });

  it.each([
    ['past the data', Uint8Array.of(3, 3, 50), /index of spike_times that ends at 50 where the data has 5 values/],
    ['before its end', Uint8Array.of(1, 1, 2), /that ends at 2 where the data has 5 values/],
    ['falling', Uint8Array.of(3, 2, 5), /falls from 3 to 2 at row 1/],
    ['of other rows', Uint8Array.of(3, 5), /an index of spike_times for 2 units; expected 3/],
  ])('refuses an index that ends %s', async (_, ends, message) => {
    const nwb = await openNwb(await writeHdf5((file) => writeNwb(file, ends)), 'a.nwb');
    expect(() => nwb.units?.unit(0)).toThrow(FileFormatError);
    expect(() => nwb.units?.unit(0)).toThrow(message);
    nwb.close();
  });

  it('says where images are that a series keeps elsewhere', async () => {
    const nwb = await openNwb(
      await writeHdf5((file) => {
        file.create_attribute('nwb_version', '2.5.0');
        const movie = file.create_group('acquisition').create_group('movie');
        movie.create_dataset({ name: 'data', data: new Uint8Array(0), shape: [0, 3, 3] });
        movie.create_dataset({ name: 'external_file', data: ['movie.avi'] });
        movie.create_dataset({ name: 'timestamps', data: Float64Array.of(0, 1) });
      }),
    );
    expect(nwb.series).toEqual(['acquisition/movie']);
    expect(() => nwb.readSeries('acquisition/movie')).toThrow(/in other files, which external_file names/);
    nwb.close();
  });

  it('opens a file without tables, and refuses a group linked into itself', async () => {
    const bare = await openNwb(await writeHdf5((file) => void file.create_group('acquisition')));
    expect([bare.units, bare.trials, bare.intervals, bare.series]).toEqual([undefined, undefined, [], []]);
    bare.close();
    const looped = await writeHdf5((file) => {
      const group = file.create_group('acquisition');
      for (let i = 0; i < 20; i++) file.create_hard_link('/acquisition', `acquisition/again${i}`);
      group.create_group('z');
    });
    await expect(openNwb(looped, 'loop.nwb')).rejects.toThrow('has more than 10000 groups');
  });
});
