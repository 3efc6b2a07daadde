import { FileFormatError } from '@lrsim/core';
import type { RemoteFile } from './types.js';

/** A file of a dandiset as the archive lists it. */
export interface DandiAsset {
  readonly path: string;
  readonly file: RemoteFile;
}

/** Pages of the list read at most: a dandiset of more than this many files is asked for with a narrower `prefix`. */
const [MOST_PAGES, PAGE] = [50, 200];

/**
 * The files of a dandiset, with the sizes and SHA-256 checksums that the archive states. This asks the archive's server, and nothing else.
 *
 * @param prefix - of the paths wanted, such as `sub-Jenkins/`.
 * @param api - address of the interface (default that of the DANDI archive).
 * @throws FileFormatError where the archive does not answer, or not as documented.
 */
export async function dandiAssets(
  dandiset: string,
  {
    prefix = '',
    api = 'https://api.dandiarchive.org/api',
    signal,
  }: { readonly prefix?: string; readonly api?: string; readonly signal?: AbortSignal } = {},
): Promise<DandiAsset[]> {
  const assets: DandiAsset[] = [];
  const base = `${api}/dandisets/${encodeURIComponent(dandiset)}/versions/draft/assets/`;
  let next: string | undefined = `${base}?metadata=true&page_size=${PAGE}&path=${encodeURIComponent(prefix)}`;
  for (let page = 0; next !== undefined; page++) {
    if (page >= MOST_PAGES)
      throw new FileFormatError(`dandiAssets: ${dandiset} lists more than ${MOST_PAGES * PAGE} files; give a prefix`);
    const answer = (await json(next, signal)) as { results?: unknown; next?: unknown };
    if (!Array.isArray(answer.results)) throw new FileFormatError(`dandiAssets: ${next} has no list of results`);
    for (const asset of answer.results) assets.push(assetOf(asset, api));
    next = typeof answer.next === 'string' ? sameServer(answer.next, api) : undefined;
  }
  return assets;
}

async function json(url: string, signal?: AbortSignal): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, {
      signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(30_000)]) : AbortSignal.timeout(30_000),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new FileFormatError(`dandiAssets: ${url} cannot be reached; check the connection`, { cause: error });
  }
  if (!response.ok) throw new FileFormatError(`dandiAssets: ${url} answered ${response.status}`);
  try {
    return await response.json();
  } catch (error) {
    throw new FileFormatError(`dandiAssets: ${url} sent no JSON`, { cause: error });
  }
}

/** A link of the list, if it stays on the archive's server. */
function sameServer(url: string, api: string): string {
  if (new URL(url).host !== new URL(api).host)
    throw new FileFormatError(`dandiAssets: the list goes on at ${url}, which is another server`);
  return url;
}

function assetOf(asset: unknown, api: string): DandiAsset {
  const {
    asset_id: id,
    path,
    size,
    metadata,
  } = (asset ?? {}) as {
    asset_id?: unknown;
    path?: unknown;
    size?: unknown;
    metadata?: { digest?: Record<string, unknown> };
  };
  if (typeof id !== 'string' || typeof path !== 'string' || typeof size !== 'number')
    throw new FileFormatError('dandiAssets: an asset lacks its id, path or size');
  const sha = metadata?.digest?.['dandi:sha2-256'];
  const name = path.split('/').at(-1) as string;
  return {
    path,
    file: {
      name,
      url: `${api}/assets/${encodeURIComponent(id)}/download/`,
      bytes: size,
      format: 'hdf5',
      ...(typeof sha === 'string' ? { checksum: { algorithm: 'sha256', value: sha } } : {}),
    },
  };
}
