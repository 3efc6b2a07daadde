// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the authors' files: the one given, else `reference` in LRSIM_REFERENCE or in the folder `shared` beside the
 * checkout; undefined where there is none.
 *
 * @param {string} [given]
 */
export function referenceFolder(given) {
  if (given) return given;
  const shared = process.env.LRSIM_REFERENCE ?? fileURLToPath(new URL('../../shared', import.meta.url));
  const folder = join(shared, 'reference');
  return existsSync(folder) ? folder : undefined;
}
