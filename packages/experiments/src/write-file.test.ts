import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { explainWriteError, writeFileAtomically } from './write-file.js';

it('writeFileAtomically writes text and bytes and leaves nothing else behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lrsim-'));
  try {
    await writeFileAtomically(join(folder, 'text'), 'first');
    await writeFileAtomically(join(folder, 'text'), 'second');
    await writeFileAtomically(join(folder, 'bytes'), new Uint8Array([1, 2, 3, 4]).subarray(1, 3));
    expect(await readFile(join(folder, 'text'), 'utf8')).toBe('second');
    expect([...(await readFile(join(folder, 'bytes')))]).toEqual([2, 3]);
    expect((await readdir(folder)).sort()).toEqual(['bytes', 'text']);
    await expect(writeFileAtomically(join(folder, 'text', 'below'), '')).rejects.toThrow(
      /is a file, not a folder; .*--out/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

it.each(['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT', 'EPERM'])('%s is explained with what to do', (code) => {
  const error = Object.assign(new Error('as the system says it'), { code });
  expect(explainWriteError('results', error).message).toMatch(/results could not be written: .*--out/);
  expect(explainWriteError('results', error).cause).toBe(error);
});

it('an error nobody foresaw is passed on as it is', () => {
  const error = Object.assign(new Error('strange'), { code: 'ESTRANGE' });
  expect(explainWriteError('results', error)).toBe(error);
});
