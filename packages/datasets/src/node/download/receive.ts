import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { FileFormatError } from '@lrsim/core';
import type { DownloadProgress, RemoteFile } from './types.js';

/** An attempt that failed in a way that another may not. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}

/** What was received cannot be the file: it is longer. */
class TooLongError extends FileFormatError {}

/** What is remembered of a partial file, so that it is only gone on with if it is still the same. */
interface PartialNote {
  readonly url: string;
  /** ETag, or date of the last change, of what was received. */
  readonly version: string;
}

/** Receives what is missing of a file into `partial`. Throws TransferError where another attempt may help. */
export async function receive(
  file: RemoteFile,
  url: string,
  partial: string,
  stallMs: number,
  onProgress: (progress: DownloadProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const note = await noteOf(partial);
  let received = note?.url === url ? await sizeOf(partial) : 0;
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), stallMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), stallMs);
  };
  const either = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
  try {
    const resuming: Record<string, string> =
      received > 0 && note ? { Range: `bytes=${received}-`, 'If-Range': note.version } : {};
    const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity', ...resuming }, signal: either });
    heard();
    await refuse(response, file, partial);
    if (response.status === 206) {
      const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
      if (!range || Number(range[1]) !== received) {
        await rm(partial, { force: true });
        throw new TransferError(`sent '${response.headers.get('content-range')}' for the bytes from ${received} on`);
      }
    } else received = 0;
    const version = response.headers.get('etag') ?? response.headers.get('last-modified');
    // Without a version a partial file could not be told from one of another version: it is begun anew then.
    if (version && !version.startsWith('W/'))
      await writeFile(`${partial}.json`, JSON.stringify({ url, version } satisfies PartialNote));
    else await rm(`${partial}.json`, { force: true });
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = file.bytes ?? (Number.isFinite(length) ? received + length : undefined);
    if (total !== undefined && Number.isFinite(length) && received + length > total)
      throw new TooLongError(`download: ${url} announces ${received + length} bytes; expected ${total}`);
    const out = await open(partial, received > 0 ? 'r+' : 'w');
    try {
      await out.truncate(received);
      for await (const chunk of response.body ?? []) {
        heard();
        if (total !== undefined && received + chunk.length > total)
          throw new TooLongError(`download: ${url} sends more than ${total} bytes`);
        await out.write(chunk, 0, chunk.length, received);
        received += chunk.length;
        onProgress({ file: file.name, received, total });
      }
    } finally {
      await out.close();
    }
    if (total !== undefined && received < total) throw new TransferError(`ended after ${received} of ${total} bytes`);
  } catch (error) {
    signal?.throwIfAborted();
    if (stalled.signal.aborted) throw new TransferError(`was silent for ${stallMs} ms`);
    // Another refusal, such as a web page to log in on, leaves what was received to be gone on with.
    if (error instanceof TooLongError) await forget(partial);
    if (error instanceof FileFormatError || error instanceof TransferError) throw error;
    throw new TransferError(`broke off (${reasonOf(error)})`);
  } finally {
    clearTimeout(timer);
  }
}

/** Throws for an answer that is not the file. */
async function refuse(response: Response, file: RemoteFile, partial: string): Promise<void> {
  const { status, url } = response;
  const type = response.headers.get('content-type') ?? '';
  if (status === 200 || status === 206) {
    if (!/html/i.test(type)) return;
    await response.body?.cancel();
    throw new FileFormatError(
      `download: ${url} sent a web page (${type}) in place of ${file.name}; fetch the file by hand`,
    );
  }
  await response.body?.cancel();
  if (status === 416) {
    await forget(partial);
    throw new TransferError('has no such bytes any more');
  }
  if (status === 408 || status === 429 || status >= 500) throw new TransferError(`answered ${status}`);
  throw new FileFormatError(`download: ${url} answered ${status}; fetch ${file.name} by hand, or give another address`);
}

/** Removes a partial file and what is remembered of it. */
export async function forget(partial: string): Promise<void> {
  await rm(partial, { force: true });
  await rm(`${partial}.json`, { force: true });
}

async function noteOf(partial: string): Promise<PartialNote | undefined> {
  try {
    return JSON.parse(await readFile(`${partial}.json`, 'utf8')) as PartialNote;
  } catch {
    return undefined;
  }
}

const sizeOf = async (path: string) => (await stat(path).catch(() => ({ size: 0 }))).size;

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}
