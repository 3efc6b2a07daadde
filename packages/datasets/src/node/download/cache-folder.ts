import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { ArgumentError } from '@lrsim/core';

/** The folder downloads are kept in: LRSIM_CACHE, or `lrsim` where this system keeps a user's caches. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  if (environment.LRSIM_CACHE) return environment.LRSIM_CACHE;
  if (platform() === 'win32')
    return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'lrsim', 'Cache');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches', 'lrsim');
  return join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lrsim');
}

/** Where a file of a dataset is kept. @throws ArgumentError for a name that is a path. */
export function cachedPath(folder: string, dataset: string, name: string): string {
  for (const part of [dataset, name])
    if (part === '' || part.startsWith('.') || /[\\/:\0]/.test(part))
      throw new ArgumentError(
        `cachedPath: '${part}' is no plain name; expected one without slashes, not beginning with a dot`,
      );
  return join(folder, dataset, name);
}
