import { FileFormatError } from '@lrsim/core';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDamaged, readTruncations } from '../../test/survives.js';
import { readZip } from './read-zip.js';

const text = (content: string) => new TextEncoder().encode(content);

describe('readZip', () => {
  const archive = zipSync({
    'PFC data/': new Uint8Array(),
    'PFC data/monkey A/a.mat': text('A'),
    'PFC data/monkey F/f.mat': text('F'),
    'PFC data/.DS_Store': text('no'),
    '__MACOSX/PFC data/a.mat': text('no'),
  });

  it('gives the files by name, without folders and what a Mac adds', () => {
    expect([...readZip(archive)].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['a.mat', 'A'],
      ['f.mat', 'F'],
    ]);
    expect([...readZip(archive, { keep: (path) => path.includes('monkey F') }).keys()]).toEqual(['f.mat']);
  });

  it.each(['../a.mat', 'data/../../a.mat', '/etc/passwd', 'c:\\a.mat', '..\\a.mat'])('refuses the path %s', (path) => {
    const read = () => readZip(zipSync({ [path]: text('x') }), { name: 'tricky.zip' });
    expect(read).toThrow(FileFormatError);
    expect(read).toThrow('leads out of the archive');
  });

  it('refuses two files of one name, and more than it may hold', () => {
    const twice = zipSync({ 'one/a.mat': text('1'), 'two/a.mat': text('2') });
    expect(() => readZip(twice)).toThrow('two files named a.mat; choose the folder with keep');
    expect(() => readZip(archive, { mostBytes: 1 })).toThrow('holds more than 1 bytes');
  });

  it('survives truncation and damage', () => {
    const read = (bytes: Uint8Array) => readZip(bytes, { name: 'damaged.file' });
    expect(readTruncations(read, archive)).toBeGreaterThan(300);
    expect(readDamaged(read, archive)).toBeGreaterThan(50);
  });
});
