import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileFormatError } from '@lrsim/core';
import { describeWithReference, referencePath } from '@lrsim/test-support';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { everyCondition, writeManteUnit } from '../../test/mante-file.js';
import { writeNpy } from '../../test/write-npy.js';
import { simulatedRecording } from '../simulated/simulated-recording.js';
import { openRecording } from './open-recording.js';
import { readDataFiles } from './read-data-files.js';

const root = mkdtempSync(join(tmpdir(), 'lrsim-datasets-'));
afterAll(() => rmSync(root, { recursive: true }));

function folder(name: string, files: Readonly<Record<string, Uint8Array>>): string {
  const path = join(root, name);
  mkdirSync(path);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(path, file), bytes);
  return path;
}

const arrays = (): Record<string, Uint8Array> => ({
  'firing_rate.npy': writeNpy('<f8', [1, 121, 8], new Array(968).fill(5)),
  ...Object.fromEntries(
    ['shoulderangle', 'elbowangle', 'xhandposition', 'yhandposition', 'xhandspeed', 'yhandspeed'].map((name) => [
      `${name}.npy`,
      writeNpy('<f8', [8, 121], new Array(968).fill(0)),
    ]),
  ),
});

describe('openRecording', () => {
  it("opens 'simulated'", async () => {
    const [opened, made] = [await openRecording('simulated'), simulatedRecording()];
    expect(opened.provenance).toEqual(made.provenance);
    expect(opened.rates.data.every((rate, i) => rate === made.rates.data[i])).toBe(true);
  });

  it('opens a folder of .npy files, past others', async () => {
    const path = folder('reach', {
      ...arrays(),
      'README.json': new Uint8Array(),
      'analysis_IN.npy': new Uint8Array(3),
    });
    expect((await openRecording(path)).name).toBe('Hatsopoulos 2007');
  });

  it('opens an .npz, as a file and alone in a folder', async () => {
    const path = folder('archive', { 'reach.npz': zipSync(arrays()) });
    expect((await openRecording(join(path, 'reach.npz'))).name).toBe('Hatsopoulos 2007');
    expect((await openRecording(path)).name).toBe('Hatsopoulos 2007');
  });

  it('opens a folder of unit files, past .DS_Store and folders', async () => {
    const unit = writeManteUnit(everyCondition(() => 1));
    const path = folder('units', { 'b.mat': unit, 'a.mat': unit, '.DS_Store': new Uint8Array(3) });
    mkdirSync(join(path, 'old.mat'));
    const { name, units } = await openRecording(path);
    expect([name, ...units]).toEqual(['Mante 2013', 'a', 'b']);
  });

  it.each([
    [
      'a path where nothing is',
      () => join(root, 'nowhere'),
      /there is no file, folder or dataset '.*nowhere'; expected 'simulated', or a folder of hatsopoulos2007 \(/,
    ],
    [
      'a dataset that is made from files',
      () => 'mante2013',
      /mante2013 is made from files; give the path of a folder with one \.mat file per unit/,
    ],
    ['an empty folder', () => folder('empty', {}), /empty is empty; expected/],
    [
      'a folder of other files',
      () => folder('other', { 'a.nwb': new Uint8Array(), 'b.csv': new Uint8Array() }),
      /other holds a\.nwb, b\.csv; expected/,
    ],
    [
      'a file of another kind',
      () => join(folder('csv', { 'rates.csv': new Uint8Array() }), 'rates.csv'),
      /holds rates\.csv; expected/,
    ],
    [
      'a damaged file',
      () => folder('damaged', { ...arrays(), 'elbowangle.npy': new Uint8Array(20) }),
      /readNpy: elbowangle\.npy is not a \.npy file/,
    ],
  ])('says what is wrong with %s', async (_, path, message) => {
    const at = path();
    await expect(openRecording(at)).rejects.toThrow(FileFormatError);
    await expect(openRecording(at)).rejects.toThrow(message);
  });
});

describe('readDataFiles', () => {
  it('reads all files of a folder, or some, or one file', async () => {
    const path = folder('files', { 'b.txt': Uint8Array.of(2), 'a.txt': Uint8Array.of(1) });
    expect([...(await readDataFiles(path)).keys()]).toEqual(['a.txt', 'b.txt']);
    expect([...(await readDataFiles(path, ['b.txt'])).keys()]).toEqual(['b.txt']);
    expect(Array.from((await readDataFiles(join(path, 'b.txt'))).get('b.txt') ?? [])).toEqual([2]);
  });

  it('names a file that is not there, or may not be read', async () => {
    const path = folder('locked', { 'a.npy': new Uint8Array(1) });
    await expect(readDataFiles(path, ['b.npy'])).rejects.toThrow(/b\.npy does not exist$/);
    if (process.getuid?.() === 0 || process.platform === 'win32') return; // root may read everything
    chmodSync(join(path, 'a.npy'), 0);
    await expect(readDataFiles(path)).rejects.toThrow(/a\.npy may not be read \(no permission\)$/);
  });
});

describeWithReference(
  'openRecording on real recordings',
  ['real/mante', 'reference/hatsopoulos2007', 'real/nwb'],
  () => {
    it('opens each by its folder', async () => {
      expect((await openRecording(referencePath('reference/hatsopoulos2007'))).rates.shape).toEqual([8, 121, 141]);
      expect((await openRecording(referencePath('real/mante'))).rates.shape).toEqual([72, 50, 19]);
    });

    it('says what it found in a folder of another kind', async () => {
      await expect(openRecording(referencePath('real/nwb'))).rejects.toThrow(
        /nwb holds .*\.nwb.*; expected 'simulated'/,
      );
    });
  },
);
