import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgumentError, FileFormatError } from '@lrsim/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve, type TestServer, testServer } from '../../../test/test-server.js';
import { cacheFolder, type DownloadProgress, download, type RemoteFile } from './index.js';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 251));
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const fast = { stallMs: 20_000, retryDelayMs: 1, retries: 3, offline: false, mirror: '' };

let cache: string;
let server: TestServer | undefined;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'lrsim-download-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  rmSync(cache, { recursive: true });
});

type Answer = (request: IncomingMessage, response: ServerResponse, number: number) => void;
async function start(answer: Answer, more: Partial<RemoteFile> = {}): Promise<RemoteFile> {
  server = await testServer(answer);
  const checksum = { algorithm: 'sha256', value: sha256(content) } as const;
  return { name: 'data.bin', url: `${server.url}/data.bin`, checksum, ...more };
}
const path = () => join(cache, 'set', 'data.bin');
const left = () => (existsSync(join(cache, 'set')) ? readdirSync(join(cache, 'set')).sort() : []);
/** Sends the first half, and breaks off at the first sign of progress, which those who want half have to pass on. */
const half: Answer = (_, response) => {
  response.writeHead(200, { 'Content-Length': content.length, ETag: '"v1"' });
  response.write(content.subarray(0, 150_000));
  breakOff = () => response.destroy();
};
let breakOff: () => void;
const passOn = { onProgress: () => breakOff() };

describe('download', () => {
  it('fetches a file once, tells how far it is, and uses it from then on', async () => {
    const file = await start((request, response) => serve(request, response, content));
    const progress: DownloadProgress[] = [];
    expect(await download('set', file, { ...fast, cache, onProgress: (one) => progress.push(one) })).toBe(path());
    expect(readFileSync(path()).equals(content)).toBe(true);
    expect(progress.at(-1)).toEqual({ file: 'data.bin', received: 300_000, total: 300_000 });
    await download('set', file, { ...fast, cache, offline: true });
    expect(server?.requests).toHaveLength(1);
    expect(left()).toEqual(['data.bin']);
  });

  it('goes on where the server broke off, if it still has the same version', async () => {
    const file = await start((request, response, k) =>
      k === 0 ? half(request, response, k) : serve(request, response, content),
    );
    await download('set', file, { ...fast, ...passOn, cache });
    expect(readFileSync(path()).equals(content)).toBe(true);
    const { range, 'if-range': version } = server?.requests[1].headers ?? {};
    expect(range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(version).toBe('"v1"');
  });

  it('begins anew where the version changed, or the server knows no ranges', async () => {
    const other = Buffer.from(content).reverse();
    const changed = await start((request, response, k) =>
      k === 0 ? half(request, response, k) : serve(request, response, other, '"v2"'),
    );
    const expected = { algorithm: 'sha256', value: sha256(other) } as const;
    await download('set', { ...changed, checksum: expected }, { ...fast, ...passOn, cache });
    expect(readFileSync(path()).equals(other)).toBe(true);
  });

  it('goes on in a later call, after an abort', async () => {
    const file = await start((request, response, k) => {
      if (k > 0) return serve(request, response, content);
      response.writeHead(200, { 'Content-Length': content.length, ETag: '"v1"' });
      response.write(content.subarray(0, 100_000));
    });
    const abort = new AbortController();
    const stopped = download('set', file, {
      ...fast,
      cache,
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(stopped).rejects.toThrow('aborted');
    expect(left()).toEqual(['data.bin.partial', 'data.bin.partial.json']);
    await download('set', file, { ...fast, cache });
    expect(server?.requests[1].headers.range).toMatch(/^bytes=[1-9]/);
    expect(readFileSync(path()).equals(content)).toBe(true);
    expect(left()).toEqual(['data.bin']);
  });

  it('keeps what was received when a web page comes in between', async () => {
    const file = await start((request, response, k) => {
      if (k === 0) half(request, response, k);
      else if (k === 1) response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>log in</html>');
      else serve(request, response, content);
    });
    await expect(download('set', file, { ...fast, ...passOn, cache })).rejects.toThrow('sent a web page');
    await download('set', file, { ...fast, cache });
    expect(server?.requests[2].headers.range).toMatch(/^bytes=[1-9]/);
    expect(readFileSync(path()).equals(content)).toBe(true);
  });

  it('gives up a silent server and tries again', async () => {
    const file = await start((request, response, k) => {
      if (k > 0) serve(request, response, content);
    });
    // A crowded machine may take as long for an answer, but not twenty times.
    await download('set', file, { ...fast, stallMs: 300, retries: 20, cache });
    expect(server?.requests.length).toBeGreaterThan(1);
  });

  it('tries again after 500 and 416, and says what happened when it stops', async () => {
    const file = await start((_, response, k) => {
      response.writeHead(k === 1 ? 416 : 503);
      response.end();
    });
    await expect(download('set', file, { ...fast, cache })).rejects.toThrow(
      /answered 503, at attempt 4 of 4; try again \(what was received is kept\), or fetch it by hand and put it at .*data\.bin/,
    );
    expect(server?.requests).toHaveLength(4);
  });

  it('believes no range it did not ask for', async () => {
    const file = await start((request, response, k) => {
      if (k === 0) return half(request, response, k);
      if (k > 1) return serve(request, response, content);
      response.writeHead(206, { 'Content-Range': 'bytes 7-299999/300000', ETag: '"v1"' });
      response.end(content.subarray(7));
    });
    await download('set', file, { ...fast, ...passOn, cache });
    expect(readFileSync(path()).equals(content)).toBe(true);
  });

  it.each([
    [
      'another content',
      (request: IncomingMessage, response: ServerResponse) => serve(request, response, Buffer.from(content).fill(7)),
      /has the sha256 checksum [0-9a-f]+; expected .* thrown away/,
    ],
    [
      'a web page',
      (_: IncomingMessage, response: ServerResponse) =>
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>log in</html>'),
      /sent a web page \(text\/html\) in place of data.bin/,
    ],
    [
      '404',
      (_: IncomingMessage, response: ServerResponse) => response.writeHead(404).end(),
      /answered 404; fetch data.bin by hand/,
    ],
    [
      'more than it should',
      (_: IncomingMessage, response: ServerResponse) => response.writeHead(200).end(Buffer.concat([content, content])),
      /sends more than 300000 bytes/,
    ],
    [
      'a length that is not that of the file',
      (_: IncomingMessage, response: ServerResponse) =>
        response.writeHead(200, { 'Content-Length': 600_000 }).end(Buffer.concat([content, content])),
      /announces 600000 bytes; expected 300000/,
    ],
  ])('refuses %s at once, and leaves the file that is there', async (_, answer, message) => {
    const file = await start(answer, { bytes: content.length });
    mkdirSync(join(cache, 'set'));
    // Not what is asked for any more, but all there is.
    writeFileSync(path(), 'an older version');
    const refused = download('set', file, { ...fast, cache });
    await expect(refused).rejects.toThrow(FileFormatError);
    await expect(refused).rejects.toThrow(message);
    expect(server?.requests).toHaveLength(1);
    expect(readFileSync(path(), 'utf8')).toBe('an older version');
    expect(left()).toEqual(['data.bin']);
  });

  it('without a checksum looks at the first bytes', async () => {
    const file = await start((request, response) => serve(request, response, content), {
      checksum: undefined,
      format: 'zip',
    });
    await expect(download('set', file, { ...fast, cache })).rejects.toThrow('is no zip file');
  });

  it('downloads nothing where that is off, and takes a file that was put there by hand', async () => {
    const file: RemoteFile = {
      name: 'data.bin',
      url: 'http://127.0.0.1:9/nothing',
      // What git calls a file of 'hello' and a line end.
      checksum: { algorithm: 'git-blob', value: 'ce013625030ba8dba906f756967f9e9ca394464a' },
    };
    await expect(download('set', file, { ...fast, cache, offline: true })).rejects.toThrow(
      /is not there, and downloads are off; fetch .* by hand/,
    );
    mkdirSync(join(cache, 'set'));
    writeFileSync(path(), 'hello\n');
    expect(await download('set', file, { ...fast, cache, offline: true })).toBe(path());
  });

  it('asks the mirror in place of the original', async () => {
    const file = await start((request, response) => serve(request, response, content));
    await download(
      'set',
      { ...file, url: 'https://original.invalid/x' },
      { ...fast, cache, mirror: `${server?.url}/copies/` },
    );
    expect(server?.requests[0].url).toBe('/copies/set/data.bin');
  });

  it('refuses names that are paths and addresses that are not of the web', async () => {
    for (const name of ['../data', 'a/b', '.hidden', 'c:\\x', ''])
      await expect(download('set', { name, url: 'http://127.0.0.1:9' }, { ...fast, cache })).rejects.toThrow(
        ArgumentError,
      );
    await expect(download('set', { name: 'a', url: 'file:///etc/hosts' }, { ...fast, cache })).rejects.toThrow(
      'expected one of http or https',
    );
  });
});

describe('cacheFolder', () => {
  it('is where the environment says', () => {
    expect(cacheFolder({ LRSIM_CACHE: 'elsewhere' })).toBe('elsewhere');
    expect(cacheFolder({})).toMatch(/lrsim/);
  });
});
