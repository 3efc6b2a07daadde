import { afterEach, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../test/test-server.js';
import { dandiAssets } from './index.js';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('dandiAssets', () => {
  const asset = (k: number) => ({
    asset_id: `id-${k}`,
    path: `sub-A/file-${k}.nwb`,
    size: 10 + k,
    metadata: { digest: { 'dandi:sha2-256': 'ab'.repeat(32) } },
  });

  it('lists the files of all pages with sizes and checksums', async () => {
    server = await testServer((request, response, k) =>
      response.end(
        JSON.stringify({ results: [asset(k)], next: k === 0 ? `http://${request.headers.host}/next` : null }),
      ),
    );
    const assets = await dandiAssets('000140', { prefix: 'sub-A/', api: server.url });
    expect(assets.map(({ path: at, file }) => [at, file.name, file.bytes])).toEqual([
      ['sub-A/file-0.nwb', 'file-0.nwb', 10],
      ['sub-A/file-1.nwb', 'file-1.nwb', 11],
    ]);
    expect(assets[0].file.url).toBe(`${server.url}/assets/id-0/download/`);
    expect(assets[0].file.checksum?.value).toBe('ab'.repeat(32));
    expect(server.requests[0].url).toContain('path=sub-A%2F');
  });

  it.each([
    ['no list', '{}', /has no list of results/],
    ['no JSON', '<html>', /sent no JSON/],
    ['an asset without a path', '{"results":[{"asset_id":"a","size":1}]}', /lacks its id, path or size/],
    ['a list that goes on elsewhere', '{"results":[],"next":"http://elsewhere.invalid/"}', /another server/],
  ])('refuses %s', async (_, body, message) => {
    server = await testServer((_request, response) => response.end(body));
    await expect(dandiAssets('1', { api: server.url })).rejects.toThrow(message);
  });
});
