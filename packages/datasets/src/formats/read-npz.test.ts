import { readFileSync } from 'node:fs';
import { FileFormatError, UnknownNameError } from '@lrsim/core';
import { describeWithReference, readReferenceNpy, referencePath } from '@lrsim/test-support';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDamaged, readTruncations } from '../../test/survives.js';
import { writeNpy } from '../../test/write-npy.js';
import { readNpz } from './read-npz.js';

const long = Array.from({ length: 3000 }, (_, i) => i % 7);
const contents = {
  'a.npy': writeNpy('<f8', [3000], long),
  'b.npy': writeNpy('<i4', [2, 2], [1, 2, 3, 4]),
  'objects.npy': writeNpy('|O', [1], [0]),
  'notes.txt': new TextEncoder().encode('made by a test'),
};
const everyArray = (bytes: Uint8Array) => {
  const archive = readNpz(bytes, 'damaged.file');
  return archive.names.map((name) => archive.array(name));
};
const withoutPickle = { 'a.npy': contents['a.npy'], 'b.npy': contents['b.npy'] };

describe('readNpz', () => {
  it.each([
    ['stored', 0],
    ['deflated', 9],
  ] as const)('reads %s arrays by name, past entries it cannot read', (_, level) => {
    const archive = readNpz(zipSync(contents, { level }));
    expect(archive.names).toEqual(['a', 'b', 'objects']);
    expect(Array.from(archive.array('a').data)).toEqual(long);
    expect(archive.array('b')).toEqual({ data: Int32Array.of(1, 2, 3, 4), shape: [2, 2] });
    expect(() => archive.array('objects')).toThrow('readNpy: the file, array objects, holds Python objects');
  });

  it('names the nearest array for one that is not there', () => {
    expect(() => readNpz(zipSync(withoutPickle), 'x.npz').array('c')).toThrow(UnknownNameError);
    expect(() => readNpz(zipSync(withoutPickle), 'x.npz').array('bb')).toThrow("Did you mean 'b'?");
  });

  it('reads an archive with a comment', () => {
    const bytes = zipSync(withoutPickle);
    const comment = new TextEncoder().encode('PK a comment');
    const commented = new Uint8Array(bytes.length + comment.length);
    commented.set(bytes);
    commented.set(comment, bytes.length);
    new DataView(commented.buffer).setUint16(bytes.length - 2, comment.length, true);
    expect(readNpz(commented).names).toEqual(['a', 'b']);
  });

  it.each([
    ['another file', new TextEncoder().encode('no archive, but long enough to be one'), 'is not a zip archive (.npz)'],
    ['a truncated file', zipSync(contents).subarray(0, -30), 'is a zip archive without its directory; it is truncated'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readNpz(bytes, 'rates.npz')).toThrow(`readNpz: rates.npz ${message}`);
  });

  it('notices a changed byte by the checksum', () => {
    const bytes = zipSync({ 'b.npy': contents['b.npy'] }, { level: 0 });
    bytes[30 + 'b.npy'.length + contents['b.npy'].length - 1] ^= 1;
    expect(() => readNpz(bytes).array('b')).toThrow('entry b.npy, has a wrong checksum; it is damaged');
  });

  it('refuses a declared size that the compressed bytes cannot hold, before taking memory for it', () => {
    const bytes = zipSync({ 'a.npy': contents['a.npy'] });
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(bytes.length - 6, true);
    view.setUint32(directory + 24, 0xf0000000, true);
    expect(() => readNpz(bytes).array('a')).toThrow(
      /declares 4026531840 bytes compressed into \d+, which is not possible/,
    );
  });

  it('leaves a stream that holds more than it declares', () => {
    const bytes = zipSync({ 'a.npy': contents['a.npy'] });
    const view = new DataView(bytes.buffer);
    view.setUint32(view.getUint32(bytes.length - 6, true) + 24, 100, true);
    expect(() => readNpz(bytes).array('a')).toThrow('holds more than the 100 bytes it declares');
  });

  it('ends in a value or a FileFormatError for every truncation and for random damage', () => {
    for (const level of [0, 6] as const) {
      const file = zipSync(withoutPickle, { level });
      expect(() => everyArray(file)).not.toThrow();
      expect(readTruncations(everyArray, file)).toBeGreaterThanOrEqual(Math.min(file.length, 500));
      expect(readDamaged(everyArray, file)).toBeGreaterThan(250);
    }
  });

  it('throws FileFormatError, a class of @lrsim/core', () => {
    expect(() => readNpz(new Uint8Array())).toThrow(FileFormatError);
  });
});

describeWithReference(
  'readNpz on an archive NumPy wrote',
  ['real/derived/hatsopoulos2007_reach_psth.npz', 'reference/hatsopoulos2007'],
  () => {
    it('has the same numbers as the .npy files of the same arrays', () => {
      const archive = readNpz(readFileSync(referencePath('real/derived/hatsopoulos2007_reach_psth.npz')));
      for (const name of archive.names) {
        const { data, shape } = readReferenceNpy(referencePath('reference/hatsopoulos2007', `${name}.npy`));
        expect(archive.array(name)).toEqual({ data, shape });
      }
      expect(archive.names).toContain('firing_rate');
    });
  },
);
