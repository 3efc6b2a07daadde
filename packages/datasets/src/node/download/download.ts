import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ArgumentError, checkInteger, checkNumber, FileFormatError } from '@lrsim/core';
import { cachedPath, cacheFolder } from './cache-folder.js';
import { forget, receive, TransferError } from './receive.js';
import type { DownloadOptions, RemoteFile } from './types.js';
import { problemOf } from './verify-file.js';

/**
 * The path of a file of a dataset in the cache, downloaded if it is not there.
 *
 * A file that is there and right is used without a word to the server. What arrives is kept beside it until it is whole and its checksum
 * is right, and only then takes its place; a partial file is gone on with if the server still has the same version of it. A file fetched
 * by hand is used if it is put where the message says.
 *
 * @throws FileFormatError where the file is not what it should be, the server refuses it, or it may not be downloaded; the reason of
 *   `signal` where that is aborted.
 */
export async function download(dataset: string, file: RemoteFile, options: DownloadOptions = {}): Promise<string> {
  const where = 'download';
  const { cache = cacheFolder(), retries = 4, stallMs = 30_000, retryDelayMs = 1000, signal } = options;
  const { offline = isSet(process.env.LRSIM_OFFLINE), mirror = process.env.LRSIM_MIRROR || undefined } = options;
  checkInteger(where, 'retries', retries, 0);
  checkNumber(where, 'stallMs', stallMs, 1);
  const path = cachedPath(cache, dataset, file.name);
  const problem = (await exists(path)) ? await problemOf(path, file) : 'is not there';
  if (!problem) return path;
  if (offline)
    throw new FileFormatError(
      `${where}: ${path} ${problem}, and downloads are off; fetch ${file.url} by hand and put it there, or allow downloads (LRSIM_OFFLINE=0)`,
    );
  const url = mirror ? `${mirror.replace(/\/$/, '')}/${dataset}/${encodeURIComponent(file.name)}` : file.url;
  if (!/^https?:/.test(url)) throw new ArgumentError(`${where}: url is ${url}; expected one of http or https`);
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.partial`;
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      await receive(file, url, partial, stallMs, (progress) => options.onProgress?.(progress), signal);
      break;
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      if (attempt >= retries)
        throw new FileFormatError(
          `${where}: ${url} ${error.message}, at attempt ${attempt + 1} of ${retries + 1}; try again (what was received is kept), or fetch it by hand and put it at ${path}`,
          { cause: error },
        );
      await wait(retryDelayMs * 2 ** attempt, undefined, { signal });
    }
  }
  const wrong = await problemOf(partial, file);
  if (wrong) {
    await forget(partial);
    throw new FileFormatError(
      `${where}: what ${url} sent ${wrong}; it was thrown away. The file may have been changed at its source`,
    );
  }
  await rename(partial, path);
  await forget(partial);
  return path;
}

const isSet = (value: string | undefined) => value !== undefined && value !== '' && value !== '0';
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
